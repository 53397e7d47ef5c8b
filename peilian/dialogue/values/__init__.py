"""Money, days, lengths of time, rates and plans as people say them, in Chinese and English.

Knows what was said and where; does not know what the account says or whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from peilian.dialogue.reading import Span, Values
from peilian.dialogue.values.clock_times import read_english_times, read_times
from peilian.dialogue.values.days import read_days
from peilian.dialogue.values.discounts import read_discounts, read_english_discounts
from peilian.dialogue.values.durations import read_durations, read_english_durations
from peilian.dialogue.values.english_days import read_english_days
from peilian.dialogue.values.english_money import read_english_money
from peilian.dialogue.values.folding import fold
from peilian.dialogue.values.identifiers import set_aside
from peilian.dialogue.values.instalments import read_instalments
from peilian.dialogue.values.money import read_money
from peilian.dialogue.values.rates import read_english_rates, read_rates
from peilian.dialogue.values.sheet import Sheet

__all__ = ["read_values"]

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[a-z]{2}|[$]")
_COUNTABLE = re.compile("[0-9零一二两三四五六七八九十百千万半折天周星礼月年号明今昨后发薪资款钱¥国元春节秋端圣俩仨对]")


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def read_values(text: str, *, language: str, on: date) -> Values:
    """Everything countable in `text`, each kind in order of position; days are resolved against `on`.

    Offsets are code points of `text` as given. Chinese and English are both read where both are written;
    `language` decides for a text of digits alone.
    """
    sheet = Sheet(fold(text))
    chinese = bool(_HAN.search(sheet.text)) or not language.startswith("en")
    english = language.startswith("en") or bool(_LATIN.search(sheet.text))
    if not english and not _COUNTABLE.search(sheet.text):
        return Values()
    set_aside(sheet, chinese=chinese, english=english)
    first = _english(sheet, on, slashes=language.startswith("en")) if english else Values()
    return _together(first, _chinese(sheet, on)) if chinese else first


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
