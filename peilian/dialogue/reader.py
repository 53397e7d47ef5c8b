"""The one Reader: what an utterance says, recognised once for debtor, coach and evaluators alike.

Two ears, patterns and meaning, are weighed against each other; what is likelier than its price allows is heard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue import learned, sentences
from peilian.dialogue.belief import Experience
from peilian.dialogue.call import Call, Speaker
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.learned import Learned
from peilian.dialogue.normal import Normal, normalise
from peilian.dialogue.patterns import FirstEar, Hit
from peilian.dialogue.ports import Ear, Encoder, Matrix
from peilian.dialogue.reading import Heard, Reading
from peilian.dialogue.signal import Signal
from peilian.dialogue.stance import stance_of_sentence
from peilian.dialogue.teaching import evidence_of, groups_of, with_words
from peilian.dialogue.values import read_values

_SHORTEST_MEANING = 2
"""Sentences with fewer characters say too little for the second ear."""
_FAMILIES = ("zh", "en")
_UNLIKELY = -1.95
"""Log-odds (a chance of one in eight) that the likeliest signal of a group needs to stand for it. Below, on sentences
held back, three in ten named the right rule: “something was wrong” without saying what is no finding."""
_BAND = 1e-3
"""Log-odds this close to the price abstain, so that one or two threads decide alike."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a turn: its words in normal form, and where they stand in the original."""

    turn: int
    normal: Normal
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.normal.text[self.start : self.end]


@dataclass(frozen=True)
class _Side:
    """Everything one speaker's words are listened to for, in one language family."""

    family: str
    signals: tuple[Signal, ...]
    first_ear: FirstEar
    learned: Learned
    """Knows nothing where there is neither ear nor encoder: then only words are heard."""

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        return tuple(groups_of(self.signals).values())

    @cached_property
    def implied(self) -> Mapping[int, int]:
        """Place of a signal -> place of the act that whoever hears it has heard too."""
        places = {signal.id: place for place, signal in enumerate(self.signals)}
        return {
            place: places[signal.implies]
            for place, signal in enumerate(self.signals)
            if signal.implies is not None and signal.implies in places
        }

    @cached_property
    def by_meaning(self) -> tuple[int, ...]:
        """Places of the signals that the second ear may hear in this language."""
        return tuple(
            place
            for place, signal in enumerate(self.signals)
            if signal.recognise.by_meaning and signal.recognise.examples.for_(self.family)
        )

    def within(self, open_: NDArray[np.bool_]) -> list[int]:
        """The signals that may be heard where `open_` heads may: themselves, and all of a group that is open."""
        signals = len(self.signals)
        of_groups = [member for head, members in enumerate(self.groups) if open_[signals + head] for member in members]
        return sorted({*np.flatnonzero(open_[:signals]).tolist(), *of_groups})

    @cached_property
    def prices(self) -> Matrix:
        """The log-odds that each head must exceed: those at which a false alarm costs as much as a miss."""
        of_signals = [np.log(signal.false_alarm) for signal in self.signals]
        of_groups = [max(of_signals[member] for member in members) for members in self.groups]
        return np.array([*of_signals, *of_groups])


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely one sentence carries one signal, and what speaks for it."""

    signal: str
    chance: float
    """0 … 1, two decimals."""
    score: float
    """Of the second ear alone: about 1 if it hears the signal, 0 if not."""
    words: Literal["counted", "refused"] | None
    """Whether the signal's patterns found words, and whether those count as they stand."""
    heard: bool


