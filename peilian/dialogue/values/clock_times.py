"""Times of day: 晚上十点半, 早上八点, 22:00, 9 p.m.

A bare 一点 or 两点 is no time; it needs 早上, 半, 钟 or a place in time beside it. Without 早上 or 晚上,
one to six is the afternoon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from peilian.dialogue.reading import ClockTime
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
_PART_BEFORE = re.compile(rf"(?P<part>今晚|明晚|后晚|昨晚|今早|明早|{_PART}|早班)[^，。！？,.!?0-9点]{{0,8}}$")
_NIGHT_BEFORE = re.compile(r"(?P<part>凌晨|半夜|夜里|早班|晚上(?=好))[^。！？!?]{0,12}$")
_TO = re.compile(r" ?(?:到|至|-|~|、|或者?|还是)(?:是)?")
"""晚上七点到八点: the part of the day holds for both."""
_DAWN = re.compile(r"天(?:还没|刚|蒙蒙|没)?亮")
_SURE_BEFORE = re.compile(r"(?:就|改|还是|定|约)(?:在|到|成)?$")
_SURE_AFTER = re.compile(r"(?:就|不?行|不?成|可以|吧|见|来|开|都|也)")
_NO_TIME_BEFORE = re.compile(r"[有说讲这那第共等几提占]$")
_EVIDENCE_BEFORE = re.compile(r"(?:在|到|从|等|过了|今天|明天|后天|[号日])(?:的)?$")
_EVIDENCE_AFTER = re.compile(r"(?:以?前|之前|以?后|之后|多|左右|到|至|给|我|再|见|准时|下班|上班|打)")
_APPOINTED = re.compile(r"(?:以前|之前|前|以后|之后|后|左右|给[您你我]|见|再打)")
COLON = re.compile(
    rf"(?P<part>{_PART})?(?<![0-9.:/-])(?P<hour>[01]?[0-9]"
    rf"|2[0-4])[:：](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])(?! ?(?:[ap]\.?m))"
)
_LATE = ("昨晚", "后晚", "午后", "下午", "傍晚", "晚上", "晚间", "夜晚", "晚", "今晚", "明晚", "深夜", "夜里", "半夜")


def read_times(sheet: Sheet) -> Iterator[ClockTime]:
    """Claim and yield every Chinese time of day, and 22:00."""
    for match in COLON.finditer(sheet.left):
        at = clock_time(int(match["hour"]), int(match["minute"]), match["part"])
        if at is not None:
            yield ClockTime(sheet.claim(*match.span()), at)
    last: str | None = None
    end = 0
    for match in _ZH.finditer(sheet.left):
        hour = quantity(match["hour"])
        if hour is None or hour.approximate or not _is_time(sheet.text, match):
            continue
        part = match["part"] or (last if _TO.fullmatch(sheet.text, end, match.start()) else None)
        part = (
            part
            or ("早上" if _DAWN.match(sheet.text, match.end()) else _part_before(sheet.text, match.start()))
            or ("下午" if 1 <= hour.low <= 6 else None)
        )
        last, end = part, match.end()
        at = clock_time(int(hour.low), _minute(match), part)
        if at is not None:
            yield ClockTime(sheet.claim(*match.span()), at)


def _part_before(text: str, start: int) -> str | None:
    """The part of the day said before: 今晚八点 (今晚 is a day by itself), 夜里清醒，我十二点半打."""
    for pattern in (_PART_BEFORE, _NIGHT_BEFORE):
        found = pattern.search(text, max(0, start - 16), start)
        if found:
            return "早上" if found["part"] == "早班" else found["part"]
    return None


def _is_time(text: str, match: re.Match[str]) -> bool:
    if match["part"] in ("早", "晚") and match["hour"] == "一":
        return False
    if match["minute"] and len(match["minute"]) > 1 and not match["hour"].isascii():
        return True
    if _PART_BEFORE.search(text, max(0, match.start() - 12), match.start()):
        return True
    if match["part"] or match["clock"] or match["half"] or match["quarter"] or match["sharp"]:
        return True
    before = bool(_EVIDENCE_BEFORE.search(text, max(0, match.start() - 3), match.start()))
    after = bool(_EVIDENCE_AFTER.match(text, match.end()))
    late = match["hour"] in "五六七八九十" or match["hour"].startswith("十")
    if late and _SURE_BEFORE.search(text, max(0, match.start() - 4), match.start()):
        return True
    if late and _SURE_AFTER.match(text, match.end()) and not _NO_TIME_BEFORE.search(text, 0, match.start()):
        return True
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


def clock_time(hour: int, minute: int, part: str | None) -> time | None:
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
