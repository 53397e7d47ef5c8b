"""Lengths of time in days: 67天, 两个多月, 半年, 六十七日, three weeks.

A month counts 30 days, a year 365, and both are approximate. Knows no calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from peilian.dialogue.reading import Days
from peilian.dialogue.values.english_numerals import ENGLISH_COUNT, SHORTHAND, english_quantity
from peilian.dialogue.values.numerals import COUNT, Quantity, quantity
from peilian.dialogue.values.sheet import Sheet

_ZH = re.compile(
    rf"(?P<range>十天半个?月)|(?<![第〇零一二两三四五六七八九十百0-9.])(?:(?:(?P<from>{COUNT})[到至~-])?(?P<num>{COUNT})"
    r"(?P<more>多|来|余)?(?P<unit>天|个?工作日|日(?=[内之以后了还没未逾]|$|[，。！？,.])"
    r"|个(?P<more2>多|来)?月(?![0-9一二三四五六七八九十底初末中份供])|个?半月|年|周(?![岁一二三四五六日末转围])"
    r"|个?(?P<more3>多)?(?:星期|礼拜)(?![一二三四五六日天]))"
    r"(?P<half>半(?!个))?(?P<more4>多|有余|出头)?(?:(?<=月)[零又](?P<extra>[0-9一二三四五六七八九十]{1,3})天)?"
    r"|(?P<only>(?<![上下前后])大?半个?多?(?:月|年)|[俩仨]个?多?月))"
)
_DAYS_OVERDUE = re.compile(
    r"(?P<lead>逾期|拖欠|拖了|超过|超|过了|已经|已|共|达|晚了"
    r"|连续)[^，。0-9零一二三四五六七八九十百]{0,3}(?P<num>[0-9零一二三四五六七八九十百]{1,7}) ?日"
)
_THESE = re.compile(r"[这那哪]$")
_ONE_DAY = re.compile(r"(?:晚|差|过|逾期了?|拖了?|给您?你?|再|等|还有|提前|满|超|延)$")
_ONE_DAY_AFTER = re.compile(r"(?:[之以]?内|[之以]?后|[之以]?前|时间|左右|工夫|半)")
_ABOUT_BEFORE = re.compile(r"(?:大概|大约|差不多|约|估计|将近|接近|快)(?:是|有|了|要|得)? ?$")
_ABOUT_AFTER = re.compile(r" ?(?:左右|上下)")
_EN = re.compile(
    rf"(?<![a-z0-9.$,])(?P<about>about|(?<!sit )(?<!wait )around|roughly|approximately|nearly"
    rf"|almost|close to|maybe|some)? ?"
    rf"(?P<over>over|more than)? ?(?:(?P<from>{ENGLISH_COUNT}) (?:to|or) )?(?P<num>{ENGLISH_COUNT}|half a|half an)[- ]"
    rf"(?P<more>odd |plus )?(?:(?:business|working|calendar|full|whole|straight) )?(?P<unit>day"
    rf"|week|month|year)s?(?P<half> and a half)?(?![a-z])"
)
_EN_NOT_A_LENGTH = re.compile(r"(?:[- ]old(?![a-z])| (?:check|notice|pay)(?![a-z]))")
_ONE_BEFORE = re.compile(
    r"(?<![a-z])(?:in|for|within|after|than|takes?|took|least|wait|been|another|give|just"
    r"|only|almost|is|be|every|half) $"
)
_ONE_AFTER = re.compile(r" (?:ago|late|behind|past|overdue|from now|or so|or two|later|earlier)(?![a-z])")
_LENGTH = {
    "天": 1,
    "日": 1,
    "月": 30,
    "年": 365,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "day": 1,
    "week": 7,
    "month": 30,
    "year": 365,
}


def read_durations(sheet: Sheet) -> Iterator[Days]:
    """Claim and yield every Chinese length of time."""
    for match in _DAYS_OVERDUE.finditer(sheet.left):
        said = quantity(match["num"])
        if said is not None:
            yield _days(sheet, match.start("num"), match.end(), said, 1)
    for match in _ZH.finditer(sheet.left):
        found = _spoken(match)
        if found is not None and not _not_counted(sheet.text, match):
            yield _days(sheet, match.start(), match.end(), *found)


def read_english_durations(sheet: Sheet) -> Iterator[Days]:
    """Claim and yield every English length of time."""
    for match in _EN.finditer(sheet.left):
        length = _LENGTH[match["unit"]]
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match["num"].startswith("half"):
            half = Decimal({365: 180, 30: 15, 7: 3}.get(length, 0))
            yield _days(sheet, start, match.end(), Quantity(half, half, Decimal(1), True), 1)
            continue
        if match["num"] in ("a", "an") and not _is_one_length(sheet.text, match):
            continue
        if SHORTHAND.fullmatch(match["num"]):
            start += match["num"].index(" ") + 1 if " " in match["num"] else 0
        said = _from(english_quantity(match["from"]) if match["from"] else None, _plain_count(match["num"]))
        if said is None or said.high > 10_000 or _EN_NOT_A_LENGTH.match(sheet.text, match.end()):
            continue
        if match["half"]:
            said = Quantity(said.low + Decimal("0.5"), said.high + Decimal("0.5"), said.step, said.approximate)
        if match["over"] or match["more"]:
            said = said.and_more() if length == 1 else _to_next(said, length)
        yield _days(sheet, start, match.end(), said, length, about=bool(match["about"]))


def _is_one_length(text: str, match: re.Match[str]) -> bool:
    """In a week is a length; once a week, a fee a month and a day off are none."""
    if match["about"] or match["over"] or match["half"]:
        return True
    start = match.start("num")
    return bool(_ONE_BEFORE.search(text, max(0, start - 12), start) or _ONE_AFTER.match(text, match.end()))


def _plain_count(numeral: str) -> Quantity | None:
    """One sixty-day mark is one mark of sixty days."""
    short = SHORTHAND.fullmatch(numeral)
    return english_quantity(short["rest"] if short else numeral)


def _not_counted(text: str, match: re.Match[str]) -> bool:
    """这两天 is soon, 最后一天 a day, 一天 mostly “a day”, 几天 a few at most: none says how long."""
    before = text[max(0, match.start() - 3) : match.start()]
    if match["num"] == "几":
        return True
    if match["num"] in ("两", "一") and _THESE.search(before):
        return True
    one = match["num"] == "一" and match["unit"] == "天"
    return one and not (_ONE_DAY.search(before) or _ONE_DAY_AFTER.match(text, match.end()))


def _from(first: Quantity | None, last: Quantity | None) -> Quantity | None:
    """三到五: both ends as one quantity."""
    if first is None or last is None or first.low >= last.high:
        return last
    return Quantity(first.low, last.high, last.step, True)


def _spoken(match: re.Match[str]) -> tuple[Quantity, int] | None:
    if match["range"]:
        return Quantity(Decimal(10), Decimal(15), Decimal(1), True), 1
    if match["only"]:
        return _half(match["only"])
    said = _from(quantity(match["from"]) if match["from"] else None, quantity(match["num"]))
    if said is None or said.high > 10_000:
        return None
    unit = match["unit"]
    if "来" in (match["more"], match["more2"]):
        length = 30 if unit.endswith("月") else 365 if unit == "年" else 7 if unit[-1] in "周期拜" else 1
        return Quantity(said.low, said.high, said.step, True), length
    length = next(days for word, days in _LENGTH.items() if unit.endswith(word))
    if unit in ("个半月", "半月") or match["half"]:
        said = Quantity(said.low + Decimal("0.5"), said.high + Decimal("0.5"), said.step, said.approximate)
    if match["extra"]:
        extra = quantity(match["extra"])
        return (
            None
            if extra is None
            else (Quantity(said.low * 30 + extra.low, said.high * 30 + extra.high, extra.step, True), 1)
        )
    if match["more2"] or match["more3"] or match["more4"] or (match["more"] and said.step == 1):
        return _to_next(said, length), length
    if match["more"]:
        said = said.and_more()
    return said, length


def _half(words: str) -> tuple[Quantity, int]:
    months = {"俩": Decimal(2), "仨": Decimal(3)}.get(words[0])
    if months is not None:
        said = Quantity(months, months, Decimal(1))
        return (_to_next(said, 30) if "多" in words else said), 30
    days = Decimal(180 if "年" in words else 15)
    high = days * 2 - 1 if "多" in words or words.startswith("大") else days
    return Quantity(days, high, Decimal(1), True), 1


def _to_next(said: Quantity, length: int) -> Quantity:
    """两个多月: from two months to the day before three."""
    return Quantity(said.low, said.high + 1 - Decimal(1) / length, said.step, True)


def _days(sheet: Sheet, start: int, end: int, said: Quantity, length: int, *, about: bool = False) -> Days:
    about = about or bool(
        _ABOUT_BEFORE.search(sheet.text, max(0, start - 4), start) or _ABOUT_AFTER.match(sheet.text, end)
    )
    inexact = bool(re.search("[来余]|couple", sheet.text[start:end])) and said.low == said.high
    span = sheet.claim(start, end)
    low, high = round(said.low * length), round(said.high * length)
    return Days(span, low, high, said.approximate or about or length >= 30, about or inexact)
