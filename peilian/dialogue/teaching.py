"""What the Reader learns from: the examples of every signal, and labelled sentences, as lessons with evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from peilian.dialogue.belief import Evidence, Flags
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.meaning import Lesson
from peilian.dialogue.normal import normalise
from peilian.dialogue.patterns import Hit
from peilian.dialogue.ports import Matrix
from peilian.dialogue.signal import Signal
from peilian.dialogue.stance import SET_ASIDE, stance_of_sentence

Heard = Mapping[int, Hit]


def groups_of(signals: Sequence[Signal]) -> dict[str, tuple[int, ...]]:
    """The places of each group's signals, by the group's name."""
    names = sorted({signal.group for signal in signals if signal.group is not None})
    return {name: tuple(place for place, signal in enumerate(signals) if signal.group == name) for name in names}


def heads_of(signals: Sequence[Signal]) -> list[str]:
    """Signals in their order, then `group:NAME` in the groups' order."""
    return [*(signal.id for signal in signals), *(f"group:{name}" for name in groups_of(signals))]


def lessons_of(
    signals: Sequence[Signal],
    corpus: Sequence[LabelledSentence],
    family: str,
    hear: Callable[[str], Heard],
) -> list[Lesson]:
    """Labelled sentences first, then every example once. Group heads follow the signals, in the groups' order.

    An example is sure of its own signal, of what that implies and of what its words show. Of others of its group, and
    where there are labelled sentences to learn those from, of any signal outside the groups, nothing is known.
    """
    groups = list(groups_of(signals).values())
    place = {signal.id: number for number, signal in enumerate(signals)}
    lessons = [_labelled(sentence, place, groups) for sentence in corpus]
    taught = {lesson.text for lesson in lessons}
    carries: dict[str, set[int]] = {}
    counters: dict[str, set[int]] = {}
    for number, signal in enumerate(signals):
        for text in signal.recognise.examples.for_(family):
            carries.setdefault(normalise(text).text, set()).add(number)
        for text in signal.recognise.counter_examples.for_(family):
            counters.setdefault(normalise(text).text, set()).add(number)
    ungrouped = set(range(len(signals))) - {number for members in groups for number in members}
    learning = {number for number, signal in enumerate(signals) if signal.recognise.by_meaning}
    for text in sorted({*carries, *counters} - taught):
        against = counters.get(text, set())
        by_words = {number for number, hit in hear(text).items() if hit.counts}
        own = ((carries.get(text, set()) | by_words) - against) & learning
        own |= {place[act] for number in own if (act := signals[number].implies) in place}
        unknown = ungrouped - own - against if corpus else set()
        lessons.append(_example(text, own, against, unknown, groups, len(signals)))
    return lessons


def _labelled(sentence: LabelledSentence, place: Mapping[str, int], groups: Sequence[tuple[int, ...]]) -> Lesson:
    carries = {place[name] for name in sentence.carries if name in place}
    open_ = {place[name] for name in sentence.also if name in place} - carries
    for head, members in enumerate(groups, start=len(place)):
        if carries & set(members):
            carries.add(head)
        elif open_ & set(members):
            open_.add(head)
    return Lesson(normalise(sentence.text).text, frozenset(carries), frozenset(open_), sentence.pair, labelled=True)


def _example(
    text: str,
    own: set[int],
    against: set[int],
    unsaid: set[int],
    groups: Sequence[tuple[int, ...]],
    signals: int,
) -> Lesson:
    grouped = {number for members in groups for number in members}
    carries, unknown = set(own), set(unsaid)
    for head, members in enumerate(groups, start=signals):
        if own & set(members):
            carries.add(head)
            unknown |= set(members) - own - against
        elif own & grouped and not against & set(members):
            unknown.add(head)
    return Lesson(text, frozenset(carries), frozenset(unknown))


def evidence_of(
    sentences: Sequence[str],
    heard: Sequence[Heard],
    scores: Matrix,
    groups: Sequence[tuple[int, ...]],
    family: str,
) -> Evidence:
    """What both ears say of `sentences` (normal form); a group's words are those of its signals."""
    stances = [stance_of_sentence(sentence, family) for sentence in sentences]
    none: Flags = np.zeros(scores.shape, dtype=bool)
    set_aside: Flags = np.array([stance in SET_ASIDE for stance in stances], dtype=bool)
    asked: Flags = np.array([stance == "question" for stance in stances], dtype=bool)
    return with_words(Evidence(scores, none, none, set_aside, asked), heard, groups)


def with_words(evidence: Evidence, heard: Sequence[Heard], groups: Sequence[tuple[int, ...]]) -> Evidence:
    """`evidence` with what the first ear heard."""
    counts = np.zeros(evidence.scores.shape, dtype=bool)
    refused = np.zeros(evidence.scores.shape, dtype=bool)
    for row, hits in enumerate(heard):
        for place, hit in hits.items():
            (counts if hit.counts else refused)[row, place] = True
    signals = evidence.scores.shape[1] - len(groups)
    for head, members in enumerate(groups, start=signals):
        counts[:, head] = counts[:, members].any(axis=1)
        refused[:, head] = refused[:, members].any(axis=1) & ~counts[:, head]
    return replace(evidence, counts=counts, refused=refused)
