from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.budget import (
    Budget,
    Expense,
    disposable,
    feasible,
    feasible_lump,
    last_instalment,
    months_needed,
    outgoings,
    reservation,
)

MONEY = st.integers(0, 5_000_000).map(lambda cents: Decimal(cents) / 100)
SOME = st.integers(1, 5_000_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    spend = draw(st.lists(MONEY, max_size=5))
    owe = draw(st.lists(MONEY, max_size=3))
    return Budget(
        income=draw(MONEY),
        essentials=tuple(Expense(what="x", amount=amount) for amount in spend),
        other_debts=tuple(Expense(what="y", amount=amount) for amount in owe),
        savings=draw(MONEY),
    )


@given(budgets())
def test_income_is_what_goes_out_and_what_is_left(budget: Budget) -> None:
    assert outgoings(budget) + disposable(budget) == budget.income


@given(budgets())
def test_what_can_be_promised_is_never_more_than_what_is_left(budget: Budget) -> None:
    most = reservation(budget)
    assert 0 <= most.monthly <= max(disposable(budget), Decimal(0))
    assert most.lump == budget.savings


@given(budgets(), SOME, st.integers(1, 120))
def test_a_plan_is_feasible_only_if_income_and_savings_carry_it_to_the_end(
    budget: Budget, amount: Decimal, months: int
) -> None:
    if feasible(budget, months=months, amount=amount):
        assert amount * months <= max(disposable(budget), Decimal(0)) * months + budget.savings


@given(budgets(), SOME, st.integers(1, 60))
def test_a_smaller_instalment_is_never_less_feasible(budget: Budget, amount: Decimal, months: int) -> None:
    if feasible(budget, months=months, amount=amount) and amount > 1:
        assert feasible(budget, months=months, amount=amount - 1)


@given(SOME, SOME)
def test_instalments_add_up_to_the_balance(balance: Decimal, amount: Decimal) -> None:
    months = months_needed(balance, amount)
    last = last_instalment(balance, amount)
    assert 0 < last <= amount or months == 1
    assert amount * (months - 1) + last == balance


@given(budgets(), SOME)
def test_a_lump_comes_out_of_savings(budget: Budget, amount: Decimal) -> None:
    assert feasible_lump(budget, amount) == (amount <= budget.savings)


def test_an_instalment_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        months_needed(Decimal(10), Decimal(0))
