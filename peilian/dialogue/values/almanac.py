"""Which calendar day is meant, seen from the day of the call.

Pure date arithmetic; knows no words.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_after(on: date, months: int) -> tuple[int, int]:
    """(year, month) `months` after the month of `on`."""
    index = on.year * 12 + on.month - 1 + months
    return index // 12, index % 12 + 1


def last_of(year: int, month: int) -> date | None:
    """The last day of a month."""
    first = day_of(year, month, 1)
    if first is None or first > date(MAXYEAR, 11, 30):
        return first and date(year, month, 31)
    return date(*month_after(first, 1), 1) - timedelta(days=1)


def shifted(on: date, days: int) -> date | None:
    """`on` plus `days`; None beyond the calendar."""
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def day_of_month(on: date, day: int, *, past: bool) -> date | None:
    """A bare 25号: this month's; where that is over, next month's unless the talk is of the past."""
    this = day_of(on.year, on.month, day)
    if this is not None and (this >= on or past):
        return this
    return day_of(*month_after(on, 1), day)


def nearest_year(on: date, month: int, day: int, *, past: bool) -> date | None:
    """A date without its year: the nearest one, and where the talk is of the past the last one."""
    years = [year for year in (on.year - 1, on.year, on.year + 1) if MINYEAR <= year <= MAXYEAR]
    near = [found for year in years if (found := day_of(year, month, day)) is not None]
    if past:
        near = [found for found in near if found <= on] or near
    return min(near, key=lambda found: abs((found - on).days), default=None)


def weekday(on: date, weeks: int, index: int) -> date | None:
    """Day `index` (Monday 0) of the week `weeks` after the week of `on`; weeks begin on Monday."""
    return shifted(on, weeks * 7 + index - on.weekday())


def next_weekday(on: date, index: int, *, past: bool) -> date | None:
    """The next such weekday after `on`, or the last one before it."""
    ahead = (index - on.weekday()) % 7 or 7
    return shifted(on, ahead - 7 if past and ahead < 7 else -7 if past else ahead)
