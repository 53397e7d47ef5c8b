"""Calendar days in English: tomorrow, next Friday, the 25th, by the end of the month, Dec 1, 12/01/2026, payday.

`next Friday` is the Friday of next week, weeks beginning on Monday; on a Wednesday some mean this week's, which is
kept as an alternative. `latest` is set where a deadline or a range is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from peilian.dialogue.reading import Day
from peilian.dialogue.values import almanac
from peilian.dialogue.values.day_spans import deadline, joined
from peilian.dialogue.values.english_months import (
    BARE_MONTH,
    DAY_MONTH,
    ISO,
    MONTH_DAY,
    MONTH_EDGE,
    SLASH,
    THE,
    bare_month,
    iso,
    month_day,
    month_edge,
    slash,
    the,
)
from peilian.dialogue.values.festivals import festival
from peilian.dialogue.values.resolved import Resolved
from peilian.dialogue.values.sheet import Sheet

_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK_EDGE = re.compile(r"(?:the )?end of (?P<which>the|this|next) week")
_WEEKDAY = re.compile(
    r"(?:(?P<which>this(?: coming)?|next|last|the following|coming|every"
    r"|a week from) )?(?<![a-z])(?P<name>monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|thurs"
    r"|fri)(?![a-z])(?! (?:payday))"
)
_RANGE = re.compile(
    r"(?<![a-z])(?P<which>this|next) (?P<unit>week(?:end)?|month)(?![a-z])|(?<![a-z])(?:the|over the) weekend(?![a-z])"
)
_NEAR = re.compile(
    r"(?<![a-z])(?:the )?(?P<word>day after tomorrow|day before yesterday|tomorrow|today"
    r"|tonight|this (?:morning|afternoon|evening)"
    r"|yesterday)(?![a-z])"
)
_NEAR_DAYS = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "yesterday": -1,
}
_FESTIVAL = re.compile(
    r"(?<![a-z])(?:the )?(?:(?P<near>day after|day before) )?(?P<name>christmas|new year|thanksgiving|black friday"
    r"|labor day|memorial day|columbus day|veterans day|martin luther king|halloween|valentine|independence day"
    r"|fourth of july|tax day|juneteenth|(?:presidents|mother|father)(?='?s?'? day))"
    r"(?:'?s'?)?(?: (?P<eve>eve))?(?: day)?(?![a-z])"
)
_YEAR_END = re.compile(r"(?:the )?end of (?P<which>the|this|next) year|year[- ]end")
_VAGUE = re.compile(
    r"(?<![a-z])(?:(?:my |the |your )?(?:next )?pay ?day(?! loan| lend| advance)|(?:when"
    r"|once|after|as soon as|until|till) (?:i get|i'm|i am"
    r"|i got|we get|you get|you're|you are|my|your|the) (?:paid|paycheck|check|tax refund|refund|settlement|bonus)"
    r"(?: (?:comes|clears|hits|lands|arrives))?(?: in)?|(?:my |your )?next (?:paycheck|check))(?![a-z])"
)
_BY = re.compile(r"(?<![a-z])(?:by|before|no later than|not later than|until|till) $")
_PAST = re.compile(
    r"(?<![a-z])(?:was due|were due|past due|overdue|was|were|since|missed|last|ago|expired|passed|went|opened"
    r"|received|sent|came|mailed|charged off|reached(?: us)?|happened|telling|spoke|just had"
    r"|'s call|tone|wrote|told|said)(?![a-z])"
)
_MAY = re.compile(r"(?<![a-z])(?:i|you|we|they|he|she|it|that|this|which|who) $")


def read_english_days(sheet: Sheet, on: date, *, slashes: bool = True) -> list[Day]:
    """Claim and return every English day, seen from `on`, in order; `slashes` reads 12/1 as month and day."""
    return joined(_each(sheet, on, slashes=slashes), sheet.text)


def _each(sheet: Sheet, on: date, *, slashes: bool) -> Iterator[Day]:
    for pattern, resolve in _READERS:
        if pattern is SLASH and not slashes:
            continue
        for match in pattern.finditer(sheet.left):
            if "may" in match[0] and _MAY.search(sheet.text, max(0, match.start() - 8), match.start()):
                continue
            found = resolve(match, on, _is_past(sheet.text, match))
            if found is not None:
                yield _day(sheet, match, found, on)


def _is_past(text: str, match: re.Match[str]) -> bool:
    """Whether the clause around speaks of what was; what is due by a day lies ahead."""
    before = re.split("[.!?;]", text[max(0, match.start() - 34) : match.start()])[-1]
    if _BY.search(before):
        return False
    return bool(_PAST.search(before) or _PAST.match(text[match.end() : match.end() + 15].lstrip()))


def _day(sheet: Sheet, match: re.Match[str], found: Resolved, on: date) -> Day:
    start, end = match.span()
    latest, earliest = found.latest, None
    by = _BY.search(sheet.left, max(0, start - 18), start)
    if by and found.day is not None:
        start = by.start()
        if latest is None:
            latest, earliest = found.day, deadline(found.day, on)
    return Day(sheet.claim(start, end), found.day, latest, earliest, found.alternatives)


def _week_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return Resolved(almanac.weekday(on, 1 if match["which"] == "next" else 0, 4))


def _weekday(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which, name = match["which"] or "", match["name"]
    index = next(i for i, full in enumerate(_WEEKDAY_NAMES) if full.startswith(name[:3]))
    if which.startswith("this"):
        return Resolved(almanac.weekday(on, 0, index))
    if which == "next":
        near, far = almanac.weekday(on, 0, index), almanac.weekday(on, 1, index)
        return Resolved(far, None, (near,) if near and near > on else ())
    if which in ("the following", "a week from"):
        return Resolved(almanac.weekday(on, 1, index))
    if which == "last":
        return Resolved(almanac.weekday(on, -1, index))
    return Resolved(almanac.next_weekday(on, index, past=past))


def _range(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    ahead = 1 if match["which"] == "next" else 0
    unit = match["unit"] or "weekend"
    if unit == "month":
        year, month = almanac.month_after(on, ahead)
        return Resolved(almanac.day_of(year, month, 1) if ahead else on, almanac.last_of(year, month))
    if unit == "weekend":
        return Resolved(almanac.weekday(on, ahead, 5), almanac.weekday(on, ahead, 6))
    return Resolved(almanac.weekday(on, 1, 0) if ahead else on, almanac.weekday(on, ahead, 6))


def _near(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return Resolved(almanac.shifted(on, _NEAR_DAYS.get(match["word"], 0)))


def _festival(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    found = festival(on, match["name"], past=past)
    shift = -1 if match["eve"] or match["near"] == "day before" else 1 if match["near"] else 0
    return Resolved(almanac.shifted(found, shift) if found else None)


def _year_end(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return Resolved(almanac.day_of(on.year + (match["which"] == "next"), 12, 31))


def _vague(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return Resolved(None)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Resolved | None]], ...] = (
    (ISO, iso),
    (SLASH, slash),
    (MONTH_DAY, month_day),
    (DAY_MONTH, month_day),
    (_FESTIVAL, _festival),
    (MONTH_EDGE, month_edge),
    (_WEEK_EDGE, _week_edge),
    (_YEAR_END, _year_end),
    (THE, the),
    (_WEEKDAY, _weekday),
    (_RANGE, _range),
    (_NEAR, _near),
    (BARE_MONTH, bare_month),
    (_VAGUE, _vague),
)
