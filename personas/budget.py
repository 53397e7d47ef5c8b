"""What a household can really pay: plain arithmetic over a month's money. Knows nothing of debtors' moods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from pydantic import Field

from peilian.dialogue.call import Money, Part


class Expense(Part):
    """One monthly outgoing."""

    what: str = Field(min_length=1)
    amount: Money = Field(ge=0)


class Budget(Part):
    """A month's money, all in the account's currency."""

    income: Money = Field(ge=0)
    """What arrives per month after tax and work costs."""
    essentials: tuple[Expense, ...]
    """Rent, food, school, medicine: what cannot be left unpaid."""
    other_debts: tuple[Expense, ...] = ()
    """Monthly payments owed elsewhere."""
    savings: Money = Field(default=Decimal(0), ge=0)
    """What could be paid at once without going hungry."""
    payday: int | None = Field(default=None, ge=1, le=28)
    """Day of the month when money arrives."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """The most this household can commit to: per month, and once. Never negative."""

    monthly: Decimal
    lump: Decimal


def outgoings(budget: Budget) -> Decimal:
    """Essentials and payments on other debts, per month."""
    return sum((expense.amount for expense in (*budget.essentials, *budget.other_debts)), Decimal(0))


def disposable(budget: Budget) -> Decimal:
    """Income less outgoings, per month; negative for a household that is short."""
    return budget.income - outgoings(budget)


def reservation(budget: Budget) -> Reservation:
    """The most that can be paid: what is left each month (whole units, rounded down), and the savings."""
    monthly = max(disposable(budget), Decimal(0)).to_integral_value(ROUND_FLOOR)
    return Reservation(monthly, budget.savings)


def feasible(budget: Budget, *, months: int, amount: Decimal) -> bool:
    """True where `amount` each month for `months` months can be kept up, savings filling what income leaves short."""
    short = amount - max(disposable(budget), Decimal(0))
    return amount > 0 and months > 0 and short * months <= budget.savings


def feasible_lump(budget: Budget, amount: Decimal) -> bool:
    """True where `amount` can be paid once, at once."""
    return 0 < amount <= budget.savings


def months_needed(balance: Decimal, amount: Decimal) -> int:
    """How many payments of `amount` clear `balance`. Raises `ValueError` where amount is not above 0."""
    if amount <= 0:
        raise ValueError("an instalment must be above 0")
    return max(1, int((balance / amount).to_integral_value(ROUND_CEILING)))


def last_instalment(balance: Decimal, amount: Decimal) -> Decimal:
    """The final payment when `balance` is cleared in payments of `amount`; at most `amount`."""
    return balance - amount * (months_needed(balance, amount) - 1)
