"""What a call achieved: reason found, promise or plan, whether it can be kept, what stayed hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from evaluators.finding import Outcome, Plan, Promise
from peilian.dialogue.call import Call
from peilian.dialogue.reading import Reading
from personas import Persona, feasible

_REASONS = frozenset(
    {"disclose_hardship", "disclose_illness", "disclose_bereavement", "disclose_job_loss", "dispute_debt"}
)
_COMMITS = frozenset({"promise_payment", "offer_amount", "propose_plan"})


def outcome_of(call: Call, readings: Sequence[Reading], persona: Persona | None) -> Outcome:
    """The outcome; fields nobody can know without the persona are None."""
    promise, plan = _commitments(call, readings)
    return Outcome(
        reason_found=any(reading.ids() & _REASONS for reading in readings if reading.speaker == "debtor"),
        promise=promise,
        plan=plan,
        feasible=_feasible(promise, plan, persona),
        undiscovered=_undiscovered(call, persona),
    )


def _commitments(call: Call, readings: Sequence[Reading]) -> tuple[Promise | None, Plan | None]:
    """The debtor's last commitment with what the agent's restating of it adds."""
    last = max((index for index, reading in enumerate(readings) if _commits(reading)), default=None)
    if last is None:
        return None, None
    around = [readings[last], *readings[last + 1 : last + 4], *reversed(readings[max(0, last - 3) : last])]
    own = readings[last].values
    once = bool(own.amounts or own.days) and not own.instalments and all(said.per is None for said in own.amounts)
    plan = None if once else _plan(around)
    if plan is not None:
        return None, plan
    if not readings[last].has("promise_payment", "offer_amount"):
        return None, None
    return Promise(amount=_amount(around), date=_day(around), channel=None), None


def _commits(reading: Reading) -> bool:
    return reading.speaker == "debtor" and bool(reading.ids() & _COMMITS)


def _plan(around: Sequence[Reading]) -> Plan | None:
    said = next((one for reading in around for one in reading.values.instalments if one.count or one.each), None)
    if said is None:
        return None
    total = said.each * said.count if said.each is not None and said.count is not None else None
    return Plan(months=said.count, amount=said.each, first_due=_day(around), total=total)


def _amount(around: Sequence[Reading]) -> Decimal | None:
    return next((said.exact for reading in around for said in reading.values.amounts if said.exact is not None), None)


def _day(around: Sequence[Reading]) -> date | None:
    return next((said.day for reading in around for said in reading.values.days if said.day is not None), None)


def _feasible(promise: Promise | None, plan: Plan | None, persona: Persona | None) -> bool | None:
    if persona is None:
        return None
    if plan is not None and plan.months and plan.amount is not None:
        return feasible(persona.budget, months=plan.months, amount=plan.amount)
    if promise is not None and promise.amount is not None:
        return feasible(persona.budget, months=1, amount=promise.amount)
    return None


def _undiscovered(call: Call, persona: Persona | None) -> tuple[str, ...] | None:
    if persona is None or call.disclosed is None:
        return None
    return tuple(fact.text for fact in persona.facts if fact.hidden and fact.id not in call.disclosed)
