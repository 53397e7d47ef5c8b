"""On which day a festival falls: fixed, by the moon, by the sun, or by the weekday of its month.

Knows the names of festivals in the two languages and nothing else of the words around them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta

from peilian.dialogue.values.lunar import lunar_day

_FIXED: Mapping[str, tuple[int, int]] = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "妇女节": (3, 8),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "双十一": (11, 11),
    "双十二": (12, 12),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
    "new year": (1, 1),
    "valentine": (2, 14),
    "tax day": (4, 15),
    "juneteenth": (6, 19),
    "fourth of july": (7, 4),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "christmas": (12, 25),
}
_BY_MOON: Mapping[str, tuple[int, int, int]] = {
    "春节": (0, 1, 1),
    "元宵": (0, 1, 15),
    "端午": (0, 5, 5),
    "七夕": (0, 7, 7),
    "中元": (0, 7, 15),
    "中秋": (0, 8, 15),
    "重阳": (0, 9, 9),
    "腊八": (-1, 12, 8),
    "小年": (-1, 12, 23),
    "除夕": (-1, 12, 30),
}
"""Shift of the lunar year (its last month ends in the next calendar year), lunar month and day."""
_BY_WEEKDAY: Mapping[str, tuple[int, int, int]] = {
    "martin luther king": (1, 0, 3),
    "presidents": (2, 0, 3),
    "mother": (5, 6, 2),
    "memorial day": (5, 0, -1),
    "father": (6, 6, 3),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
    "black friday": (11, 3, 4),
}
"""Month, weekday (Monday 0) and which of them in the month, -1 the last."""
_BY_SUN: Mapping[str, tuple[int, float]] = {"清明": (4, 4.81), "冬至": (12, 21.94)}
"""Month and the century's constant of the usual reckoning of solar terms, right for 2000–2099."""


def festival(on: date, name: str, *, past: bool = False) -> date | None:
    """The next festival of that name from `on`; the last one where the talk is of the past; None if not known."""
    years = range(on.year, on.year - 2, -1) if past else range(on.year, on.year + 2)
    for year in years:
        found = _in_year(name, year) if MINYEAR < year < MAXYEAR else None
        if found is not None and (found <= on if past else found >= on):
            return found
    return None


def _in_year(name: str, year: int) -> date | None:
    for table, find in _TABLES:
        if name in table:
            return find(name, year)
    return None


def _fixed(name: str, year: int) -> date | None:
    return date(year, *_FIXED[name])


def _by_moon(name: str, year: int) -> date | None:
    shift, month, day = _BY_MOON[name]
    return lunar_day(year + shift, month, day)


def _by_weekday(name: str, year: int) -> date | None:
    month, weekday, which = _BY_WEEKDAY[name]
    first = date(year, month, 1)
    days = [first + timedelta(days=shift) for shift in range(31)]
    found = [day for day in days if day.month == month and day.weekday() == weekday]
    day = found[which if which < 0 else which - 1]
    return day + timedelta(days=1) if name == "black friday" else day


def _by_sun(name: str, year: int) -> date | None:
    if not 2000 <= year < 2100:
        return None
    month, constant = _BY_SUN[name]
    short = year % 100
    return date(year, month, int(short * 0.2422 + constant) - short // 4)


_TABLES: tuple[tuple[Mapping[str, object], Callable[[str, int], date | None]], ...] = (
    (_FIXED, _fixed),
    (_BY_MOON, _by_moon),
    (_BY_WEEKDAY, _by_weekday),
    (_BY_SUN, _by_sun),
)
