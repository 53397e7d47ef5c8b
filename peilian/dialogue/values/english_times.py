"""Times of day in English: 9 p.m., nine o'clock, quarter past five, at five thirty where the talk is of calling.

Without morning or evening, one to six and twelve are the afternoon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from peilian.dialogue.reading import ClockTime
from peilian.dialogue.values.clock_times import COLON, clock_time
from peilian.dialogue.values.english_numerals import english_quantity
from peilian.dialogue.values.sheet import Sheet

_HOUR_EN = r"(?:1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_EN = re.compile(
    r"(?<![0-9a-z.:$,-])(?P<hour>1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)(?:[: .](?P<minute>[0-5][0-9]|fifteen|thirty|forty-five))?"
    r"(?: ?(?P<half>[ap])\.? ?m(?![a-z])(?! i(?![a-z]))\.?| ?o'? ?clock(?: (?:in the|at) (?P<oclock>morning"
    r"|afternoon|evening"
    r"|night))?(?![a-z])| (?:in the (?P<part>morning|afternoon|evening)|(?P<night>at night|tonight))(?![a-z]))"
)
_PAST_EN = re.compile(
    r"(?<![a-z])(?P<minutes>quarter|half|five|ten|twenty|twenty-five)(?: minutes?)? (?P<way>past|after|to|till|of)"
    rf" (?P<hour>{_HOUR_EN})(?![0-9a-z:-])(?! (?:payments|dollars|bucks|days|weeks|months|hundred|thousand|percent))"
)
_LATER_EN = re.compile(r"[^.!?;]{0,16}?(?<![a-z])(?P<part>morning|afternoon|evening|night|tonight)(?![a-z])")
_AT_EN = re.compile(
    rf"(?<![a-z])(?P<lead>at|around|after|before|until|till|as of|between) (?P<hour>{_HOUR_EN})"
    r"(?:(?P<join>[: -])(?P<minute>[0-5][0-9]|ten|fifteen|twenty|thirty|forty-five|fifty)(?![0-9a-z%]))?"
    r"(?![0-9a-z%$]|[-.,][0-9]|[ -](?:payments|dollars|bucks|cents|days?|weeks?|months?|years?"
    r"|hundred|thousand|percent|grand"
    r"|point|and a half|to|or|of|more|times|people|kids|calls|installments|apiece|each|per"
    r"|a (?:month|week)|[a-z]+ty|[a-z]+teen))"
)
_AND_EN = re.compile(
    rf" and (?P<hour>{_HOUR_EN})(?![0-9a-z%$]|[-.,][0-9]|[ -](?:dollars|bucks|hundred|thousand"
    rf"|percent|days))"
)
_CALL_EN = re.compile(
    r"(?<![a-z])(?:call|ring|try|reach|phone|dial|booked|opens?|closes?|closed|asked for|nothing|noon|tomorrow|tonight"
    r"|today|morning|afternoon|evening|appointment|meet|served|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|o'clock)(?:s|ed|ing)?(?![a-z])"
)
_MINUTES_EN = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "fifty": 50}
_WORD = re.compile(r"(?<![a-z-])(?P<noon>noon|midday)(?![a-z])|(?<![a-z])midnight(?![a-z])")


def read_english_times(sheet: Sheet) -> Iterator[ClockTime]:
    """Claim and yield every English time of day, and 21:00."""
    for match in _EN.finditer(sheet.left):
        hour = english_quantity(match["hour"])
        if hour is None:
            continue
        minute = {"fifteen": 15, "thirty": 30, "forty-five": 45}.get(match["minute"] or "0")
        part = match["half"] or match["oclock"] or match["part"] or ("night" if match["night"] else "")
        part = part or _usual(sheet.text, match.end(), int(hour.low))
        late = part[0] in "p" or part in ("afternoon", "evening", "night")
        at = int(hour.low) % 12 + (12 if late and not (part == "night" and hour.low == 12) else 0)
        yield ClockTime(sheet.claim(*match.span()), time(at, int(match["minute"] or 0) if minute is None else minute))
    yield from _spoken_english(sheet)
    for match in _WORD.finditer(sheet.left):
        yield ClockTime(sheet.claim(*match.span()), time(12 if match["noon"] else 0))
    for match in COLON.finditer(sheet.left):
        hours = int(match["hour"])
        late = 1 <= hours <= 12 and not match["hour"].startswith("0") and _usual(sheet.text, match.end(), hours) == "p"
        at_colon = clock_time(hours % 12 + 12 if late else hours, int(match["minute"]), None)
        if at_colon is not None:
            yield ClockTime(sheet.claim(*match.span()), at_colon)


def _spoken_english(sheet: Sheet) -> Iterator[ClockTime]:
    """Quarter past five; at five thirty and after four where the talk is of calling."""
    for match in _PAST_EN.finditer(sheet.left):
        word = match["minutes"]
        minutes = {"quarter": 15, "half": 30, "five": 5, "twenty-five": 25}.get(word) or _MINUTES_EN[word]
        base = _hour_of(sheet.text, match.end(), match["hour"]) * 60
        at = base + minutes if match["way"] in ("past", "after") else base - minutes
        yield ClockTime(sheet.claim(*match.span()), time(at // 60 % 24, at % 60))
    for match in _AT_EN.finditer(sheet.left):
        other = _AND_EN.match(sheet.left, match.end()) if match["lead"] == "between" else None
        if not _CALL_EN.search(sheet.text) or (match["lead"] == "between" and other is None):
            continue
        minute = match["minute"] or "0"
        at = _hour_of(sheet.text, match.end(), match["hour"])
        span = sheet.claim(match.start("hour"), match.end())
        yield ClockTime(span, time(at, int(minute) if minute.isdigit() else _MINUTES_EN[minute]))
        if other is not None:
            end = _hour_of(sheet.text, other.end(), other["hour"])
            yield ClockTime(sheet.claim(*other.span("hour")), time(end))


def _hour_of(text: str, end: int, word: str) -> int:
    said = english_quantity(word)
    hour = int(said.low) if said is not None else 0
    return hour % 12 + (12 if _usual(text, end, hour) == "p" else 0)


def _usual(text: str, end: int, hour: int) -> str:
    """`a` or `p`: as said soon after (tomorrow morning), else as calls are made: one to six is the afternoon's."""
    found = _LATER_EN.match(text, end)
    if found:
        return "a" if found["part"] == "morning" else "p"
    return "p" if hour <= 6 or hour == 12 else "a"
