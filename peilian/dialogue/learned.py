"""What was learned for one speaker in one language, and its keeping between starts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue import belief, meaning
from peilian.dialogue.belief import Belief, Flags, Kind
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.meaning import Lesson, Meaning
from peilian.dialogue.patterns import FirstEar
from peilian.dialogue.ports import Encoder
from peilian.dialogue.signal import Signal
from peilian.dialogue.teaching import evidence_of, groups_of, lessons_of

_EDITION = "3"
"""Raise it when the way of learning changes, so that nothing learned the old way is used."""
_KINDS: tuple[Kind, ...] = ("alone", "group", "member")


@dataclass(frozen=True, slots=True)
class Learned:
    meaning: Meaning | None
    """None without an encoder or examples: then only words are heard."""
    belief: Belief


def learn(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    ear: FirstEar,
    encoder: Encoder | None,
    *,
    cache: Path | None = None,
    like: Learned | None = None,
) -> Learned:
    """Both ears' knowledge. `like` lends its belief where no sentence was labelled for these signals."""
    groups = tuple(groups_of(signals).values())
    before = belief.prior(len(signals), groups, like.belief if like else None)
    if encoder is None or not any(signal.recognise.examples.for_(family) for signal in signals):
        return Learned(None, before)
    path = cache / f"reader-{_fingerprint(signals, corpus, family, encoder, before)}.npz" if cache else None
    known = _remembered(path, family, groups) if path else None
    if known is None:
        known = _learn(signals, corpus, family, ear, encoder, before)
        if path is not None:
            _remember(path, known)
    return known


def _learn(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    ear: FirstEar,
    encoder: Encoder,
    before: Belief,
) -> Learned:
    lessons = lessons_of(signals, corpus, family, ear.hear)
    heads = len(before.offsets)
    model, left_out = meaning.learn(lessons, heads, encoder.encode([lesson.text for lesson in lessons]), family)
    labelled = [place for place, lesson in enumerate(lessons) if lesson.labelled]
    if not labelled:
        return Learned(model, before)
    texts = [lessons[place].text for place in labelled]
    hits = [ear.hear(text) for text in texts]
    evidence = evidence_of(texts, hits, left_out[labelled], before.groups, family)
    carried, known = _labels([lessons[place] for place in labelled], before)
    return Learned(model, belief.fit(before, evidence, carried, known))


def _labels(lessons: Sequence[Lesson], before: Belief) -> tuple[Flags, Flags]:
    """What the lessons carry, and of which heads that is known. Heads that no lesson carries teach nothing."""
    carried: Flags = np.zeros((len(lessons), len(before.offsets)), dtype=bool)
    unknown: Flags = np.zeros(carried.shape, dtype=bool)
    for row, lesson in enumerate(lessons):
        carried[row, list(lesson.carries)] = True
        unknown[row, list(lesson.unknown)] = True
    told: Flags = np.any(carried, axis=0, keepdims=True)[0]
    for head, members in enumerate(before.groups, start=len(before.offsets) - len(before.groups)):
        told[list(members)] |= told[head]
    return carried, ~unknown & told


def print_of(corpus: Sequence[LabelledSentence]) -> bytes:
    """Changes with any row or label."""
    digest = hashlib.sha256()
    for row in corpus:
        labels = f"{sorted(row.carries)}|{sorted(row.also)}|{row.pair}"
        digest.update(f"{row.language}|{row.text}|{labels}\n".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _fingerprint(
    signals: Sequence[Signal], corpus: Sequence[LabelledSentence], family: str, encoder: Encoder, before: Belief
) -> str:
    digest = hashlib.sha256(f"{_EDITION}|{family}|{encoder.name}".encode())
    for signal in signals:
        digest.update(signal.model_dump_json().encode())
    digest.update(print_of(corpus))
    digest.update(str([before.weights[kind].tolist() for kind in _KINDS]).encode())
    return digest.hexdigest()[:24]


def _remembered(path: Path, family: str, groups: tuple[tuple[int, ...], ...]) -> Learned | None:
    """What was learned earlier, or None where there is nothing that can be read."""
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        weights = {kind: arrays[f"belief_{kind}"] for kind in _KINDS}
        return Learned(meaning.unpack(arrays, family), Belief(weights, arrays["offsets"], groups))
    except (OSError, ValueError, KeyError):
        return None


def _remember(path: Path, known: Learned) -> None:
    """Keep it for the next start; a folder that cannot be written only costs the next start its time."""
    assert known.meaning is not None
    arrays: dict[str, NDArray[np.generic]] = meaning.pack(known.meaning)
    arrays |= {f"belief_{kind}": weights for kind, weights in known.belief.weights.items()}
    partial = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, allow_pickle=False, offsets=known.belief.offsets, **arrays)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
