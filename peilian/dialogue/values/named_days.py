"""Festivals and lunar dates as Chinese speakers name them: 除夕, 端午, 年前, 腊月二十八, 正月初八, 大年三十."""

from __future__ import annotations

import re
from datetime import date

from peilian.dialogue.values.festivals import festival
from peilian.dialogue.values.lunar import lunar_day
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.resolved import Resolved, resolved

FESTIVAL = re.compile(
    r"(?P<name>国庆|十一(?=长?假|放假|之?前|之?后|黄金周)|元旦|(?<![百千万零])五一(?![百千万十路个期天块元号月])"
    r"|劳动(?=节)|(?<=[等到过])六一|儿童(?=节)|妇女(?=节)|教师(?=节)|春节|中秋|端午|元宵|七夕|中元(?=节)|清明|重阳|冬至|腊八|除夕"
    r"|(?<![0-9一二三四五六七八九十])大?年三十|年夜饭|小年(?!轻|青|纪)|双十一|双十二|平安夜|情人(?=节)|圣诞"
    r"|(?:农历|旧历|阴历|过)年(?=[的那]?时候|以?前|之前|那|就|再)|(?<=[等到在])过年(?=$|[，。])"
    r"|(?<![0-9一二两三四五六七八九十百几多半去今明后前上下每当同哪整周成])年(?=前(?![后面])))"
    r"(?:节|长假|放假)*"
)
_ALIASES = {
    "劳动": "劳动节",
    "儿童": "儿童节",
    "妇女": "妇女节",
    "教师": "教师节",
    "情人": "情人节",
    "年三十": "除夕",
    "大年三十": "除夕",
    "年夜饭": "除夕",
}
_DAY = r"(?P<day>[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初十|初?[一二三四五六七八九])"
LUNAR = re.compile(
    rf"(?:(?P<calendar>农历|阴历|旧历)的?(?P<month>[一二三四五六七八九十冬腊正]{{1,2}})月|(?P<named>腊|冬|正)月"
    rf"|(?P<year>大年)(?=初)){_DAY}(?:[日号](?!子))?"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def named(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    """The festival nearest in the direction of the talk; `day` None where its year is not known."""
    name = match["name"]
    name = "春节" if name.endswith("年") and name != "小年" else _ALIASES.get(name, name)
    found = festival(on, name, past=past)
    if name == "小年" and found is not None:
        after = festival(found, "除夕")
        south = None if after is None else lunar_day(after.year - 1, 12, 24)
        return Resolved(found, None, (south,) if south else ())
    return Resolved(found)


def lunar(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    """A lunar date in the year that brings it next, or brought it last."""
    word = match["named"] or match["month"] or "正"
    said, day = quantity(word), quantity(match["day"].removeprefix("初").replace("廿", "二十"))
    month = _MONTHS.get(word) or (int(said.low) if said is not None else 0)
    if day is None:
        return None
    found = [lunar_day(on.year + shift, month, int(day.low)) for shift in (-1, 0, 1)]
    near = [each for each in found if each is not None and (each <= on if past else each >= on)]
    return resolved((max if past else min)(near, default=None))