class Reader:
    """Made with `Reader.compile`; stateless afterwards and safe to share between threads."""

    def __init__(
        self, sides: Mapping[tuple[Speaker, str], _Side], encoder: Encoder | None, ear: Ear | None, version: str
    ) -> None:
        self._sides = sides
        self._encoder = encoder
        self._ear = ear
        self.version = version
        """Changes with any pattern, example, labelled sentence, ear or encoder."""

    @property
    def encoder_name(self) -> str | None:
        names = [one.name for one in (self._encoder, self._ear) if one is not None]
        return "+".join(names) or None

    @classmethod
    def compile(
        cls,
        signals: Iterable[Signal],
        encoder: Encoder | None,
        *,
        ear: Ear | None = None,
        corpus: Sequence[LabelledSentence] = (),
        cache: Path | None = None,
    ) -> Reader:
        """Listen for `signals`; with neither ear nor encoder only patterns are heard.

        `ear` was trained on signals of the agent's side. `corpus` are labelled agent sentences that it has not
        learned; labels of signals that are not listened for are passed over. `cache` is a folder where learned models
        are kept between starts.
        """
        all_signals = tuple(sorted(signals, key=lambda signal: signal.id))
        sides: dict[tuple[Speaker, str], _Side] = {}
        for family in _FAMILIES:
            rows = tuple(row for row in corpus if row.language == family)
            sides["agent", family] = _side("agent", all_signals, family, encoder, ear, rows, cache)
            sides["debtor", family] = _side("debtor", all_signals, family, encoder, None, (), cache, bool(ear))
        return cls(sides, encoder, ear, f"reader-3+{_version(all_signals, corpus)}")

    def read(self, text: str, *, language: str, speaker: Speaker, on: date) -> Reading:
        """All that `text` says. `on` is the call's day, against which 下周五 is resolved."""
        return self._read_many([(text, speaker)], language, on)[0]

    def read_call(self, call: Call) -> tuple[Reading, ...]:
        """One reading per turn."""
        return self._read_many(
            [(turn.text, turn.speaker) for turn in call.turns], call.language, call.call.debtor_day()
        )

    def likelihoods(self, text: str, *, language: str, speaker: Speaker) -> tuple[tuple[Likelihood, ...], ...]:
        """Per sentence, likeliest first: everything that was weighed, heard or not."""
        side = self._sides[speaker, _family(language)]
        said = _sentences(0, text)
        weighed = self._weigh(side, said, thoroughly=True)
        return tuple(_ranked(side, weighed, row) for row in range(len(said)))

    def _read_many(self, turns: Sequence[tuple[str, Speaker]], language: str, on: date) -> tuple[Reading, ...]:
        family = _family(language)
        said = [_sentences(number, text) for number, (text, _) in enumerate(turns)]
        heard: list[list[Heard]] = [[] for _ in turns]
        speakers: tuple[Speaker, ...] = ("agent", "debtor")
        for speaker in speakers:
            mine = [one for number, (_, by) in enumerate(turns) if by == speaker for one in said[number]]
            if mine:
                side = self._sides[speaker, family]
                weighed = self._weigh(side, mine)
                for row, one in enumerate(mine):
                    heard[one.turn] += _heard(side, weighed, row, one)
        return tuple(
            Reading(
                text=text,
                language=language,
                speaker=speaker,
                sentences=tuple(one.normal.original(one.start, one.end) for one in said[number]),
                heard=_in_order(_once(heard[number])),
                values=read_values(text, language=language, on=on),
            )
            for number, (text, speaker) in enumerate(turns)
        )

    def _weigh(self, side: _Side, said: Sequence[_Sentence], *, thoroughly: bool = False) -> _Weighed:
        """Both ears, weighed. Unless `thoroughly`, words that could not change what is heard are not looked for."""
        texts = [one.text for one in said]
        scores = np.zeros((len(texts), len(side.prices)))
        if not side.learned.hears:
            hits = [side.first_ear.hear(text) for text in texts]
            evidence = evidence_of(texts, hits, scores, side.groups, side.family)
            return _Weighed(hits, scores, np.where(evidence.counts, _BY_WORDS_ALONE, -_BY_WORDS_ALONE))
        shift = np.zeros_like(scores)
        long = [row for row, text in enumerate(texts) if len(text) >= _SHORTEST_MEANING]
        if long:
            scores[long], shift[long] = side.learned.scores([texts[row] for row in long], self._encoder)
        belief = side.learned.belief
        wordless = evidence_of(texts, [{} for _ in texts], scores, side.groups, side.family)
        open_ = belief.at_most(wordless) + shift > side.prices
        hits = [
            side.first_ear.hear(text, None if thoroughly else side.within(open_[row])) for row, text in enumerate(texts)
        ]
        return _Weighed(hits, scores, belief.logits(with_words(wordless, hits, side.groups)) + shift)


_BY_WORDS_ALONE = 5.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    hits: list[dict[int, Hit]]
    scores: Matrix
    logits: Matrix


