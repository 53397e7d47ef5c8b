from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from peilian.debtor import Offer
from peilian.debtor.negotiation import Demand, answer, bid, demand, instalments, next_payday
from peilian.debtor.state import State
from personas import Persona, feasible, reservation
from personas.budget import Budget, Expense
from tests.debtor.builders import a_mind, a_reading, lump, personas, plan

CENTS = st.integers(1, 9_000_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def households(draw: st.DrawFn) -> Persona:
    income = draw(st.integers(0, 30_000))
    spend = draw(st.integers(0, 30_000))
    budget = Budget(
        income=Decimal(income),
        essentials=(Expense(what="life", amount=Decimal(spend)),),
        savings=Decimal(draw(st.integers(0, 20_000))),
        payday=draw(st.integers(1, 28)),
    )
    return personas()["angry-driver"].model_copy(update={"budget": budget})


@st.composite
def states(draw: st.DrawFn) -> State:
    offers = tuple(Offer(Decimal(amount)) for amount in sorted(draw(st.lists(st.integers(50, 900), max_size=4))))
    level = st.floats(0, 1)
    start = a_mind().start(personas()["angry-driver"])
    return replace(start, willingness=draw(level), trust=draw(level), anger=draw(level), offers=offers)


@settings(max_examples=300)
@given(households(), states(), CENTS, st.integers(1, 90), st.booleans())
def test_offers_stay_within_the_reservation_and_accepted_plans_can_be_kept(
    persona: Persona, state: State, amount: Decimal, months: int, ready: bool
) -> None:
    most = reservation(persona.budget)
    for asked in (Demand("plan", amount, months), Demand("lump", amount), Demand("open")):
        taken = answer(asked, state, persona, ready=ready)
        if taken.kind == "accept" and taken.offer is not None:
            assert ready
            assert taken.offer.months is not None
            assert feasible(persona.budget, months=taken.offer.months, amount=taken.offer.amount)
        if taken.kind == "pay":
            assert amount <= most.lump
        if taken.kind == "counter" and taken.offer is not None:
            assert 0 < taken.offer.amount <= most.monthly
            assert taken.offer.total in (None, persona.account.balance)
            assert asked.kind != "plan" or taken.offer.amount <= asked.amount


@given(households(), st.integers(0, 8))
def test_concessions_grow_and_are_bounded(persona: Persona, steps: int) -> None:
    most = reservation(persona.budget)
    start = a_mind().start(persona)
    bids = [bid(replace(start, offers=(Offer(Decimal(1)),) * made), persona, most) for made in range(steps + 1)]
    assert bids == sorted(bids)
    assert all(0 <= named <= most.monthly for named in bids)


@given(CENTS, CENTS, st.integers(1, 60))
def test_counter_offers_add_up(balance: Decimal, amount: Decimal, most_months: int) -> None:
    offer = instalments(balance, amount, most_months)
    assert offer.total in (None, balance)
    assert offer.months is None or offer.months <= most_months


def test_what_was_asked_is_read_from_the_values() -> None:
    driver = personas()["angry-driver"]
    asked = demand(a_reading("offer_instalments", values=plan(36, None)), driver)
    assert asked is not None
    assert (asked.kind, asked.months, asked.amount) == ("plan", 36, Decimal("962.23"))
    asked = demand(a_reading("ask_for_payment", values=lump("5190")), driver)
    assert asked is not None
    assert (asked.kind, asked.amount) == ("lump", Decimal("5190"))
    asked = demand(a_reading("ask_for_payment"), driver)
    assert asked is not None
    assert asked.amount == driver.account.minimum_due
    assert demand(a_reading("ask_ability"), driver) == Demand("open")
    assert demand(a_reading("empathise"), driver) is None


def test_payday_is_always_ahead() -> None:
    driver = personas()["angry-driver"]
    assert next_payday(driver, date(2026, 11, 18)) == date(2026, 11, 25)
    assert next_payday(driver, date(2026, 11, 25)) == date(2026, 12, 25)
