"""Days named by month and number in Chinese: 2026年12月1日, 12月底, 十月份, 这个月25号, 月初, 一五号.

Each resolver takes a match, the call's day and whether the talk is of the past.
"""

from __future__ import annotations

import re
from datetime import date

from peilian.dialogue.values import almanac
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.resolved import Resolved, resolved

N = r"(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_PAIR = r"[二三]?十?[一二两三四五六七八][二三四五六七八九]"
_START = r"(?<![0-9.零一二两三四五六七八九十百千万第/-])"
_NO_NUMBER = r"(?:号(?![楼线店院门台库房厅机码令文球位员键桌桶])|日(?![子常内]|之内|以内))"
_STOP = r"(?=(?:[以之]?前)|[，。！？,.就再才那]|之间|$)"
_YEAR = r"(?P<year>今年|明年|去年|后年)?的?"
_SHIFT = {"今": 0, "明": 1, "去": -1, "后": 2}
FULL = re.compile(
    rf"{_START}(?P<year>20[0-9]{{2}}"
    rf"|二零[一二三四五六七八九零]{{2}}) ?(?P<join>[年/.-]) ?(?P<month>{N}) ?(?:月"
    rf"|(?P=join)) ?(?P<day>{N})(?![0-9.]) ?[日号]?"
)
MONTH_DAY = re.compile(rf"{_YEAR}{_START}(?P<month>{N}) ?月 ?(?P<day>{N}) ?(?:{_NO_NUMBER}|{_STOP})")
MONTH_PART = re.compile(rf"{_YEAR}{_START}(?P<month>{N})月(?P<part>底|末|初|中旬|中(?!秋)|上旬|下旬|份(?:底|末|初)?)")
BARE_MONTH = re.compile(
    rf"{_YEAR}{_START}(?P<month>{N})月(?!份|[0-9零一二两三四五六七八九十百供息租饼亮薪费卡]|嫂|季|子)(?P<part>)"
)
_WHICH = r"(?P<which>这个?月|本月|当月|下下个?月|下个?月|上个?月|每个?月)"
_NOT_NAMED = r"(?<![工编订单坐席车房门案证卡账型尾])(?<!逾期)(?<!拖欠)(?<!超过)(?<!连续)(?<![满达共])(?<!转)"
IN_MONTH = re.compile(
    rf"(?:{_WHICH}的?)?{_NOT_NAMED}(?:{_START})(?:(?P<first>{N})号? ?(?:到|至|-|~) ?)?(?P<day>{N}) ?{_NO_NUMBER}"
)
NUMBER_IN_MONTH = re.compile(rf"{_WHICH}的?(?P<first>)(?P<day>{N}){_STOP}")
PAIR_IN_MONTH = re.compile(rf"(?:{_WHICH}的?)?{_NOT_NAMED}{_START}(?P<pair>{_PAIR}) ?{_NO_NUMBER}")
MONTH_EDGE = re.compile(
    rf"(?:{_WHICH}?的?月?(?P<part>(?<=月)(?:底|末|初|中旬|上旬|下旬)|月(?:底|末|初|中旬|中(?=[，。！？,.前旬就再还]))))"
)
WHOLE_MONTH = re.compile(
    r"(?<!比)(?P<which>这个?月|本月|下下个?月|下个?月|上个?月)(?:[之以]?内)?"
    r"(?!的?(?:账单?|工资|最低|利息|月供|房租|应还|欠款|[底末初中])|薪|供|入)"
)
_MONTHS = {"这": 0, "本": 0, "当": 0, "下": 1, "上": -1, "每": 0}


def number(word: str) -> int:
    """A plain number; 0 where the word is none."""
    said = quantity(word)
    return int(said.low) if said is not None and not said.approximate else 0


def full(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return resolved(almanac.day_of(number(match["year"]), number(match["month"]), number(match["day"])))


def month_day(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    month, day = number(match["month"]), number(match["day"])
    if match["year"]:
        return resolved(almanac.day_of(on.year + _SHIFT[match["year"][0]], month, day))
    return resolved(almanac.nearest_year(on, month, day, past=past))


def month_part(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    month = number(match["month"])
    first = almanac.nearest_year(on, month, 1 if month != on.month else min(on.day, 28), past=past)
    if first is None:
        return None
    year = on.year + _SHIFT[match["year"][0]] if match["year"] else first.year
    part = match["part"] or "份"
    return _edge(year, month, part[-1] if part[0] == "份" and len(part) > 1 else part)


def _edge(year: int, month: int, part: str) -> Resolved | None:
    first, last = almanac.day_of(year, month, 1), almanac.last_of(year, month)
    if first is None or last is None:
        return None
    ranges: dict[str, Resolved] = {
        "初": Resolved(first, first.replace(day=10)),
        "上旬": Resolved(first, first.replace(day=10)),
        "中": Resolved(first.replace(day=11), first.replace(day=20)),
        "中旬": Resolved(first.replace(day=11), first.replace(day=20)),
        "下旬": Resolved(first.replace(day=21), last),
        "份": Resolved(first, last),
    }
    return ranges.get(part, Resolved(last))


def in_month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    last = _numbered(match["which"], number(match["day"]), on, past=past)
    if last is None or not match["first"]:
        return resolved(last)
    first = almanac.day_of(last.year, last.month, number(match["first"]))
    return None if first is None or first >= last else Resolved(first, last)


def _numbered(which: str | None, day: int, on: date, *, past: bool) -> date | None:
    if not 1 <= day <= 31:
        return None
    if which is None or which[0] in "每当":
        return almanac.day_of_month(on, day, past=past)
    return almanac.day_of(*almanac.month_after(on, _months(which)), day)


def pair_in_month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    """三五号 is the third to the fifth; 一五号 may be the fifteenth, or the first or the fifth."""
    words, which = match["pair"], match["which"]
    said = quantity(words)
    if said is not None:
        first = _numbered(which, int(said.low), on, past=past)
        last = None if first is None else almanac.day_of(first.year, first.month, int(said.high))
        return Resolved(first, last) if first and last else None
    ones = [number(word) for word in words]
    days = [_numbered(which, day, on, past=past) for day in (ones[0] * 10 + ones[1], *ones)]
    found = [day for day in days if day is not None]
    return Resolved(found[0], None, tuple(sorted(found[1:]))) if len(words) == 2 and found else None


def month_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which = match["which"]
    year, month = almanac.month_after(on, _months(which) if which else 0)
    part = match["part"].removeprefix("月")
    if which is None and part in ("初", "中", "中旬") and on.day > (10 if part == "初" else 20) and not past:
        year, month = almanac.month_after(on, 1)
    return _edge(year, month, part)


def whole_month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    months = _months(match["which"])
    if months == 0 and past:
        return None
    year, month = almanac.month_after(on, months)
    return Resolved(on if months == 0 else almanac.day_of(year, month, 1), almanac.last_of(year, month))


def _months(which: str) -> int:
    return 2 if which.startswith("下下") else _MONTHS[which[0]]
