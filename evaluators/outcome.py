"""What a call achieved: reason found, promise or plan, whether it can be kept, what stayed hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from evaluators.finding import Outcome, Plan, Promise
from peilian.dialogue.call import Call
from peilian.dialogue.discourse import Promise as Said
from peilian.dialogue.discourse import follow
from peilian.dialogue.reading import Reading
from personas import Persona, feasible
from personas.budget import months_needed

_REASONS = frozenset(
    {"disclose_hardship", "disclose_illness", "disclose_bereavement", "disclose_job_loss", "dispute_debt"}
)


def outcome_of(call: Call, readings: Sequence[Reading], persona: Persona | None) -> Outcome:
    """The outcome; fields nobody can know without the persona are None."""
    promise, plan = _commitments(readings)
    return Outcome(
        reason_found=any(reading.ids() & _REASONS for reading in readings if reading.speaker == "debtor"),
        promise=promise,
        plan=plan,
        feasible=_feasible(promise, plan, persona),
        undiscovered=_undiscovered(call, persona),
    )


def _commitments(readings: Sequence[Reading]) -> tuple[Promise | None, Plan | None]:
    """The debtor's last commitment that stands, with what the turns around it add where it left something open."""
    said = follow(readings)[-1].last_promise("debtor") if readings else None
    if said is None:
        return None, None
    last = said.turn
    around = [readings[last], *readings[last + 1 : last + 4], *reversed(readings[max(0, last - 3) : last])]
    once = said.what == "payment" and (said.amount is not None or said.day is not None)
    plan = None if once else _plan(said, around)
    if plan is not None:
        return None, plan
    if not readings[last].has("promise_payment", "offer_amount"):
        return None, None
    exact = None if said.approximate else said.amount
    return Promise(amount=exact or _amount(around), date=said.day or _day(around), channel=None), None


def _plan(said: Said, around: Sequence[Reading]) -> Plan | None:
    """The plan as the debtor put it, else the nearest one that does not contradict it."""
    each = None if said.approximate else said.each
    spoken = (one for reading in around for one in reading.values.instalments if one.count or one.each)
    near = next((one for one in spoken if _fits(one.each, each) and _fits(one.count, said.count)), None)
    each = each or (near.each if near else None)
    months = said.count or (near.count if near else None)
    if each is None and months is None:
        return None
    total = each * months if each is not None and months is not None else None
    return Plan(months=months, amount=each, first_due=said.day or _day(around), total=total)


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _amount(around: Sequence[Reading]) -> Decimal | None:
    return next((said.exact for reading in around for said in reading.values.amounts if said.exact is not None), None)


def _day(around: Sequence[Reading]) -> date | None:
    return next((said.day for reading in around for said in reading.values.days if said.day is not None), None)


def _feasible(promise: Promise | None, plan: Plan | None, persona: Persona | None) -> bool | None:
    if persona is None:
        return None
    if plan is not None and plan.amount is not None and plan.amount > 0:
        months = plan.months or months_needed(persona.account.balance, plan.amount)
        return feasible(persona.budget, months=months, amount=plan.amount)
    if promise is not None and promise.amount is not None:
        return feasible(persona.budget, months=1, amount=promise.amount)
    return None


def _undiscovered(call: Call, persona: Persona | None) -> tuple[str, ...] | None:
    if persona is None or call.disclosed is None:
        return None
    return tuple(fact.text for fact in persona.facts if fact.hidden and fact.id not in call.disclosed)
