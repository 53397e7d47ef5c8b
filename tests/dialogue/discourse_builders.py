"""Readings from a few words: what was said and which acts were heard in it."""

from __future__ import annotations

from datetime import date

from peilian.dialogue import sentences
from peilian.dialogue.discourse import Discourse, follow
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Heard, Reading, Span
from peilian.dialogue.values import read_values

DAY = date(2026, 11, 18)


def a_reading(line: str) -> Reading:
    """`A: 您好。| greet` or `D: 周五还五百。| promise_payment`; `act@words` stands where the words stand.

    English where the words are ASCII. Sums and days are read as the Reader reads them.
    """
    said, _, acts = line.partition("|")
    side, text = said[0], said[2:].strip()
    language = "en-US" if text.isascii() else "zh-CN"
    normal = normalise(text)
    return Reading(
        text=text,
        language=language,
        speaker="agent" if side == "A" else "debtor",
        sentences=tuple(normal.original(*place) for place in sentences.split(normal.text)),
        heard=tuple(_heard(act, text) for act in acts.split()),
        values=read_values(text, language=language, on=DAY),
    )


def after(*lines: str) -> Discourse:
    """The state after these turns."""
    return follow([a_reading(line) for line in lines])[-1]


def _heard(act: str, text: str) -> Heard:
    act, _, words = act.partition("@")
    start = text.index(words) if words else 0
    return Heard(act, Span(start, start + len(words) if words else len(text)), "pattern", "asserted")
