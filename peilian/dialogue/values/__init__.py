"""Money, days, lengths of time, rates and plans as people say them, in Chinese and English.

Knows what was said and where; does not know what the account says or whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from peilian.dialogue.reading import Amount, ClockTime, Day, Days, Discount, Instalments, Rate, Span, Tail, Values
from peilian.dialogue.values.clock_times import read_times
from peilian.dialogue.values.days import read_days
from peilian.dialogue.values.discounts import read_discounts, read_english_discounts
from peilian.dialogue.values.durations import read_durations, read_english_durations
from peilian.dialogue.values.english_days import read_english_days
from peilian.dialogue.values.english_money import read_english_money
from peilian.dialogue.values.english_times import read_english_times
from peilian.dialogue.values.folding import fold
from peilian.dialogue.values.identifiers import set_aside
from peilian.dialogue.values.instalments import read_instalments
from peilian.dialogue.values.money import read_money
from peilian.dialogue.values.rates import read_english_rates, read_rates
from peilian.dialogue.values.sheet import Sheet
from peilian.dialogue.values.spacing import closed_up
from peilian.dialogue.values.tails import read_tails

__all__ = ["read_values"]

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[a-z]{2}|[$]")
_COUNTABLE = re.compile(
    "[0-9零一二两三四五六七八九十百千万半折天周星礼月年号明今昨后发薪资款钱¥国元春节秋端圣俩仨对夕阳冬腊正元晚早]"
)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)
M = TypeVar("M", Amount, Days, Day, ClockTime, Instalments, Rate, Discount, Tail)


def read_values(text: str, *, language: str, on: date) -> Values:
    """Everything countable in `text`, each kind in order of position; days are resolved against `on`.

    Offsets are code points of `text` as given. Chinese and English are both read where both are written;
    `language` decides for a text of digits alone.
    """
    folded = fold(text)
    closed = closed_up(folded)
    if closed is None:
        return _read(folded, language, on)
    return _moved(_read(closed[0], language, on), closed[1])


def _read(folded: str, language: str, on: date) -> Values:
    sheet = Sheet(folded)
    chinese = bool(_HAN.search(sheet.text)) or not language.startswith("en")
    english = language.startswith("en") or bool(_LATIN.search(sheet.text))
    if not english and not _COUNTABLE.search(sheet.text):
        return Values()
    tails = _placed(read_tails(sheet, chinese=chinese, english=english))
    set_aside(sheet, chinese=chinese, english=english)
    first = _english(sheet, on, slashes=language.startswith("en")) if english else Values()
    return replace(_together(first, _chinese(sheet, on)) if chinese else first, tails=tails)


def _moved(values: Values, places: list[int]) -> Values:
    """`values` of a closed-up text with the places of the original."""
    return Values(
        _at(values.amounts, places),
        _at(values.durations, places),
        _at(values.days, places),
        _at(values.times, places),
        _at(values.instalments, places),
        _at(values.rates, places),
        _at(values.discounts, places),
        _at(values.tails, places),
    )


def _at(each: tuple[M, ...], places: list[int]) -> tuple[M, ...]:
    return tuple(replace(one, span=Span(places[one.span.start], places[one.span.end - 1] + 1)) for one in each)


def _chinese(sheet: Sheet, on: date) -> Values:
    days = _placed(read_days(sheet, on))
    discounts = _placed(read_discounts(sheet))
    rates = _placed(read_rates(sheet))
    times = _placed(read_times(sheet))
    plans, amounts = read_instalments(sheet, _placed(read_money(sheet)), english=False)
    return Values(_placed(amounts), _placed(read_durations(sheet)), days, times, _placed(plans), rates, discounts)


def _english(sheet: Sheet, on: date, *, slashes: bool) -> Values:
    days = _placed(read_english_days(sheet, on, slashes=slashes))
    discounts = _placed(read_english_discounts(sheet))
    rates = _placed(read_english_rates(sheet))
    times = _placed(read_english_times(sheet))
    plans, amounts = read_instalments(sheet, _placed(read_english_money(sheet)), english=True)
    return Values(
        _placed(amounts), _placed(read_english_durations(sheet)), days, times, _placed(plans), rates, discounts
    )


def _together(one: Values, other: Values) -> Values:
    return Values(
        _placed((*one.amounts, *other.amounts)),
        _placed((*one.durations, *other.durations)),
        _placed((*one.days, *other.days)),
        _placed((*one.times, *other.times)),
        _placed((*one.instalments, *other.instalments)),
        _placed((*one.rates, *other.rates)),
        _placed((*one.discounts, *other.discounts)),
    )


def _placed(values: Iterable[P]) -> tuple[P, ...]:
    return tuple(sorted(values, key=lambda value: value.span.start))
