"""Times of day: 晚上十点半, 早上八点, 22:00, 9 p.m.

A bare 一点 or 两点 is no time; it needs 早上, 半, 钟 or a place in time beside it. Without 早上 or 晚上,
one to six is the afternoon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from peilian.dialogue.reading import ClockTime
from peilian.dialogue.values.english_numerals import english_quantity
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.sheet import Sheet

_PART = "凌晨|清晨|清早|大?早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|晚间|深夜|夜里|半夜|今晚|明晚|今早|明早|夜晚|晚"
_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?[0-9]|零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[五])"
_ZH = re.compile(
    rf"(?P<part>{_PART})?(?:的|大概|差不多|,| )?(?P<hour>(?<![0-9.零一二两三四五六七八九十百点第]){_HOUR})(?:点"
    rf"|时(?=[整半0-9一二三四五前后至到]))(?:(?P<clock>钟)|(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>{_MINUTE})分?|(?P<sharp>整))?"
)
_EVIDENCE_BEFORE = re.compile(r"(?:在|到|从|等|过了|今天|明天|后天|[号日])(?:的)?$")
_EVIDENCE_AFTER = re.compile(r"(?:以?前|之前|以?后|之后|多|左右|到|至|给|我|再|准时|下班|上班|打)")
_APPOINTED = re.compile(r"(?:以前|之前|前|以后|之后|后|左右|给[您你我]|再打)")
_COLON = re.compile(
    rf"(?P<part>{_PART})?(?<![0-9.:/-])(?P<hour>[01]?[0-9]"
    rf"|2[0-4])[:：](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])(?! ?(?:[ap]\.?m))"
)
_EN = re.compile(
    r"(?<![0-9a-z.:$,-])(?P<hour>1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)(?:[: .](?P<minute>[0-5][0-9]|fifteen|thirty|forty-five))?"
    r"(?: ?(?P<half>[ap])\.? ?m(?![a-z])\.?| ?o'? ?clock(?: (?:in the|at) (?P<oclock>morning|afternoon|evening"
    r"|night))?(?![a-z])| (?:in the (?P<part>morning|afternoon|evening)|(?P<night>at night|tonight))(?![a-z]))"
)
_WORD = re.compile(r"(?<![a-z-])(?P<noon>noon|midday)(?![a-z])|(?<![a-z])midnight(?![a-z])")
_LATE = ("午后", "下午", "傍晚", "晚上", "晚间", "夜晚", "晚", "今晚", "明晚", "深夜", "夜里", "半夜")


def read_times(sheet: Sheet) -> Iterator[ClockTime]:
    """Claim and yield every Chinese time of day, and 22:00."""
    for match in _COLON.finditer(sheet.left):
        at = _time(int(match["hour"]), int(match["minute"]), match["part"])
        if at is not None:
            yield ClockTime(sheet.claim(*match.span()), at)
    for match in _ZH.finditer(sheet.left):
        hour = quantity(match["hour"])
        if hour is None or hour.approximate or not _is_time(sheet.text, match):
            continue
        part = match["part"] or ("下午" if 1 <= hour.low <= 6 else None)
        at = _time(int(hour.low), _minute(match), part)
        if at is not None:
            yield ClockTime(sheet.claim(*match.span()), at)


def read_english_times(sheet: Sheet) -> Iterator[ClockTime]:
    """Claim and yield every English time of day, and 21:00."""
    for match in _EN.finditer(sheet.left):
        hour = english_quantity(match["hour"])
        if hour is None:
            continue
        minute = {"fifteen": 15, "thirty": 30, "forty-five": 45}.get(match["minute"] or "0")
        part = match["half"] or match["oclock"] or match["part"] or ("night" if match["night"] else "a")
        late = part[0] in "p" or part in ("afternoon", "evening", "night")
        at = int(hour.low) % 12 + (12 if late and not (part == "night" and hour.low == 12) else 0)
        yield ClockTime(sheet.claim(*match.span()), time(at, int(match["minute"] or 0) if minute is None else minute))
    for match in _WORD.finditer(sheet.left):
        yield ClockTime(sheet.claim(*match.span()), time(12 if match["noon"] else 0))
    for match in _COLON.finditer(sheet.left):
        at_colon = _time(int(match["hour"]), int(match["minute"]), None)
        if at_colon is not None:
            yield ClockTime(sheet.claim(*match.span()), at_colon)


def _is_time(text: str, match: re.Match[str]) -> bool:
    if match["part"] or match["clock"] or match["half"] or match["quarter"] or match["sharp"]:
        return True
    before = bool(_EVIDENCE_BEFORE.search(text, max(0, match.start() - 3), match.start()))
    after = bool(_EVIDENCE_AFTER.match(text, match.end()))
    if match["hour"] in ("一", "两", "几"):
        return after and (before or bool(_APPOINTED.match(text, match.end())))
    return before or after or match["hour"].isascii() or (match["minute"] is not None and len(match["minute"]) > 1)


def _minute(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    if match["minute"]:
        minute = quantity(match["minute"].removeprefix("零") if len(match["minute"]) > 1 else match["minute"])
        return int(minute.low) if minute else 0
    return 0


def _time(hour: int, minute: int, part: str | None) -> time | None:
    if part in _LATE:
        if hour == 12:
            hour = 24 if part not in ("午后", "下午") else 12
        elif hour < 12 and not (part in ("半夜", "深夜", "夜里") and hour < 6):
            hour += 12
    elif part == "中午" and hour < 3:
        hour += 12
    elif part == "凌晨" and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
