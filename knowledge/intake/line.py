"""What every format becomes: lines of words, some of them headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or line, never empty."""

    text: str
    level: int = 0
    """1 for a chief heading, 2 for the next …; 0 where the format does not mark it as a heading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of one file and what a person should know about how they were read."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    wrapped: bool = False
    """True where a line ends at the margin of a page and not where its paragraph does."""


def clean(text: str) -> str:
    """Runs of blanks as one, full-width ones too; without what cannot be printed."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of plain text that hold anything."""
    return tuple(Line(words) for raw in re.split(r"[\n\r\f\v\x85\u2028\u2029]+", text) if (words := clean(raw)))
