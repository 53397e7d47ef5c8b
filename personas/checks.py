"""What a single field cannot say: whether a whole persona adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from peilian.content import ContentError
from personas.schema import Persona


def problems(persona: Persona, acts: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """(field, problem, remedy) for everything in `persona` that contradicts itself. `acts`: known agent act ids."""
    yield from _account(persona)
    yield from _scenario(persona)
    yield from _facts(persona, acts)
    yield from _ending(persona)


def check(persona: Persona, acts: Collection[str], file: Path | str) -> None:
    """Raises `ContentError` for the first contradiction."""
    for field, problem, remedy in problems(persona, acts):
        raise ContentError(problem, file=file, field=field, remedy=remedy)


def _account(persona: Persona) -> Iterator[tuple[str, str, str]]:
    account = persona.account
    parts = account.principal + account.interest + account.fees
    if parts != account.balance:
        yield "account.balance", f"principal, interest and fees make {parts}", f"write {parts} or correct a part"
    if account.minimum_due > account.balance:
        yield "account.minimum_due", "is above the balance", "write at most the balance"
    day = persona.scenario.started_at.date()
    if account.due_date + timedelta(days=account.days_past_due) != day:
        days = (day - account.due_date).days
        yield "account.days_past_due", f"from {account.due_date} to {day} it is {days} days", f"write {days}"
    if account.debtor_name != persona.name:
        yield "account.debtor_name", "differs from the persona's name", f"write {persona.name}"
    if persona.budget.income == Decimal(0) and persona.will_settle.accepts and persona.budget.savings == 0:
        yield "will_settle.accepts", "nothing can be paid, yet they would agree", "write false or give them an income"


def _scenario(persona: Persona) -> Iterator[tuple[str, str, str]]:
    scenario = persona.scenario
    if scenario.prior_calls_today > scenario.prior_calls_7_days:
        yield "scenario.prior_calls_7_days", "is fewer than today's calls alone", "count today's calls too"
    if any(contact.at >= scenario.started_at for contact in scenario.earlier):
        yield "scenario.earlier", "an earlier contact lies after the call", "correct its time"
    if scenario.first_contact and any(contact.by != "debtor" for contact in scenario.earlier):
        yield "scenario.first_contact", "there were contacts before", "write false or drop the contacts"
    if persona.third_party == (scenario.answered_by == "debtor"):
        yield "scenario.answered_by", "contradicts answers.who", "let both say who picks up"


def _facts(persona: Persona, acts: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for name, ids in (
        ("facts", [fact.id for fact in persona.facts]),
        ("misbeliefs", [belief.id for belief in persona.misbeliefs]),
    ):
        twice = [item for item, count in Counter(ids).items() if count > 1]
        if twice:
            yield name, f"the id {twice[0]!r} stands twice", "rename one"
    for index, fact in enumerate(persona.facts):
        unknown = [act for act in fact.unlock.by if act not in acts]
        if unknown:
            yield f"facts.{index}.unlock.by", f"{unknown[0]!r} is not an agent act", "use ids from acts/agent"
        for other in persona.lines:
            if fact.hidden and any(word in other.text for word in fact.keywords):
                yield "lines", f"{other.text!r} gives the hidden fact {fact.id!r} away", "say it without its keywords"
        for hint in fact.hints:
            if any(word in hint for word in fact.keywords):
                yield f"facts.{index}.hints", f"{hint!r} gives the fact away", "say it without its keywords"
    for index, line in enumerate(persona.red_lines):
        unknown = [act for act in line.on if act not in acts]
        if unknown:
            yield f"red_lines.{index}.on", f"{unknown[0]!r} is not an agent act", "use ids from acts/agent"


def _ending(persona: Persona) -> Iterator[tuple[str, str, str]]:
    kind = persona.right_ending.kind
    if persona.third_party and kind in ("promise", "plan"):
        yield "right_ending.kind", "somebody who owes nothing cannot promise", "use message_left"
    if not persona.will_settle.accepts and kind in ("promise", "plan"):
        yield "right_ending.kind", "they never settle", "set will_settle.accepts to true or choose another ending"
