"""The first ear: regular expressions over the normal form, which can point at the words they heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peilian.dialogue.signal import Signal, Stance
from peilian.dialogue.stance import stance_of


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a signal's patterns found in a sentence."""

    start: int
    end: int
    stance: Stance
    counts: bool
    """False where the words stand denied, quoted or otherwise not as the signal means them."""


@dataclass(frozen=True, slots=True)
class _Ear:
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    stances: frozenset[Stance]

    def hear(self, sentence: str, family: str) -> Hit | None:
        """The first words that count, otherwise the first found."""
        first: Hit | None = None
        excused = False
        for match in self.pattern.finditer(sentence):
            if match.start() == match.end():
                continue
            stance = stance_of(sentence, match.start(), match.end(), family)
            if first is None:
                excused = self.unless is not None and self.unless.search(sentence) is not None
            counts = stance in self.stances and not excused
            if counts:
                return Hit(match.start(), match.end(), stance, True)
            first = first or Hit(match.start(), match.end(), stance, False)
        return first


class FirstEar:
    """The patterns of many signals in one language family, compiled."""

    def __init__(self, signals: Sequence[Signal], family: str) -> None:
        self._family = family
        self._ears = {
            place: _Ear(
                _any_of(signal.recognise.patterns.for_(family)),
                _any_of(excuses) if (excuses := signal.recognise.unless.for_(family)) else None,
                frozenset(signal.recognise.stances),
            )
            for place, signal in enumerate(signals)
            if signal.recognise.patterns.for_(family)
        }

    def hear(self, sentence: str, places: Iterable[int] | None = None) -> dict[int, Hit]:
        """What was found in a sentence (normal form), by the signal's place; only of `places` where they are given."""
        wanted = self._ears.keys() if places is None else [place for place in places if place in self._ears]
        found = ((place, self._ears[place].hear(sentence, self._family)) for place in wanted)
        return {place: hit for place, hit in found if hit is not None}


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
