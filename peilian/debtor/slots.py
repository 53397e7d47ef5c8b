"""The spoken values of a move: sums, months and days as this language says them on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from peilian.debtor.negotiation import Demand
from peilian.debtor.scene import Choice, Scene

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def money(amount: Decimal, language: str) -> str:
    """1200 → `1200块` / `$1,200`; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    if language.startswith("zh"):
        return f"{amount:.0f}块" if whole else f"{amount:.2f}块"
    return f"${amount:,.0f}" if whole else f"${amount:,.2f}"


def spoken_day(day: date, language: str) -> str:
    """`11月25号` / `November 25`."""
    if language.startswith("zh"):
        return f"{day.month}月{day.day}号"
    return f"{MONTHS[day.month - 1]} {day.day}"


def slots_of(choice: Choice, asked: Demand | None, scene: Scene) -> tuple[tuple[str, str], ...]:
    """Everything a line for this choice may fill in."""
    return tuple(_slots(choice, asked, scene))


def _slots(choice: Choice, asked: Demand | None, scene: Scene) -> Iterator[tuple[str, str]]:
    language = scene.persona.language
    if choice.offer is not None:
        yield "amount", money(choice.offer.amount, language)
        if choice.offer.months is not None and choice.offer.last is not None:
            yield "months", str(choice.offer.months)
            yield "last", money(choice.offer.last, language)
    if choice.promise is not None:
        yield "amount", money(choice.promise.amount, language)
        yield "day", spoken_day(choice.promise.day, language)
    named = scene.reading.values.amounts or scene.reading.values.instalments
    if choice.offer is None and choice.promise is None and asked is not None and asked.kind != "open" and named:
        yield "asked", money(asked.amount, language)
    clause = next((item for item in scene.grounding if item.clause == choice.clause), None)
    if clause is not None and choice.used_as is not None:
        yield "law", clause.law
        if clause.article:
            yield "article", clause.article
