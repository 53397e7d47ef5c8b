"""What a reader of days found out about one place in the text, before it becomes a `Day`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Resolved:
    """`day` is None while vague; `latest` ends a range; `alternatives` are the other days the words may mean."""

    day: date | None
    latest: date | None = None
    alternatives: tuple[date, ...] = ()


def resolved(day: date | None, latest: date | None = None) -> Resolved | None:
    """None where the calendar has no such day."""
    return None if day is None else Resolved(day, latest)
