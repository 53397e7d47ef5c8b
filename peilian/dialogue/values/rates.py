"""Rates as fractions: 年化24%, 日息万分之五, 月息两分, 1.5% a month, APR 29.9%.

What is taken off a debt is a discount and is read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from peilian.dialogue.reading import Rate
from peilian.dialogue.values.english_numerals import WORDS, english_quantity
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.sheet import Sheet

RatePer = Literal["year", "month", "day"]

_NUM = r"(?:[0-9]{1,4}(?:\.[0-9]{1,4})?|[零一二两三四五六七八九十百]{1,5}(?:点[零一二三四五六七八九]{1,4})?)"
PERCENT = (
    rf"(?:(?<![0-9.])(?P<percent>{_NUM}) ?(?:%|个百分点|个点)|百分之(?P<hundredth>{_NUM})"
    rf"|千分之(?P<thousandth>{_NUM})|万分之(?P<tenthousandth>{_NUM})"
    r"|(?<![0-9.])(?P<permille>[0-9]{1,3}(?:\.[0-9]{1,4})?)‰)"
)
"""A percentage in Chinese; `fraction_of` reads its match."""

_LEAD = re.compile(
    r"(?P<year>年化|年利|年息|每年|一年|年费率)|(?P<month>月利|月息|月费率|每个?月|按月|一个月)|(?P<day>日利"
    r"|日息|每天|每日|按日|按天|一天|日万分)"
)
_TRAIL = re.compile(
    r" ?(?:的|是)?(?:(?P<year>年化|年利|年息|每年|一年)|(?P<month>月利|月息|每个?月|一个月)"
    r"|(?P<day>日利|日息|每天|每日|一天))"
)
_PERCENT = re.compile(PERCENT)
_PARTS = re.compile(
    r"(?P<lead>(?P<year>年利|年息)|(?P<month>月利|月息)|(?P<day>日利|日息))率?"
    r"[^，。！？,.!?0-9零一二两三四五六七八九十]{0,4}"
    r"(?:(?P<mao>[一二两三四五六七八九])毛|(?P<fen>[0-9]{1,2}(?:\.[0-9])?"
    r"|[一二两三四五六七八九])分(?!之)(?P<extra>[一二三四五六七八九半](?!分))?|(?P<li>[0-9]{1,2}(?:\.[0-9])?"
    r"|[一二两三四五六七八九])厘"
    r"|万(?P<wan>[一二三四五六七八九]|[0-9](?:\.[0-9]{1,2})?)(?![分块元千百]))"
)
_FEN = re.compile(
    r"(?<![0-9零一二两三四五六七八九十百千万.毛角块元])(?:(?P<fen>[一二两三四五六七八九])分(?P<extra>[一二三四五六七八九半])?的?利(?!息[^，。]{0,2}[没不])"
    r"|(?P<li>[0-9]{1,2}(?:\.[0-9])?|[一二两三四五六七八九])厘(?![米升清]))"
)
_BARE = re.compile(
    r"(?:(?P<year>年化|年利|年息)|(?P<month>月利|月息))(?:利率|费率|率)?(?:是|到|才|要|按|就|为|收)?"
    r"(?P<num>[一二三四五六七八九]?十[一二三四五六七八九]?|[1-9][0-9](?:\.[0-9]{1,2})?)"
    r"(?![0-9零一二三四五六七八九十百千万%.分厘个块元毛天期月年点])"
)
_TENTHS = re.compile(
    r"(?:收|加|罚|抽|涨了?|本金的?|利息的?|总额的?)(?P<num>[一二两三四五六七八九])成(?![功为本立交员])"
)
_EN = re.compile(
    rf"(?P<num>(?<![0-9.$])[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?|{WORDS}(?: point (?P<places>{WORDS}))?) ?(?:%"
    rf"|per ?cent(?![a-z]))"
)
_EN_BEFORE = re.compile(
    r"(?<![a-z])(?:(?P<year>apr|annual(?: percentage)? (?:interest )?rate|annual|yearly|annually|per year"
    r"|a year)|(?P<month>monthly|per month|a month|each month)|(?P<day>daily|per day"
    r"|a day))(?![a-z])[^.!?;0-9]{0,28}$"
)
_EN_AFTER = re.compile(
    r" ?(?:of )?(?:interest |finance )?(?:charge )?(?:(?P<year>apr|annual(?:ly| rate| percentage)?|(?:per|a"
    r"|each|every) (?:year|annum)|yearly)|(?P<month>monthly|(?:per|a|each|every) month)|(?P<day>daily|(?:per|a"
    r"|each|every) day))(?![a-z])"
)
_SURE = re.compile(r" (?:sure|certain|true|right|behind|agree|honest|on board|clear)(?![a-z])")
_PERS: tuple[RatePer, ...] = ("year", "month", "day")


def fraction_of(match: re.Match[str]) -> Decimal | None:
    """The fraction that a match of `PERCENT` says."""
    for group, scale in (
        ("percent", 100),
        ("hundredth", 100),
        ("thousandth", 1000),
        ("permille", 1000),
        ("tenthousandth", 10_000),
    ):
        if match[group]:
            said = quantity(match[group])
            return said.low / scale if said and not said.approximate else None
    return None


def read_rates(sheet: Sheet) -> Iterator[Rate]:
    """Claim and yield every Chinese rate; a percentage of nothing in particular has `per` None."""
    for match in _PARTS.finditer(sheet.left):
        yield Rate(sheet.claim(*match.span()), _in_parts(match), _per(match))
    yield from _loose(sheet)
    for match in _PERCENT.finditer(sheet.left):
        value = fraction_of(match)
        if value is None:
            continue
        start, end, per = match.start(), match.end(), None
        after = _TRAIL.match(sheet.left, end)
        if after:
            end, per = after.end(), _per(after)
        for before in _LEAD.finditer(sheet.left, max(0, start - 14), start):
            if not re.search("[，。！？；,!?;]", sheet.left[before.end() : start]):
                start, per = before.start(), _per(before)
                break
        yield Rate(sheet.claim(start, end), value, per)


def _loose(sheet: Sheet) -> Iterator[Rate]:
    """两分利 (by custom a month's), 三厘, 年化三十六, 加收两成."""
    for match in _FEN.finditer(sheet.left):
        month = bool(match["fen"])
        value = _number(match["fen"] or match["li"]) / (100 if month else 1000)
        if match["extra"]:
            value += (Decimal(5) if match["extra"] == "半" else _number(match["extra"])) / 1000
        yield Rate(sheet.claim(*match.span()), value, "month" if month else None)
    for match in _BARE.finditer(sheet.left):
        yield Rate(sheet.claim(*match.span()), _number(match["num"]) / 100, "year" if match["year"] else "month")
    for match in _TENTHS.finditer(sheet.left):
        yield Rate(sheet.claim(match.start("num"), match.end()), _number(match["num"]) / 10, None)


def read_english_rates(sheet: Sheet) -> Iterator[Rate]:
    """Claim and yield every English rate."""
    for match in _EN.finditer(sheet.left):
        value = _english_value(match)
        if value is None or _SURE.match(sheet.text, match.end()):
            continue
        start, end = match.span()
        after = _EN_AFTER.match(sheet.left, end)
        before = _EN_BEFORE.search(sheet.left, max(0, start - 45), start)
        found = after or before
        if after:
            end = after.end()
        elif before:
            start = before.start(before.lastgroup or 0)
        yield Rate(sheet.claim(start, end), value, _per(found) if found else None)


def _english_value(match: re.Match[str]) -> Decimal | None:
    numeral = match["num"]
    if match["places"]:
        numeral = numeral[: match.start("places") - match.start("num") - len(" point ")]
    said = english_quantity(numeral)
    if said is None:
        return None
    value = said.low
    if match["places"]:
        places = english_quantity(match["places"])
        if places is None:
            return None
        value += places.low.scaleb(-len(str(int(places.low))))
    return value / 100


def _per(match: re.Match[str]) -> RatePer | None:
    return next((per for per in _PERS if match[per]), None)


def _in_parts(match: re.Match[str]) -> Decimal:
    """分 and 厘: a tenth and a hundredth of the principal in a year, a hundredth and a thousandth in a month or day."""
    if match["mao"]:
        return _number(match["mao"]) / 10
    if match["wan"]:
        return _number(match["wan"]) / 10_000
    base = 10 if match["year"] else 100
    if match["li"]:
        return _number(match["li"]) / (base * 10)
    value = _number(match["fen"]) / base
    if match["extra"]:
        value += (Decimal(5) if match["extra"] == "半" else _number(match["extra"])) / (base * 10)
    return value


def _number(word: str) -> Decimal:
    said = quantity(word)
    assert said is not None
    return said.low
