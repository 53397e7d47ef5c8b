"""The one Reader: what an utterance says, recognised once for debtor, coach and evaluators alike.

Two ears: patterns, which can point at words, and meaning, which hears paraphrases by the sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from peilian.dialogue import meaning, sentences
from peilian.dialogue.call import Call, Speaker
from peilian.dialogue.normal import Normal, normalise
from peilian.dialogue.ports import Encoder
from peilian.dialogue.reading import Heard, Reading
from peilian.dialogue.signal import Signal, Stance
from peilian.dialogue.stance import stance_of, stance_of_sentence
from peilian.dialogue.values import read_values

_SHORTEST_MEANING = 4
"""Sentences with fewer characters say too little for the second ear."""


@dataclass(frozen=True, slots=True)
class _Ear:
    """One signal's patterns in one language, compiled."""

    signal: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    stances: frozenset[Stance]

    def hear(self, sentence: str, language: str) -> tuple[int, int, Stance] | None:
        for match in self.pattern.finditer(sentence):
            if match.start() == match.end():
                continue
            stance = stance_of(sentence, match.start(), match.end(), language)
            if stance in self.stances and not (self.unless and self.unless.search(sentence)):
                return match.start(), match.end(), stance
        return None


@dataclass(frozen=True, slots=True)
class _Side:
    """Everything one speaker's words are listened to for."""

    signals: tuple[Signal, ...]
    ears: dict[str, tuple[_Ear, ...]]
    """By language family, zh and en."""
    unless: dict[str, dict[str, re.Pattern[str]]]
    eligible: dict[str, tuple[int, ...]]
    """Places of the signals that the second ear may hear in each language family."""
    model: meaning.Meaning | None


class Reader:
    """Made with `Reader.compile`; stateless afterwards and safe to share between threads."""

    def __init__(self, sides: dict[Speaker, _Side], encoder: Encoder | None, version: str) -> None:
        self._sides = sides
        self._implied = {
            signal.id: signal.implies
            for side in sides.values()
            for signal in side.signals
            if signal.implies is not None
        }
        self._encoder = encoder
        self.version = version
        """Changes with any pattern, example or encoder."""

    @property
    def encoder_name(self) -> str | None:
        return self._encoder.name if self._encoder else None

    @classmethod
    def compile(
        cls,
        signals: Iterable[Signal],
        encoder: Encoder | None,
        *,
        cache: Path | None = None,
    ) -> Reader:
        """Listen for `signals`; without an encoder only patterns are heard.

        `cache` is a folder where learned models are kept between starts.
        """
        all_signals = sorted(signals, key=lambda signal: signal.id)
        sides: dict[Speaker, _Side] = {}
        speakers: tuple[Speaker, ...] = ("agent", "debtor")
        for speaker in speakers:
            own = tuple(signal for signal in all_signals if signal.speaker == speaker)
            sides[speaker] = _side(own, encoder, cache)
        digest = hashlib.sha256("\n".join(signal.model_dump_json() for signal in all_signals).encode())
        return cls(sides, encoder, f"reader-1+{digest.hexdigest()[:12]}")

    def read(self, text: str, *, language: str, speaker: Speaker, on: date) -> Reading:
        """All that `text` says. `on` is the call's day, against which 下周五 is resolved."""
        return self._read_many([(text, speaker)], language, on)[0]

    def read_call(self, call: Call) -> tuple[Reading, ...]:
        """One reading per turn."""
        return self._read_many(
            [(turn.text, turn.speaker) for turn in call.turns], call.language, call.call.debtor_day()
        )

    def _read_many(self, turns: Sequence[tuple[str, Speaker]], language: str, on: date) -> tuple[Reading, ...]:
        family = "en" if language.startswith("en") else "zh"
        prepared = [_prepare(text) for text, _ in turns]
        by_pattern = [
            _by_pattern(self._sides[speaker], ready, family)
            for (_, speaker), ready in zip(turns, prepared, strict=True)
        ]
        heard = self._with_second_ear(turns, prepared, by_pattern, family)
        return tuple(
            Reading(
                text=text,
                language=language,
                speaker=speaker,
                sentences=tuple(ready.normal.original(*place) for place in ready.places),
                heard=_in_order(found),
                values=read_values(text, language=language, on=on),
            )
            for (text, speaker), ready, found in zip(turns, prepared, heard, strict=True)
        )

    def _with_second_ear(
        self,
        turns: Sequence[tuple[str, Speaker]],
        prepared: Sequence[_Prepared],
        by_pattern: Sequence[list[_Found]],
        family: str,
    ) -> list[list[Heard]]:
        """What patterns found and the sentence does not contradict, with what the second ear heard beyond it."""
        kept = [{(found.place, found.heard.signal): found.heard for found in one} for one in by_pattern]
        for speaker, side in self._sides.items():
            jobs = [
                (turn, number)
                for turn, ready in enumerate(prepared)
                for number, (start, end) in enumerate(ready.places)
                if turns[turn][1] == speaker and end - start >= _SHORTEST_MEANING
            ]
            if not jobs or side.model is None or self._encoder is None:
                continue
            vectors = self._encoder.encode([prepared[turn].sentence(number) for turn, number in jobs])
            judged = side.model.judge(vectors, side.eligible[family])
            for (turn, number), judgement in zip(jobs, judged, strict=True):
                for index in judgement.contradicted:
                    kept[turn].pop((number, side.signals[index].id), None)
                already = {signal for _, signal in kept[turn]}
                for heard in _meant(side, prepared[turn], number, judgement.carried, already, family):
                    kept[turn][number, heard.signal] = heard
        return [_with_implied(list(one.values()), self._implied) for one in kept]


