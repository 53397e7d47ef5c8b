"""What the Reader heard in one utterance, laid open for people: per sentence every signal it weighed, and why.

Made from the Reading that everything else uses; nothing is recognised a second time, and nothing hidden is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from peilian.dialogue.normal import normalise
from peilian.dialogue.reader import Likelihood
from peilian.dialogue.reading import Heard, Reading, Span
from peilian.dialogue.signal import InLanguages, Stance
from peilian.dialogue.stance import stance_of_sentence
from peilian.dialogue.values.canonical import canonical
from peilian.practice.assembly import Assembly

TOP = 8
"""How many signals of a sentence are shown unless asked otherwise; what was heard is always shown."""

Why = Literal["pattern", "meaning", "group", "implied", "counted", "refused", "near"]
"""`pattern`, `meaning`, `group`: how it was heard; `implied`: a rule heard beside it carries it too. Not heard:
`counted`: its words stand there, the meaning is another; `refused`: its words stand denied, quoted or excused; `near`.
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One signal that was weighed for one sentence."""

    id: str
    title: InLanguages
    kind: Literal["act", "rule"]
    chance: float
    """0 … 1, two decimals."""
    score: float
    """Of the second ear alone: about 1 if it hears the signal, 0 if not."""
    words: Literal["counted", "refused"] | None
    heard: Heard | None
    why: Why


@dataclass(frozen=True, slots=True)
class HeardSentence:
    span: Span
    stance: Stance
    """Of the whole sentence; words that were heard have a stance of their own."""
    signals: tuple[Weighed, ...]
    """Heard ones first, each part likeliest first."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that the Reader made of `reading.text`."""

    reading: Reading
    reader: str
    """The Reader's version."""
    sentences: tuple[HeardSentence, ...]
    values: tuple[str, ...]
    """In the notation of the corpus: `amount 3120`."""


def hearing(parts: Assembly, reading: Reading, *, top: int = TOP) -> Hearing:
    """`reading` with what it nearly heard: the likeliest signals, until `top` of a sentence are shown."""
    weighed = parts.reader.likelihoods(reading.text, language=reading.language, speaker=reading.speaker)
    places = [_place(reading, heard) for heard in reading.heard]
    sentences = []
    for number, (span, likely) in enumerate(zip(reading.sentences, weighed, strict=True)):
        heard = [one for one, place in zip(reading.heard, places, strict=True) if place == number]
        stance = stance_of_sentence(normalise(span.of(reading.text)).text, reading.language)
        sentences.append(HeardSentence(span, stance, _signals(parts, heard, likely, top)))
    return Hearing(reading, parts.reader.version, tuple(sentences), canonical(reading.values))


def _place(reading: Reading, heard: Heard) -> int:
    """The sentence in which it begins."""
    return max((number for number, span in enumerate(reading.sentences) if span.start <= heard.span.start), default=0)


def _signals(parts: Assembly, heard: Sequence[Heard], likely: Sequence[Likelihood], top: int) -> tuple[Weighed, ...]:
    by_id = {one.signal: one for one in likely}
    found = {one.signal: _one(parts, one, by_id.get(one.signal)) for one in heard}
    first = sorted(found.values(), key=lambda one: (-one.chance, one.id))
    rest = [one for one in likely if one.signal not in found][: max(0, top - len(first))]
    return (*first, *(_one(parts, None, one) for one in rest))


def _one(parts: Assembly, heard: Heard | None, likely: Likelihood | None) -> Weighed:
    known = heard or likely
    assert known is not None
    act = parts.acts.get(known.signal)
    return Weighed(
        id=known.signal,
        title=act.value.label if act else parts.rules[known.signal].value.title,
        kind="act" if act else "rule",
        chance=known.chance,
        score=likely.score if likely else 0.0,
        words=likely.words if likely else None,
        heard=heard,
        why=_why(heard, likely),
    )


def _why(heard: Heard | None, likely: Likelihood | None) -> Why:
    if heard is not None:
        return heard.how if likely is not None and likely.heard else "implied"
    return likely.words or "near" if likely is not None else "near"
