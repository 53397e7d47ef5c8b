"""Calendar days in English: tomorrow, next Friday, the 25th, by the end of the month, Dec 1, 12/01/2026, payday.

`next Friday` is the Friday of next week, weeks beginning on Monday. `latest` is set where a deadline
or a range is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from peilian.dialogue.reading import Day
from peilian.dialogue.values import almanac
from peilian.dialogue.values.sheet import Sheet

_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TEEN_ORDINALS = (
    "eleventh",
    "twelfth",
    *(f"{teen}teenth" for teen in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
_ORDINALS = (
    *_FIRST_ORDINALS,
    *_TEEN_ORDINALS,
    "twentieth",
    *(f"twenty-{word}" for word in _FIRST_ORDINALS[:9]),
    "thirtieth",
    "thirty-first",
)
_M = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb"
    r"|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
_WORDED = "|".join(sorted((word.replace("-", "[- ]") for word in _ORDINALS), key=len, reverse=True))
_D = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9]|,[0-9]{3}|\.[0-9])(?:st|nd|rd|th)?(?![a-z])"
_YEAR = r"(?:,? (?P<year>20[0-9]{2})(?![0-9]))?"
_ISO = re.compile(
    r"(?<![0-9./-])(?P<year>20[0-9]{2})(?P<join>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=join)(?P<day>3[01]"
    r"|[12][0-9]|0?[1-9])(?![0-9])"
)
_SLASH = re.compile(
    r"(?<![0-9a-z$/.-])(?P<month>1[0-2]|0?[1-9])(?P<join>[/-])(?P<day>3[01]|[12][0-9]"
    r"|0?[1-9])(?:(?P=join)(?P<year>20[0-9]{2}|[0-9]{2}))?(?![0-9/-]|%| ?(?:cup|of the|days|months))"
)
_MONTH_DAY = re.compile(rf"(?<![a-z]){_M} (?:the )?(?:{_D}|(?P<worded>{_WORDED})(?![a-z])){_YEAR}")
_DAY_MONTH = re.compile(
    rf"(?<![0-9a-z$.,])(?:the )?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
    rf"|(?P<worded>{_WORDED})) (?:of )?{_M}(?![a-z]){_YEAR}"
)
_THE = re.compile(
    rf"(?<![a-z])the (?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)"
    rf"|(?P<worded>{_WORDED}))(?: of (?P<which>this|next|last|the|each|every) month)?(?![a-z-])"
    r"(?! (?:time|one|payment|installment|call|thing|place|floor|person|step|part|option|of all|two|three|few"
    r"|half|month|week|notice|letter|amendment|party|offer|line|message|account|way|bill))"
)
_MONTH_EDGE = re.compile(
    r"(?:the )?(?P<part>end|middle|beginning|start|first) of (?P<which>the|this|next|last) month|month[- ]end|mid-month"
)
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
    r"(?<![a-z])(?:the )?(?P<word>day after tomorrow|day before yesterday|tomorrow|today|tonight|yesterday)(?![a-z])"
)
_NEAR_DAYS = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
}
_FESTIVAL = re.compile(r"(?<![a-z])(?P<name>christmas|new year)(?:'?s)?(?: (?P<eve>eve))?(?: day)?(?![a-z])")
_YEAR_END = re.compile(r"(?:the )?end of (?P<which>the|this|next) year|year[- ]end")
_VAGUE = re.compile(
    r"(?<![a-z])(?:(?:my |the )?(?:next )?pay ?day|(?:when|once|after|as soon as|until|till) (?:i get|i'm|i am"
    r"|i got|we get|my) (?:paid|paycheck|check|tax refund|refund|settlement|bonus)(?: (?:comes|clears|hits"
    r"|lands|arrives))?(?: in)?|(?:my )?next (?:paycheck|check))(?![a-z])"
)
_BY = re.compile(r"(?<![a-z])(?:by|before|no later than|not later than|until|till) $")
_PAST = re.compile(
    r"(?<![a-z])(?:was due|were due|past due|overdue|was|were|since|missed|last|ago|expired|passed|went|opened"
    r"|received|sent|came|mailed|charged off)(?![a-z])"
)
_MAY = re.compile(r"(?<![a-z])(?:i|you|we|they|he|she|it|that|this|which|who) $")

Resolved = tuple[date | None, date | None]


def read_english_days(sheet: Sheet, on: date, *, slashes: bool = True) -> Iterator[Day]:
    """Claim and yield every English day, seen from `on`; `slashes` reads 12/1 as month and day."""
    for pattern, resolve in _READERS:
        if pattern is _SLASH and not slashes:
            continue
        for match in pattern.finditer(sheet.left):
            if "may" in match[0] and _MAY.search(sheet.text, max(0, match.start() - 8), match.start()):
                continue
            around = sheet.text[max(0, match.start() - 25) : match.end() + 15]
            resolved = resolve(match, on, bool(_PAST.search(around)))
            if resolved is None:
                continue
            day, latest = resolved
            start, end = match.span()
            by = _BY.search(sheet.left, max(0, start - 18), start)
            if by and day is not None:
                start, latest = by.start(), latest or day
            yield Day(sheet.claim(start, end), day, latest)


def _day_number(match: re.Match[str]) -> int:
    if match["day"]:
        return int(match["day"])
    return _ORDINALS.index(match["worded"].replace(" ", "-")) + 1


def _iso(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    day = almanac.day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return (day, None) if day else None


def _month_day(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    name = match["month"]
    month = (
        int(name) if name.isdigit() else next(i for i, full in enumerate(_MONTH_NAMES, 1) if full.startswith(name[:3]))
    )
    groups = match.groupdict()
    day = int(groups["day"]) if groups["day"] else _day_number(match)
    if groups.get("year"):
        year = int(groups["year"])
        found = almanac.day_of(year if year > 99 else 2000 + year, month, day)
    else:
        found = almanac.nearest_year(on, month, day, past=past)
    return (found, None) if found else None


def _slash(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return None if match["join"] == "-" and not match["year"] else _month_day(match, on, past)


def _the(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which, number = match["which"], _day_number(match)
    if which in ("this", "next", "last"):
        found = almanac.day_of(*almanac.month_after(on, {"this": 0, "next": 1, "last": -1}[which]), number)
    else:
        found = almanac.day_of_month(on, number, past=past)
    return (found, None) if found else None


def _month_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    year, month = almanac.month_after(on, {"next": 1, "last": -1}.get(match["which"] or "", 0))
    first, last = almanac.day_of(year, month, 1), almanac.last_of(year, month)
    if first is None or last is None:
        return None
    if match["part"] == "middle" or match[0] == "mid-month":
        return first.replace(day=11), first.replace(day=20)
    if match["part"] in ("beginning", "start", "first"):
        return (first, first.replace(day=10)) if first >= on or match["which"] != "the" else _next_start(on)
    return last, None


def _next_start(on: date) -> Resolved | None:
    first = almanac.day_of(*almanac.month_after(on, 1), 1)
    return (first, first.replace(day=10)) if first else None


def _week_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return almanac.weekday(on, 1 if match["which"] == "next" else 0, 4), None


def _weekday(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which, name = match["which"] or "", match["name"]
    index = next(i for i, full in enumerate(_WEEKDAY_NAMES) if full.startswith(name[:3]))
    if which == "this":
        return almanac.weekday(on, 0, index), None
    if which in ("next", "the following", "a week from"):
        return almanac.weekday(on, 1, index), None
    if which == "last":
        return almanac.weekday(on, -1, index), None
    return almanac.next_weekday(on, index, past=past), None


def _range(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    ahead = 1 if match["which"] == "next" else 0
    unit = match["unit"] or "weekend"
    if unit == "month":
        year, month = almanac.month_after(on, ahead)
        return (almanac.day_of(year, month, 1) if ahead else on), almanac.last_of(year, month)
    if unit == "weekend":
        return almanac.weekday(on, ahead, 5), almanac.weekday(on, ahead, 6)
    return (almanac.weekday(on, 1, 0) if ahead else on), almanac.weekday(on, ahead, 6)


def _near(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return almanac.shifted(on, _NEAR_DAYS[match["word"]]), None


def _festival(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    found = almanac.festival(on, match["name"])
    return (almanac.shifted(found, -1) if found and match["eve"] else found), None


def _year_end(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return almanac.day_of(on.year + (match["which"] == "next"), 12, 31), None


def _vague(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return None, None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Resolved | None]], ...] = (
    (_ISO, _iso),
    (_SLASH, _slash),
    (_MONTH_DAY, _month_day),
    (_DAY_MONTH, _month_day),
    (_MONTH_EDGE, _month_edge),
    (_WEEK_EDGE, _week_edge),
    (_YEAR_END, _year_end),
    (_THE, _the),
    (_WEEKDAY, _weekday),
    (_RANGE, _range),
    (_NEAR, _near),
    (_FESTIVAL, _festival),
    (_VAGUE, _vague),
)
