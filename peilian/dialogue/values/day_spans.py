"""What several days make together: 20号到25号 and from the 14th to the 16th are one range, 月底前 runs from today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from peilian.dialogue.reading import Day, Span
from peilian.dialogue.values.almanac import day_of

_TO = re.compile(r" ?(?:一直)?(?:到|至|-|~|—|–|to|thru|through|until|till|or the) ?(?:about )?")
_AND = re.compile(r" ?(?:和|跟|与|and) ?(?:the )?")
_SAME = re.compile("[，, ]?[就才]?")
"""下个月十号工资到了: the words after the day only say why that day."""
_BETWEEN = re.compile(r"(?<![a-z])between (?:the )?$")
_BETWEEN_AFTER = re.compile(r"(?:之间|中间)")


def deadline(day: date, on: date) -> date | None:
    """Where a deadline `day` begins to run; None where it has passed or is today."""
    return on if on < day else None


def joined(days: Iterable[Day], text: str) -> list[Day]:
    """`days` in order, with the two ends of a range made one."""
    out: list[Day] = []
    for day in sorted(days, key=lambda each: each.span.start):
        if out and day.day is None and out[-1].day is not None and _same(out[-1].span, day.span, text):
            continue
        both = _one(out[-1], day, text) if out else None
        if both is None:
            out.append(day)
        else:
            out[-1] = both
    return out


def _same(first: Span, second: Span, text: str) -> bool:
    return bool(_SAME.fullmatch(text[first.end : second.start]))


def _one(first: Day, second: Day, text: str) -> Day | None:
    between = text[first.span.end : second.span.start]
    if first.day is None or second.day is None or len(between) > 12:
        return None
    if first.alternatives or first.earliest or (first.latest and not second.latest):
        return None
    if not (_TO.fullmatch(between) or (_AND.fullmatch(between) and _enclosed(first.span, second.span, text))):
        return None
    last = second.latest or second.day
    if last < first.day:
        last = _after(first.day, last)
    if last < first.day:
        return None
    return replace(first, span=Span(first.span.start, second.span.end), latest=last)


def _enclosed(first: Span, second: Span, text: str) -> bool:
    before = _BETWEEN.search(text, max(0, first.start - 16), first.start)
    return bool(before or _BETWEEN_AFTER.match(text, second.end))


def _after(first: date, last: date) -> date:
    """The end of a range read on its own may lie before its start: 12月20号到25号, 周一到周五."""
    same = day_of(first.year, first.month, last.day)
    if same is not None and same >= first:
        return same
    return last + timedelta(days=7) if last < date.max - timedelta(days=7) else last
