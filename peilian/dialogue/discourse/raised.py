"""What the debtor brought up, and whether the agent took it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from peilian.dialogue.discourse.place import Place
from peilian.dialogue.discourse.table import Kind, Raising, Table
from peilian.dialogue.discourse.words import content_words
from peilian.dialogue.reading import Heard, Reading, Span

How = Literal["addressed", "acknowledged"]
_ENDS_AS_QUESTION = ("?", "？", "吗", "呢", "么")
_CLOSING = " 。.!！”」’』\"'"


@dataclass(frozen=True, slots=True)
class Raised:
    """One matter of the debtor's. Turns are indices into the call's turns, from 0; spans count code points."""

    kind: Kind
    act: str
    """The debtor act that raised it."""
    turn: int
    span: Span
    words: frozenset[str] = frozenset()
    """What it can be named by: content words of that turn, and for a request the sums said, as plain numbers."""
    acknowledged_at: int | None = None
    """The first agent turn with kind words for it."""
    addressed_at: int | None = None
    """The first agent turn that did something about it, or named it in an own question, comfort or plan."""
    named_at: int | None = None
    """The first agent turn that named it so: the surest sign of having listened."""

    @property
    def taken_up_at(self) -> int | None:
        """The first agent turn that took it up in either way."""
        return min((turn for turn in (self.acknowledged_at, self.addressed_at) if turn is not None), default=None)

    @property
    def how(self) -> How | None:
        """The best that was done about it so far."""
        if self.addressed_at is not None:
            return "addressed"
        return "acknowledged" if self.acknowledged_at is not None else None


def raised_after(before: tuple[Raised, ...], reading: Reading, place: Place, table: Table) -> tuple[Raised, ...]:
    """`before` with what `reading` raises (the debtor's) or takes up (the agent's)."""
    if reading.speaker == "debtor":
        return (*before, *_raised(reading, place.turn, table))
    named = _named(reading, table)
    return tuple(_taken_up(one, reading.ids(), named, place, table) for one in before)


def specific(reading: Reading, acts: dict[str, Raising]) -> Iterator[Heard]:
    """The first hearing of each debtor act; a bare `question` only where its sentence asks nothing more definite."""
    asked = [reading.sentence_of(one.span) for one in reading.heard if _asks_for_something(one.signal, acts)]
    seen: set[str] = set()
    for one in reading.heard:
        if one.signal not in acts or one.signal in seen:
            continue
        if one.signal == "question" and any(one.span.overlaps(sentence) for sentence in asked):
            continue
        seen.add(one.signal)
        yield one


def _asks_for_something(act: str, acts: dict[str, Raising]) -> bool:
    return act in acts and acts[act].asks and act != "question"


def _raised(reading: Reading, turn: int, table: Table) -> Iterator[Raised]:
    words = content_words(reading.text)
    sums = frozenset(_plain(amount.low) for amount in reading.values.amounts)
    for heard in specific(reading, table.raising):
        group = table.raising[heard.signal]
        named_by = words | (sums if group.kind == "request" else frozenset())
        yield Raised(group.kind, heard.signal, turn, heard.span, named_by if group.by_content else frozenset())


def _taken_up(one: Raised, acts: frozenset[str], named: frozenset[str], place: Place, table: Table) -> Raised:
    group = table.raising[one.act]
    since = place.exchanges_since(one.turn)
    if one.named_at is None and one.words & named:
        one = replace(one, named_at=place.turn)
    fits = acts & group.addressed_by and (group.reach is None or since <= group.reach)
    if one.addressed_at is None and (fits or one.named_at is not None):
        return replace(one, addressed_at=place.turn)
    if one.how is None and acts & group.acknowledged_by and since <= table.acknowledgement_reach:
        return replace(one, acknowledged_at=place.turn)
    return one


def _named(reading: Reading, table: Table) -> frozenset[str]:
    """The content words and sums of the sentences that take part in the other side's matter.

    Such a sentence asks, comforts or plans, or the next one does (店亏了这么多，您真不容易。每月开销大概多少？),
    and neither presses nor hurts.
    """
    manners = [_manner(sentence, reading, table) for sentence in reading.sentences]
    named: set[str] = set()
    for place, sentence in enumerate(reading.sentences):
        if "takes part" not in manners[place : place + 2] or "spoilt" in manners[place : place + 2]:
            continue
        named |= content_words(sentence.of(reading.text))
        named |= {_plain(amount.low) for amount in reading.values.amounts if amount.span.within(sentence)}
    return frozenset(named)


def _plain(sum_: Decimal) -> str:
    """A sum as people compare it: 800.00 and 800 are one."""
    return f"{sum_.normalize():f}"


def _manner(sentence: Span, reading: Reading, table: Table) -> Literal["takes part", "spoilt", "neutral"]:
    acts = {one.signal for one in reading.heard if one.span.overlaps(sentence)}
    if acts & table.content.spoilt_by:
        return "spoilt"
    asks = sentence.of(reading.text).rstrip(_CLOSING).endswith(_ENDS_AS_QUESTION)
    return "takes part" if asks or acts & table.content.own else "neutral"
