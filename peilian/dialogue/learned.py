"""What is known for one speaker in one language: by the trained ear, or learned at the start from examples.

The ear knows the shipped signals. Whatever it was not taught (a signal that an organisation wrote or rewrote) is
learned here in closed form; labelled sentences of the organisation's own correct both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue import belief, meaning
from peilian.dialogue.belief import Belief, Experience, Flags
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.meaning import Lesson, Meaning
from peilian.dialogue.memory import Memory
from peilian.dialogue.patterns import FirstEar
from peilian.dialogue.ports import Ear, Encoder, Matrix
from peilian.dialogue.signal import Signal
from peilian.dialogue.teaching import evidence_of, groups_of, heads_of, lessons_of

_EDITION = "4"
"""Raise it when the way of learning changes, so that nothing learned the old way is used."""


@dataclass(frozen=True, slots=True)
class Trained:
    """The ear and where its figures belong."""

    ear: Ear
    places: tuple[int, ...]
    """Heads of this side that the ear was taught as they are."""
    columns: tuple[int, ...]
    """The ear's figure for each of them."""
    family: str

    def logits(self, sentences: Sequence[str]) -> Matrix:
        found: Matrix = self.ear.logits(sentences, self.family)[:, self.columns]
        return found


@dataclass(frozen=True, slots=True)
class Learned:
    belief: Belief
    meaning: Meaning | None = None
    """None where the ear knows everything, and without an encoder or examples: then only words are heard."""
    trained: Trained | None = None
    memory: Memory | None = None

    @property
    def hears(self) -> bool:
        """Whether anything is heard beyond words."""
        return self.meaning is not None or self.trained is not None

    def scores(self, sentences: Sequence[str], encoder: Encoder | None) -> tuple[Matrix, Matrix]:
        """How strongly each sentence carries each head (about 1 if it does, 0 if not), and what own corrections add to
        its log-odds. Shapes (sentences, heads)."""
        scores: Matrix = np.zeros((len(sentences), self.belief.heads))
        shift: Matrix = np.zeros_like(scores)
        vectors = encoder.encode(sentences) if encoder and (self.meaning or self.memory) else None
        if self.meaning is not None and vectors is not None:
            scores = self.meaning.scores(sentences, vectors)
        if self.trained is not None:
            scores[:, self.trained.places] = belief.score_of(self.trained.logits(sentences))
        if self.memory is not None and vectors is not None:
            shift = self.memory.shift(vectors)
        return scores, shift


def learn(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    first_ear: FirstEar,
    encoder: Encoder | None,
    *,
    ear: Ear | None = None,
    cache: Path | None = None,
    experience: Experience = "none",
) -> Learned:
    """Everything known. `corpus` are labelled sentences that the ear, where there is one, has not learned."""
    groups = tuple(groups_of(signals).values())
    before = belief.prior(len(signals), groups, experience)
    trained = _trained(ear, signals, family) if ear else None
    known = set(trained.places) if trained else set()
    examples = [signal for place, signal in enumerate(signals) if place not in known]
    new = encoder is not None and any(signal.recognise.examples.for_(family) for signal in examples)
    found = Learned(before)
    if encoder is not None and new:
        path = cache / f"reader-{_fingerprint(signals, corpus, family, encoder, before, ear)}.npz" if cache else None
        remembered = _remembered(path, family, groups) if path else None
        found = remembered or _learn(signals, corpus, family, first_ear, encoder, before)
        if path is not None and remembered is None:
            _remember(path, found)
    if trained is None:
        return found
    whole = Learned(_with_trust(found.belief, trained, signals), found.meaning, trained)
    if not corpus or encoder is None:
        return whole
    return Learned(whole.belief, whole.meaning, trained, _memory(whole, corpus, signals, family, first_ear, encoder))


def _trained(ear: Ear, signals: Sequence[Signal], family: str) -> Trained | None:
    """What the ear was taught exactly as the signals stand now; of a group, where that holds for one of its signals."""
    columns = {head: column for column, head in enumerate(ear.heads)}
    taught = {signal.id for signal in signals if ear.heads.get(signal.id) == print_of_signal(signal)}
    lively = {f"group:{signal.group}" for signal in signals if signal.id in taught}
    places = [place for place, head in enumerate(heads_of(signals)) if head in columns and head in taught | lively]
    names = heads_of(signals)
    return Trained(ear, tuple(places), tuple(columns[names[place]] for place in places), family) if places else None


