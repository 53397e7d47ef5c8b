"""How the tables of this room are written: what was said, and what it must say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from peilian.dialogue.reading import Span, Values
from peilian.dialogue.values import read_values

ON = date(2026, 11, 18)
"""A Wednesday."""


def zh(text: str) -> Values:
    return read_values(text, language="zh-CN", on=ON)


def en(text: str) -> Values:
    return read_values(text, language="en-US", on=ON)


def money(values: Values) -> list[tuple[str, str | None, str | None]]:
    """(`800`, `~3000` or `~3000-4000`, currency, per) for every amount."""
    found: list[tuple[str, str | None, str | None]] = []
    for amount in values.amounts:
        said = f"{amount.low:f}" if amount.low == amount.high else f"{amount.low:f}-{amount.high:f}"
        found.append((("~" if amount.approximate else "") + said, amount.currency, amount.per))
    return found


def lengths(values: Values) -> list[str]:
    """`67`, `~90` or `~60-89` for every length of time."""
    found = []
    for days in values.durations:
        said = str(days.low) if days.low == days.high else f"{days.low}-{days.high}"
        found.append(("~" if days.approximate else "") + said)
    return found


def dates(values: Values) -> list[str]:
    """`2026-11-25`, `2026-11-25..2026-11-30` or `?` for every day."""
    return [
        "?" if day.day is None else f"{day.day}..{day.latest}" if day.latest else str(day.day) for day in values.days
    ]


def plans(values: Values) -> list[tuple[int | None, str | None]]:
    return [(plan.count, None if plan.each is None else f"{plan.each:f}") for plan in values.instalments]


def rates(values: Values) -> list[tuple[str, str | None]]:
    return [(f"{rate.value.normalize():f}", rate.per) for rate in values.rates]


def discounts(values: Values) -> list[str]:
    return [f"{discount.value.normalize():f}" for discount in values.discounts]


def times(values: Values) -> list[str]:
    return [f"{clock.at:%H:%M}" for clock in values.times]


def spans(values: Values) -> list[Span]:
    return [
        *(amount.span for amount in values.amounts),
        *(days.span for days in values.durations),
        *(day.span for day in values.days),
        *(clock.span for clock in values.times),
        *(plan.span for plan in values.instalments),
        *(rate.span for rate in values.rates),
        *(discount.span for discount in values.discounts),
        *(tail.span for tail in values.tails),
    ]


def spoken(number: int) -> str:
    """`number` (1..99,999,999) in full Chinese numerals, as a careful speaker says it."""
    wan, rest = divmod(number, 10_000)
    words = f"{_below_wan(wan)}万" if wan else ""
    if rest:
        words += ("零" if wan and rest < 1000 else "") + _below_wan(rest)
    return words.removeprefix("一") if words.startswith("一十") else words


def _below_wan(number: int) -> str:
    words, gap = "", False
    for weight, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, weight)
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
            gap = False
        else:
            gap = bool(words)
    return words


def colloquial(number: int) -> str | None:
    """`number` with its last unit left out (28600 → 两万八千六), or None where nobody would."""
    words = spoken(number)
    if len(words) < 4 or words[-1] not in "千百十" or "零" in words or words[-3] not in "万千百":
        return None
    if "万千百十".index(words[-3]) + 1 != "万千百十".index(words[-1]):
        return None
    return words[:-1]


def exact(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