def _family(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


def _sentences(turn: int, text: str) -> list[_Sentence]:
    normal = normalise(text)
    return [_Sentence(turn, normal, start, end) for start, end in sentences.split(normal.text)]


def _decided(side: _Side, weighed: _Weighed, row: int) -> dict[int, Literal["pattern", "meaning", "group"]]:
    """What is heard in one sentence, and how.

    A signal is heard above its own price, or as the likeliest of its group where the group is above its price, none
    of its signals is, and the likeliest is likely enough.
    """
    above = weighed.logits[row] > side.prices + _BAND
    hits = weighed.hits[row]
    found: dict[int, Literal["pattern", "meaning", "group"]] = {}
    for place in range(len(side.signals)):
        if above[place]:
            if place in hits and hits[place].counts:
                found[place] = "pattern"
            elif place in side.by_meaning:
                found[place] = "meaning"
    for head, members in enumerate(side.groups, start=len(side.signals)):
        candidates = [place for place in members if place in side.by_meaning]
        if above[head] and candidates and not found.keys() & set(members):
            likeliest = max(candidates, key=lambda place: (round(float(weighed.logits[row, place]), 2), -place))
            if weighed.logits[row, likeliest] > _UNLIKELY + _BAND:
                found[likeliest] = "group"
    return found


def _heard(side: _Side, weighed: _Weighed, row: int, said: _Sentence) -> list[Heard]:
    found = []
    whole = said.normal.original(said.start, said.end)
    decided = _decided(side, weighed, row)
    for place, how in decided.items():
        hit = weighed.hits[row].get(place)
        span, stance = whole, stance_of_sentence(said.text, side.family)
        if hit is not None and hit.counts:
            span = said.normal.original(said.start + hit.start, said.start + hit.end)
            stance = hit.stance
        one = Heard(side.signals[place].id, span, how, stance, _chance(weighed.logits[row, place]))
        found.append(one)
        act = side.implied.get(place)
        if act is not None and act not in decided and how != "group" and _thinkable(side, weighed, row, act):
            found.append(replace(one, signal=side.signals[act].id))
    return found


def _thinkable(side: _Side, weighed: _Weighed, row: int, place: int) -> bool:
    """Whether nothing is all but sure that the signal is absent: not every breach is the act that it mostly is."""
    return not side.learned.hears or bool(weighed.logits[row, place] > _UNLIKELY)


def _ranked(side: _Side, weighed: _Weighed, row: int) -> tuple[Likelihood, ...]:
    decided = _decided(side, weighed, row)
    hits = weighed.hits[row]
    everything = [
        Likelihood(
            signal.id,
            _chance(weighed.logits[row, place]),
            round(float(weighed.scores[row, place]), 2),
            ("counted" if hits[place].counts else "refused") if place in hits else None,
            place in decided,
        )
        for place, signal in enumerate(side.signals)
    ]
    return tuple(sorted(everything, key=lambda one: (-one.chance, one.signal)))


def _chance(logit: float) -> float:
    return round(float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))), 2)


def _once(heard: list[Heard]) -> list[Heard]:
    """Each signal once per sentence stays; the same signal in several sentences of a turn stays too."""
    return list({(one.signal, one.span): one for one in heard}.values())


def _in_order(heard: list[Heard]) -> tuple[Heard, ...]:
    return tuple(sorted(heard, key=lambda one: (one.span.start, one.span.end, one.signal)))


def _side(
    speaker: Speaker,
    signals: Sequence[Signal],
    family: str,
    encoder: Encoder | None,
    ear: Ear | None,
    corpus: Sequence[LabelledSentence],
    cache: Path | None,
    practised: bool = False,
) -> _Side:
    own = tuple(signal for signal in signals if signal.speaker == speaker)
    first_ear = FirstEar(own, family)
    experience: Experience = "floor" if practised else "none"
    known = learned.learn(own, corpus, family, first_ear, encoder, ear=ear, cache=cache, experience=experience)
    return _Side(family, own, first_ear, known)


def _version(signals: Sequence[Signal], corpus: Sequence[LabelledSentence]) -> str:
    digest = hashlib.sha256("\n".join(signal.model_dump_json() for signal in signals).encode())
    digest.update(learned.print_of(corpus))
    return digest.hexdigest()[:12]
