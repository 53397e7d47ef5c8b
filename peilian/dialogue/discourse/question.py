"""Questions of either side: answered, passed over, or still open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from peilian.dialogue.call import Speaker
from peilian.dialogue.discourse.place import Place
from peilian.dialogue.discourse.raised import specific
from peilian.dialogue.discourse.table import Asking, Table
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Reading, Span

_FOUR_DIGITS = re.compile(r"(?:\d[ -]?){4}|[零一二三四五六七八九幺]{4}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Turns are indices into the call's turns, from 0; the span counts code points."""

    by: Speaker
    turn: int
    span: Span
    topic: str | None
    """The act that asks (`ask_reason`, `ask_proof`); None where only the form of a question was heard."""
    answered_at: int | None = None
    """The other side's first turn with an answer, even a late one."""
    dodged: bool = False
    """Whether the other side's next words passed it over; stays so though an answer comes later."""

    @property
    def open(self) -> bool:
        return self.answered_at is None


def questions_after(before: tuple[Question, ...], reading: Reading, place: Place, table: Table) -> tuple[Question, ...]:
    """`before` as `reading` leaves it, and the questions it asks itself."""
    settled = (one if one.by == reading.speaker else _settled(one, reading, place, table) for one in before)
    return (*settled, *_asked(reading, place.turn, table))


def _asked(reading: Reading, turn: int, table: Table) -> Iterator[Question]:
    if reading.speaker == "agent":
        for act in sorted(reading.ids() & table.asking.keys()):
            heard = reading.first(act)
            if heard is not None:
                yield Question("agent", turn, heard.span, act)
        return
    for heard in specific(reading, table.raising):
        if table.raising[heard.signal].asks:
            yield Question("debtor", turn, heard.span, None if heard.signal == "question" else heard.signal)


def _settled(question: Question, reading: Reading, place: Place, table: Table) -> Question:
    if not question.open:
        return question
    if _answers(question, reading, place, table):
        return replace(question, answered_at=place.turn)
    if place.answers_directly(question.turn) and _only_dodges(reading, table):
        return replace(question, dodged=True)
    return question


def _answers(question: Question, reading: Reading, place: Place, table: Table) -> bool:
    acts = reading.ids()
    if question.by == "agent":
        asking = table.asking[question.topic or ""]
        return bool(acts & asking.answered_by) or (not acts & table.dodges.debtor and _bare_answer(asking, reading))
    raising = table.raising[question.topic or "question"]
    in_reach = raising.reach is None or place.exchanges_since(question.turn) <= raising.reach
    return in_reach and bool(acts & raising.addressed_by)


def _bare_answer(asking: Asking, reading: Reading) -> bool:
    """Whether the figures alone answer: 大概八百吧, 尾号4408."""
    said = reading.values.amounts or reading.values.days or reading.values.instalments
    return bool((asking.by_values and said) or (asking.by_digits and _FOUR_DIGITS.search(normalise(reading.text).text)))


def _only_dodges(reading: Reading, table: Table) -> bool:
    acts = reading.ids()
    if reading.speaker == "agent":
        return bool(acts & table.dodges.agent) and not acts & table.helpful
    return bool(acts & table.dodges.debtor) and not acts & table.telling
