"""Where in a call a turn stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One turn among the stretches of speaking; a stretch is what one side says until the other speaks."""

    turn: int
    """Index into the call's turns, from 0."""
    stretches: tuple[int, ...]
    """First turn of every stretch so far; the last one holds `turn`."""

    def exchanges_since(self, turn: int) -> int:
        """1 for the other side's next stretch after `turn`, 2 for the one after that; 0 within the same one."""
        return (sum(start > turn for start in self.stretches) + 1) // 2

    def answers_directly(self, turn: int) -> bool:
        """Whether this turn belongs to the first stretch after `turn`."""
        return sum(start > turn for start in self.stretches) == 1