@dataclass(frozen=True, slots=True)
class _Prepared:
    normal: Normal
    places: tuple[tuple[int, int], ...]

    def sentence(self, number: int) -> str:
        start, end = self.places[number]
        return self.normal.text[start:end]


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern's find, with the number of its sentence."""

    place: int
    heard: Heard


def _prepare(text: str) -> _Prepared:
    normal = normalise(text)
    return _Prepared(normal, tuple(sentences.split(normal.text)))


def _by_pattern(side: _Side, ready: _Prepared, family: str) -> list[_Found]:
    found: list[_Found] = []
    for number, (start, _) in enumerate(ready.places):
        sentence = ready.sentence(number)
        for ear in side.ears[family]:
            hit = ear.hear(sentence, family)
            if hit is not None:
                span = ready.normal.original(start + hit[0], start + hit[1])
                found.append(_Found(number, Heard(ear.signal, span, "pattern", hit[2])))
    return found


def _meant(
    side: _Side,
    ready: _Prepared,
    number: int,
    carried: Mapping[int, meaning.Carried],
    already: set[str],
    family: str,
) -> list[Heard]:
    sentence = ready.sentence(number)
    stance = stance_of_sentence(sentence, family)
    span = ready.normal.original(*ready.places[number])
    found = []
    for index, heard in carried.items():
        signal = side.signals[index]
        unless = side.unless[family].get(signal.id)
        if signal.id in already or stance not in signal.recognise.stances or (unless and unless.search(sentence)):
            continue
        how: Literal["meaning", "group"] = "meaning" if heard.sure else "group"
        found.append(Heard(signal.id, span, how, stance, heard.strength))
    return found


def _with_implied(found: list[Heard], implied: Mapping[str, str]) -> list[Heard]:
    """`found` with the acts that its surest signals imply."""
    acts = {heard.signal for heard in found}
    for heard in list(found):
        act = implied.get(heard.signal)
        if act is not None and act not in acts and heard.how != "group":
            acts.add(act)
            found.append(replace(heard, signal=act))
    return found


def _in_order(heard: list[Heard]) -> tuple[Heard, ...]:
    return tuple(sorted(heard, key=lambda one: (one.span.start, one.span.end, one.signal)))


def _side(signals: tuple[Signal, ...], encoder: Encoder | None, cache: Path | None) -> _Side:
    families = ("zh", "en")
    ears: dict[str, tuple[_Ear, ...]] = {}
    unless: dict[str, dict[str, re.Pattern[str]]] = {}
    for family in families:
        unless[family] = {
            signal.id: _any_of(signal.recognise.unless.for_(family))
            for signal in signals
            if signal.recognise.unless.for_(family)
        }
        ears[family] = tuple(
            _Ear(
                signal.id,
                _any_of(signal.recognise.patterns.for_(family)),
                unless[family].get(signal.id),
                frozenset(signal.recognise.stances),
            )
            for signal in signals
            if signal.recognise.patterns.for_(family)
        )
    eligible = {
        family: tuple(
            index
            for index, signal in enumerate(signals)
            if signal.recognise.by_meaning and signal.recognise.examples.for_(family)
        )
        for family in families
    }
    side = _Side(signals, ears, unless, eligible, None)
    return side if encoder is None or not signals else replace(side, model=_model(side, encoder, cache))


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _model(side: _Side, encoder: Encoder, cache: Path | None) -> meaning.Meaning:
    rows = _rows(side)
    path = cache / f"reader-{meaning.fingerprint(rows, side.signals, encoder)}.npz" if cache else None
    known = meaning.remembered(path, side.signals) if path else None
    if known is not None:
        return known
    model = meaning.learn(rows, side.signals, encoder)
    if path is not None:
        meaning.remember(path, model)
    return model


def _rows(side: _Side) -> list[meaning.Row]:
    """Every example once; a sentence that another signal's patterns hear carries that signal too."""
    carries: dict[tuple[str, str], set[int]] = {}
    counters: dict[tuple[str, str], set[int]] = {}
    learning = [index for index, signal in enumerate(side.signals) if signal.recognise.by_meaning]
    place = {signal.id: index for index, signal in enumerate(side.signals)}
    for index, signal in enumerate(side.signals):
        for family, text in signal.recognise.examples.all():
            carries.setdefault((family, normalise(text).text), set()).add(index)
        for family, text in signal.recognise.counter_examples.all():
            counters.setdefault((family, normalise(text).text), set()).add(index)
    rows = []
    for key in sorted({*carries, *counters}):
        family, text = key
        against = counters.get(key, set())
        heard = {place[one.heard.signal] for one in _by_pattern(side, _prepare(text), family)}
        own = {index for index in (carries.get(key, set()) | heard) - against if index in learning}
        rows.append(meaning.Row(text, frozenset(own), frozenset(against)))
    return rows
