"""How one utterance changes what has been promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from peilian.dialogue.discourse.place import Place
from peilian.dialogue.discourse.promise import Promise
from peilian.dialogue.discourse.table import Promising, Table, What
from peilian.dialogue.discourse.terms import Terms
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Heard, Reading


def promises_after(before: tuple[Promise, ...], reading: Reading, place: Place, table: Table) -> tuple[Promise, ...]:
    """`before` with what `reading` promises, confirms or takes back."""
    offered = next((one for one in reversed(before) if one.by == "agent" and one.what == "plan" and one.stands), None)
    if offered is not None and not place.answers_directly(offered.turn):
        offered = None
    new = {one.what: one for one in _promised(reading, place.turn, offered, table)}
    kept = tuple(
        replace(one, replaced_at=place.turn) if one.stands and one.by == reading.speaker and one.what in new else one
        for one in before
    )
    if reading.speaker == "debtor" and not new and _refuses(reading, table):
        kept = tuple(replace(one, withdrawn_at=place.turn) if one.stands and one.pays else one for one in kept)
    if reading.speaker == "agent" and reading.has(*table.confirmed_by):
        kept = _confirmed(kept, reading, place.turn)
    return (*kept, *new.values())


def _promised(reading: Reading, turn: int, offered: Promise | None, table: Table) -> Iterator[Promise]:
    """One promise of each kind, by the firmest act that makes it; `offered`: the plan the other side just offered."""
    made: set[What] = set()
    for row in table.promises:
        heard = reading.first(row.act) if row.by == reading.speaker else None
        if heard is None:
            continue
        promise = _promise(row, heard, reading, turn, table)
        if row.needs_sum and promise.amount is None and promise.each is None:
            continue
        if offered is not None and promise.what == "payment" and row.firm and promise.amount is None:
            promise = replace(promise, what="plan", each=offered.each, count=offered.count)
        if promise.what not in made:
            made.add(promise.what)
            yield promise


def _promise(row: Promising, heard: Heard, reading: Reading, turn: int, table: Table) -> Promise:
    terms = Terms.near(heard.span, reading)
    certain = row.firm and heard.stance == "asserted" and not _hedged(heard, reading, table)
    return terms.fill(Promise(row.by, turn, heard.span, _what(row, terms), certain=certain))


def _what(row: Promising, terms: Terms) -> What:
    """Payment or plan by what was said of it: 每月八百 is a plan though it was promised like a payment."""
    if row.by == "agent":
        return row.what
    if terms.of_a_plan:
        return "plan"
    return "payment" if terms.once else row.what


def _hedged(heard: Heard, reading: Reading, table: Table) -> bool:
    sentence = normalise(reading.sentence_of(heard.span).of(reading.text)).text
    hedges = table.hedges.en if reading.language.startswith("en") else table.hedges.zh
    return any(hedge in sentence for hedge in hedges)


def _refuses(reading: Reading, table: Table) -> bool:
    """Outright: 不还你们能把我怎么样？ takes nothing back."""
    refused = any(one.signal in table.withdrawn_by and one.stance == "asserted" for one in reading.heard)
    return refused and not reading.has(*table.not_withdrawn_beside)


def _confirmed(before: tuple[Promise, ...], reading: Reading, turn: int) -> tuple[Promise, ...]:
    """The debtor's last promise confirmed, its open terms filled in from the agent's words; not where sums differ."""
    place = next((place for place in reversed(range(len(before))) if before[place].stands and before[place].pays), None)
    if place is None:
        return before
    terms = Terms.of(reading)
    promise = before[place]
    if promise.amount is None and terms.of_a_plan:
        promise = replace(promise, what="plan")
    if not terms.agrees(promise):
        return before
    confirmed = replace(terms.fill(promise), confirmed_at=turn)
    return (*before[:place], confirmed, *before[place + 1 :])
