"""One piece of a law: what becomes one clause."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One article, section or group of paragraphs."""

    article: str | None
    """As the law writes its number; None where it has none."""
    number: str
    """One spelling of that number, empty where there is none."""
    topic: tuple[str, ...]
    """The headings above it, the nearest last."""
    text: str
