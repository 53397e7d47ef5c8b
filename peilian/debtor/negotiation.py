"""What the debtor says to a sum: accepts what can be kept up, counters what is near, turns down the rest.

Arithmetic over the private budget; never offers or accepts more than the household can pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from peilian.debtor.move import Offer
from peilian.debtor.state import State
from peilian.dialogue.reading import Reading
from personas import Persona, Reservation, feasible, reservation
from personas.budget import feasible_lump, last_instalment, months_needed

CONCESSIONS = 3
"""Steps from the opening bid to all that can be paid."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What the agent asks for. `open`: wants to hear a figure; `plan`: months × amount; `lump`: once."""

    kind: Literal["open", "plan", "lump"]
    amount: Decimal = Decimal(0)
    months: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How the sum is taken: `unready` can be paid but nothing is agreed yet."""

    kind: Literal["accept", "pay", "counter", "hold", "reject", "impossible", "unready"]
    offer: Offer | None = None


def demand(reading: Reading, persona: Persona) -> Demand | None:
    """What this turn asks the debtor to pay, if anything."""
    balance = persona.account.balance
    values = reading.values
    asks = reading.has("ask_for_payment", "ask_for_plan", "offer_instalments", "confirm_commitment", "pressure")
    day = next((said.day for said in values.days if said.day is not None), None)
    if asks and values.instalments:
        said = values.instalments[0]
        each = said.each
        if each is None and said.count:
            each = (balance / said.count).quantize(Decimal("0.01"), ROUND_CEILING)
        if each is not None and each > 0:
            return Demand("plan", each, said.count or months_needed(balance, each), day)
    sums = [amount for amount in values.amounts if amount.low > 0]
    monthly = [amount for amount in sums if amount.per in ("month", "instalment")]
    if asks and monthly:
        return Demand("plan", monthly[0].low, months_needed(balance, monthly[0].low), day)
    if reading.has("ask_for_payment", "pressure") and not reading.has("offer_instalments"):
        return Demand("lump", sums[-1].low if sums else persona.account.minimum_due, 0, day)
    if reading.has("offer_instalments", "ask_for_plan", "ask_ability"):
        return Demand("open")
    return None


def answer(asked: Demand, state: State, persona: Persona, *, ready: bool) -> Answer:
    """How the debtor takes `asked`. `ready`: trusts enough and has been heard enough to agree to anything."""
    limit = reservation(persona.budget)
    if not persona.will_settle.accepts:
        return Answer("impossible")
    if asked.kind == "lump":
        return _lump(asked, state, persona, ready=ready)
    if limit.monthly <= 0:
        return Answer("impossible")
    if asked.kind == "open":
        return _counter(state, persona, limit, ceiling=limit.monthly)
    return _plan(asked, state, persona, limit, ready=ready)


def bid(state: State, persona: Persona, limit: Reservation) -> Decimal:
    """The monthly sum the debtor would name now: 60 % of what can be paid, a step more after each own offer."""
    share = Decimal("0.6") + Decimal("0.4") * min(len(state.offers), CONCESSIONS) / CONCESSIONS
    unit = _unit(limit.monthly, persona.account.currency)
    named = (limit.monthly * share / unit).to_integral_value(ROUND_FLOOR) * unit
    return max(named, Decimal(0))


def instalments(balance: Decimal, amount: Decimal, most_months: int) -> Offer:
    """`amount` a month until `balance` is cleared; without an end where that takes longer than `most_months`."""
    months = months_needed(balance, amount)
    if months > most_months:
        return Offer(amount)
    return Offer(amount, months, last_instalment(balance, amount))


def next_payday(persona: Persona, today: date) -> date:
    """The next day money arrives after `today`; a week on where there is no regular day."""
    if persona.budget.payday is None:
        return today + timedelta(days=7)
    day = today + timedelta(days=1)
    while day.day != persona.budget.payday:
        day += timedelta(days=1)
    return day


def _plan(asked: Demand, state: State, persona: Persona, limit: Reservation, *, ready: bool) -> Answer:
    can = feasible(persona.budget, months=asked.months, amount=asked.amount)
    comfortable = limit.monthly * Decimal(str(round(0.55 + 0.45 * state.willingness, 4)))
    pushed = len(state.offers) >= 2 and state.willingness >= 0.3
    if can and (asked.amount <= comfortable or pushed):
        offer = _as_offer(asked, persona)
        return Answer("accept" if ready else "unready", offer)
    if asked.amount <= limit.monthly * 2:
        if can and not ready:
            return Answer("unready")
        return _counter(state, persona, limit, ceiling=asked.amount)
    return Answer("reject")


def _as_offer(asked: Demand, persona: Persona) -> Offer:
    """The agent's plan as it stands; its last instalment makes the sum right where the figures clear the balance."""
    balance = persona.account.balance
    last = balance - asked.amount * (asked.months - 1)
    return Offer(asked.amount, asked.months, last if 0 < last <= asked.amount else asked.amount)


def _lump(asked: Demand, state: State, persona: Persona, *, ready: bool) -> Answer:
    if feasible_lump(persona.budget, asked.amount):
        return Answer("pay" if ready else "unready")
    if asked.amount <= persona.budget.savings * 2:
        return Answer("reject")
    return Answer("impossible")


def _counter(state: State, persona: Persona, limit: Reservation, *, ceiling: Decimal) -> Answer:
    named = min(bid(state, persona, limit), ceiling)
    before = state.offers[-1].amount if state.offers else Decimal(0)
    if named <= 0:
        return Answer("impossible")
    offer = instalments(persona.account.balance, named, persona.account.options.installment_max_months)
    return Answer("counter" if named > before else "hold", offer)


def _unit(monthly: Decimal, currency: str) -> Decimal:
    if currency == "CNY":
        return Decimal(100) if monthly >= 2000 else Decimal(50)
    return Decimal(25) if monthly >= 200 else Decimal(10) if monthly >= 20 else Decimal(5)
