"""Days named by month and number in English: Dec 1, 12/01/2026, the 25th, the end of the month, in June.

Each resolver takes a match, the call's day and whether the talk is of the past.
"""

from __future__ import annotations

import re
from datetime import date

from peilian.dialogue.values import almanac
from peilian.dialogue.values.resolved import Resolved, resolved

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
ISO = re.compile(
    r"(?<![0-9./-])(?P<year>20[0-9]{2})(?P<join>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=join)(?P<day>3[01]"
    r"|[12][0-9]|0?[1-9])(?![0-9])"
)
SLASH = re.compile(
    r"(?<![0-9a-z$/.-])(?P<month>1[0-2]|0?[1-9])(?P<join>[/-])(?P<day>3[01]|[12][0-9]"
    r"|0?[1-9])(?:(?P=join)(?P<year>20[0-9]{2}|[0-9]{2}))?(?![0-9/-]|%| ?(?:cup|of the|days|months))"
)
MONTH_DAY = re.compile(rf"(?<![a-z]){_M} (?:the )?(?:{_D}|(?P<worded>{_WORDED})(?![a-z])){_YEAR}")
DAY_MONTH = re.compile(
    rf"(?<![0-9a-z$.,])(?:the )?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
    rf"|(?P<worded>{_WORDED})) (?:of )?{_M}(?![a-z]){_YEAR}"
)
THE = re.compile(
    rf"(?<![a-z])the (?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)"
    rf"|(?P<worded>{_WORDED})(?=[,.!?;]|$| (?:of|is|was|and|or|works?|for|at|to|if|so|then"
    rf"|but|through|that|when|i|you|we|came|went)"
    r"(?![a-z])))(?: of (?P<which>this|next|last|the|each|every) month)?(?![a-z-])"
    r"(?! (?:time|one|payment|installment|call|thing|place|floor|person|step|part|option|of all|two|three|few"
    r"|half|month|week|notice|letter|amendment|party|offer|line|message|account|way|bill))"
)
MONTH_EDGE = re.compile(
    r"(?:the )?(?P<part>end|middle|beginning|start|first) of (?P<which>the|this|next|last) month"
    r"|(?:the )?month(?:'?s)?[- ]end|mid-month"
)
BARE_MONTH = re.compile(
    r"(?<![a-z])(?:(?P<which>this|next|last) )?(?:(?P<month>january|february|april|june|july|august|september|october"
    r"|november|december)|(?<=in |of )(?P<short>march|may))(?![a-z])(?! (?:[0-9]|the |[a-z]+th))"
)
_WAS = re.compile(
    r"(?<![a-z])(?:[a-z]{3,}ed|fell|went|was|were|had|got|lost|passed|quit|started) (?:[a-z']+ ){0,3}(?:in"
    r"|back in) $"
)


def _day_number(match: re.Match[str]) -> int:
    if match["day"]:
        return int(match["day"])
    return _ORDINALS.index(match["worded"].replace(" ", "-")) + 1


def iso(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    day = almanac.day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return resolved(day)


def month_day(match: re.Match[str], on: date, past: bool) -> Resolved | None:
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
    return resolved(found)


def slash(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return None if match["join"] == "-" and not match["year"] else month_day(match, on, past)


def the(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which, number = match["which"], _day_number(match)
    if which in ("this", "next", "last"):
        found = almanac.day_of(*almanac.month_after(on, {"this": 0, "next": 1, "last": -1}[which]), number)
    else:
        found = almanac.day_of_month(on, number, past=past)
    return resolved(found)


def month_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    year, month = almanac.month_after(on, {"next": 1, "last": -1}.get(match["which"] or "", 0))
    first, last = almanac.day_of(year, month, 1), almanac.last_of(year, month)
    if first is None or last is None:
        return None
    if match["part"] == "middle" or match[0] == "mid-month":
        return Resolved(first.replace(day=11), first.replace(day=20))
    if match["part"] == "first":
        return (
            Resolved(first)
            if first >= on or match["which"] != "the"
            else resolved(almanac.day_of_month(on, 1, past=past))
        )
    if match["part"] in ("beginning", "start"):
        return Resolved(first, first.replace(day=10)) if first >= on or match["which"] != "the" else _next_start(on)
    return Resolved(last)


def _next_start(on: date) -> Resolved | None:
    first = almanac.day_of(*almanac.month_after(on, 1), 1)
    return Resolved(first, first.replace(day=10)) if first else None


def bare_month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    month = _MONTH_NAMES.index(match["month"] or match["short"]) + 1
    past = past or bool(_WAS.search(match.string, max(0, match.start() - 30), match.start()))
    near = almanac.nearest_year(on, month, 1 if month != on.month else min(on.day, 28), past=past)
    if near is None:
        return None
    year = near.year
    if match["which"] == "last" and near > on:
        year -= 1
    return Resolved(almanac.day_of(year, month, 1), almanac.last_of(year, month))
