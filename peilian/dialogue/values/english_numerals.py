"""English numerals: 1,200, twelve hundred, three thousand one hundred twenty, a couple hundred.

Turns a numeral into a quantity; does not know what it counts.
"""

from __future__ import annotations

import re
from decimal import Decimal

from peilian.dialogue.values.numerals import ARABIC, Quantity, quantity

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate((*_ONES, *_TEENS))} | {
    word: 10 * (i + 2) for i, word in enumerate(_TENS)
}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_VAGUE = {"couple": (2, 2), "few": (3, 5), "several": (3, 7)}
_LONGEST_FIRST = "|".join(sorted(_VALUES, key=len, reverse=True))
_START = (
    rf"(?:{_LONGEST_FIRST}|(?:half )?an?(?= (?:hundred|thousand|grand|million))|hundred|(?:a )?(?:couple"
    rf"|few)(?: of)?|several)"
)

WORDS = (
    rf"(?:(?<![a-z]){_START}(?![a-z])(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and )"
    rf"(?:{_LONGEST_FIRST}|hundred|thousand|grand|million)(?![a-z])){{0,9}})"
)
"""A numeral in words."""

ENGLISH_COUNT = rf"(?:(?<![0-9.,]){ARABIC}|{WORDS}|(?<![a-z])an?(?= (?:day|week|month|year)))"
"""A numeral in digits or words right before what it counts; `a month` is one."""

_TEN_UP = "|".join(sorted((*_ONES[10:], *_TEENS, *_TENS), key=len, reverse=True))
SHORTHAND = re.compile(
    rf"(?P<hundreds>{'|'.join(sorted((*_ONES[1:], *_TEENS[:-1]), key=len, reverse=True))})[ -]"
    rf"(?P<rest>(?:{_TEN_UP})(?:[ -](?:{'|'.join(_ONES[1:10])}))?)"
)
"""Two-fifty for 250, eleven eighty-seven for 1187; may be a clock time too. Not nineteen eighty, which is a year."""


def english_quantity(numeral: str) -> Quantity | None:
    """What `numeral` (folded) says; None where the words do not add up."""
    if numeral[0].isdigit():
        return quantity(numeral)
    words = re.split("[ -]+", numeral)
    if words in (["a"], ["an"]):
        return Quantity(Decimal(1), Decimal(1), Decimal(1))
    vague = next((word for word in words if word in _VAGUE), None)
    if vague is not None:
        factor = _add_up(["one", *(word for word in words if word in _SCALES)])
        if factor is None:
            return None
        least, most = _VAGUE[vague]
        return Quantity(factor.low * least, factor.low * most, factor.low, True)
    if words[0] == "half":
        whole = english_quantity(numeral.removeprefix("half").lstrip(" -"))
        return None if whole is None else whole.times(Decimal("0.5"))
    short = SHORTHAND.fullmatch(numeral)
    if short:
        rest = _add_up(re.split("[ -]", short["rest"]))
        if rest is not None and rest.low < 100:
            value = _VALUES[short["hundreds"]] * 100 + rest.low
            return Quantity(value, value, Decimal(1))
    if words[0] == "hundred":
        words = ["one", *words]
    return _add_up(["one" if word in ("a", "an") else word for word in words if word != "and"])


def _add_up(words: list[str]) -> Quantity | None:
    total = section = 0
    step = 1
    floor = 10**9
    for word in words:
        if word in _VALUES:
            value = _VALUES[word]
            if section and not _fits(section, value):
                return None
            section += value
            step = 10 if value >= 20 else 1
        elif word == "hundred":
            if not 0 < section < 100:
                return None
            section, step = section * 100, 100
        else:
            scale = _SCALES[word]
            if not section or scale >= floor:
                return None
            total, section, step, floor = total + section * scale, 0, scale, scale
    result = Decimal(total + section)
    return Quantity(result, result, Decimal(step))


def _fits(section: int, value: int) -> bool:
    """Whether `value` may follow: twenty-eight, one hundred twenty; not ten five."""
    if value >= 10:
        return section % 100 == 0
    return section % 10 == 0 and section % 100 != 10 and value > 0
