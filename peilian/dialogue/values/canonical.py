"""What an utterance counts, as strings that can be compared: the notation of the corpus.

`amount 3120`, `amount 2000..2999`, `amount ~3000`, `amount 500/month`, `days 67`, `instalments 6x520`,
`rate 0.24/year`, `discount 0.3`, `date 2026-11-25`, `date A..B`, `date A|B`, `date ?`, `time 15:30`, `tail 3388`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from peilian.dialogue.reading import Amount, Day, Days, Instalments, Rate, Values


def canonical(values: Values) -> tuple[str, ...]:
    """Every value once, sorted; a payment of a plan is told by its plan alone."""
    return tuple(sorted(set(_each(values))))


def _each(values: Values) -> Iterator[str]:
    yield from (_amount(said) for said in values.amounts if not _told_by_a_plan(said, values.instalments))
    yield from (_days(said) for said in values.durations)
    yield from (_day(said) for said in values.days)
    yield from (f"time {said.at:%H:%M}" for said in values.times)
    yield from (_plan(said) for said in values.instalments)
    yield from (_rate(said) for said in values.rates)
    yield from (f"discount {_number(said.value)}" for said in values.discounts)
    yield from (f"tail {said.digits}" for said in values.tails)


def _told_by_a_plan(said: Amount, plans: tuple[Instalments, ...]) -> bool:
    return said.per == "instalment" and any(said.span.within(plan.span) and plan.each == said.low for plan in plans)


def _amount(said: Amount) -> str:
    per = f"/{said.per}" if said.per else ""
    if said.low != said.high:
        return f"amount {_number(said.low)}..{_number(said.high)}{per}"
    return f"amount {'~' if said.approximate else ''}{_number(said.low)}{per}"


def _days(said: Days) -> str:
    if said.low != said.high:
        return f"days {said.low}..{said.high}"
    return f"days {'~' if said.hedged else ''}{said.low}"


def _day(said: Day) -> str:
    if said.day is None:
        return "date ?"
    if said.alternatives:
        return "date " + "|".join(str(day) for day in sorted({said.day, *said.alternatives}))
    first, last = said.earliest or said.day, said.latest or said.day
    return f"date {first}" if first == last else f"date {first}..{last}"


def _plan(said: Instalments) -> str:
    count = "?" if said.count is None else str(said.count)
    return f"instalments {count}x{'?' if said.each is None else _number(said.each)}"


def _rate(said: Rate) -> str:
    return f"rate {_number(said.value)}" + (f"/{said.per}" if said.per else "")


def _number(value: Decimal) -> str:
    """Without exponent and trailing zeros: 3120, 648.3."""
    return f"{value.normalize():f}"