def _with_trust(before: Belief, trained: Trained, signals: Sequence[Signal]) -> Belief:
    names, trust = heads_of(signals), trained.ear.trust(trained.family)
    table = before.table.copy()
    for place in trained.places:
        table[place] = trust[names[place]]
    return Belief(table, before.groups)


def _memory(
    known: Learned,
    corpus: Sequence[LabelledSentence],
    signals: Sequence[Signal],
    family: str,
    first_ear: FirstEar,
    encoder: Encoder,
) -> Memory:
    lessons = [lesson for lesson in lessons_of(signals, corpus, family, lambda _: {}) if lesson.labelled]
    texts = [lesson.text for lesson in lessons]
    scores, _ = known.scores(texts, encoder)
    hits = [first_ear.hear(text) for text in texts]
    logits = known.belief.logits(evidence_of(texts, hits, scores, known.belief.groups, family))
    carried, told = labels_of(lessons, known.belief.heads, known.belief.groups, all_heads=True)
    return Memory.of(encoder.encode(texts), logits, carried, told)


def _learn(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    first_ear: FirstEar,
    encoder: Encoder,
    before: Belief,
) -> Learned:
    lessons = lessons_of(signals, corpus, family, first_ear.hear)
    vectors = encoder.encode([lesson.text for lesson in lessons])
    model, left_out = meaning.learn(lessons, before.heads, vectors, family)
    labelled = [place for place, lesson in enumerate(lessons) if lesson.labelled]
    if not labelled:
        return Learned(before, model)
    texts = [lessons[place].text for place in labelled]
    hits = [first_ear.hear(text) for text in texts]
    evidence = evidence_of(texts, hits, left_out[labelled], before.groups, family)
    carried, known = labels_of([lessons[place] for place in labelled], before.heads, before.groups)
    return Learned(belief.fit(before, evidence, carried, known), model)


def labels_of(
    lessons: Sequence[Lesson], heads: int, groups: Sequence[tuple[int, ...]], *, all_heads: bool = False
) -> tuple[Flags, Flags]:
    """What the lessons carry, and of which heads that is known, shapes (lessons, heads).

    Heads that no lesson carries teach nothing, unless `all_heads` are asked for.
    """
    carried: Flags = np.zeros((len(lessons), heads), dtype=bool)
    unknown: Flags = np.zeros(carried.shape, dtype=bool)
    for row, lesson in enumerate(lessons):
        carried[row, list(lesson.carries)] = True
        unknown[row, list(lesson.unknown)] = True
    if all_heads:
        return carried, ~unknown
    told: Flags = np.any(carried, axis=0, keepdims=True)[0]
    for head, members in enumerate(groups, start=heads - len(groups)):
        told[list(members)] |= told[head]
    return carried, ~unknown & told


def print_of(corpus: Sequence[LabelledSentence]) -> bytes:
    """Changes with any row or label."""
    digest = hashlib.sha256()
    for row in corpus:
        labels = f"{sorted(row.carries)}|{sorted(row.also)}|{row.pair}"
        digest.update(f"{row.language}|{row.text}|{labels}\n".encode("utf-8", "surrogatepass"))
    return digest.digest()


def print_of_signal(signal: Signal) -> str:
    """Changes with what an ear was taught of the signal: its examples, not the words that point at it."""
    examples, counters = signal.recognise.examples.all(), signal.recognise.counter_examples.all()
    said = f"{signal.speaker}|{signal.group}|{signal.recognise.by_meaning}|{examples}|{counters}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _fingerprint(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    encoder: Encoder,
    before: Belief,
    ear: Ear | None,
) -> str:
    digest = hashlib.sha256(f"{_EDITION}|{family}|{encoder.name}|{ear.name if ear else ''}".encode())
    for signal in signals:
        digest.update(signal.model_dump_json().encode())
    digest.update(print_of(corpus))
    digest.update(before.table.tobytes())
    return digest.hexdigest()[:24]


def _remembered(path: Path, family: str, groups: tuple[tuple[int, ...], ...]) -> Learned | None:
    """What was learned earlier, or None where there is nothing that can be read."""
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return Learned(Belief(arrays["belief"], groups), meaning.unpack(arrays, family))
    except (OSError, ValueError, KeyError):
        return None


def _remember(path: Path, known: Learned) -> None:
    """Keep it for the next start; a folder that cannot be written only costs the next start its time."""
    assert known.meaning is not None
    arrays: dict[str, NDArray[np.generic]] = meaning.pack(known.meaning)
    partial = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, allow_pickle=False, belief=known.belief.table, **arrays)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
