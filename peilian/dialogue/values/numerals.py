"""Chinese numerals as people say them: 两万八千六, 三千一百二, 2.86万, 十五六, 三四千, 两千多.

Turns a numeral into a quantity; does not know what it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}|，000)+(?![0-9])|[0-9](?: [0-9]){1,11}(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])"
    r"|[0-9]{1,12}(?![0-9]))(?:\.[0-9]{1,6}(?![0-9]))?"
)
"""Digits, with thousands separators or spaces; at most twelve in a row."""

_COUNTED = "个期天日年周次号点楼岁折成星礼月部位步家人笔张"
_ONE_WORD = "起共直下定般样些边切旦会"
"""一起, 一直, 一定: the digit is no part of the numeral before it."""
_DECIMAL = r"[零一二三四五六七八九十百]{1,5}点[零一二三四五六七八九]{1,4}(?=[万亿千百块元%折成个分])"
_REST = (
    rf"(?:[十百千万亿零]|两(?=[百千万亿])|(?<=[十零])[一二三四五六七八九几]"
    rf"|(?<![0-9])(?:[二三四五六七八九几](?![{_COUNTED}])|一(?![{_COUNTED}{_ONE_WORD}]))|(?<=[百千万亿])[0-9]{{1,4}}(?![0-9{_COUNTED}]))"
)
SPOKEN = (
    rf"(?:(?:{_DECIMAL}|{ARABIC}"
    rf"|(?<![零一二两三四五六七八九十百千万亿几第])[零一二两三四五六七八九十几]){_REST}{{0,20}})"
)
"""A numeral that stands alone or before 块/元. In 八百一期 and 三千三期 the last digit belongs to the next word."""

COUNT = (
    rf"(?:{ARABIC}(?:[十百千万亿](?![0-9]))?"
    r"|(?<![零一二两三四五六七八九十百千万亿几第点])[零一二两三四五六七八九十几][零一二两三四五六七八九十百千"
    r"万几]{0,10})"
)
"""A numeral right before what it counts (天, 个月, 期)."""

_ITEM = re.compile(r"[0-9][0-9,， ]*(?:\.[0-9]+)?|[零一二两三四五六七八九十百千万亿]")
_PAIR = re.compile(
    r"(?<![零一二两三四五六七八九])([一二两三四五六七八九])([一二两三四五六七八九])(?![零一二三四五六七八九])"
)
_POSITIONAL = re.compile(r"[零一二三四五六七八九]{3,12}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low == high` where one number is meant; `step` is the weight of the last digit said (两千 → 1000)."""

    low: Decimal
    high: Decimal
    step: Decimal
    approximate: bool = False

    def and_more(self) -> Quantity:
        """两千多: from the number said to just below the next one of its weight."""
        return Quantity(self.low, self.high + self.step - min(self.step, Decimal(1)), self.step, True)

    def times(self, factor: Decimal | int) -> Quantity:
        return Quantity(self.low * factor, self.high * factor, self.step * factor, self.approximate)


def quantity(numeral: str) -> Quantity | None:
    """What `numeral` (folded) says; None where it is no well-formed numeral (万一, 五一十)."""
    if "点" in numeral:
        return _with_point(numeral)
    if "几" in numeral:
        first = "一" if re.search("十几", numeral) else "二"
        return _between(numeral.replace("几", first, 1), numeral.replace("几", "九", 1))
    pair = _PAIR.search(numeral)
    if pair and not _POSITIONAL.fullmatch(numeral):
        low, high = DIGITS[pair[1]], DIGITS[pair[2]]
        if not (low + 1 == high or (low, high) in ((3, 5), (1, 3))):
            return None
        before, after = numeral[: pair.start()], numeral[pair.end() :]
        return _between(before + pair[1] + after, before + pair[2] + after)
    return _exact(numeral)


def _between(low: str, high: str) -> Quantity | None:
    first, last = _exact(low), _exact(high)
    if first is None or last is None:
        return None
    return Quantity(first.low, last.high, first.step, True)


def _exact(numeral: str) -> Quantity | None:
    if _POSITIONAL.fullmatch(numeral):
        value = Decimal("".join(str(DIGITS[char]) for char in numeral))
        return Quantity(value, value, Decimal(1))
    return _Sum().read(numeral)


def _with_point(numeral: str) -> Quantity | None:
    whole, _, rest = numeral.partition("点")
    places = re.match("[零一二三四五六七八九]+", rest)
    start = _exact(whole)
    if start is None or places is None:
        return None
    value = start.low + Decimal("0." + "".join(str(DIGITS[char]) for char in places[0]))
    factor = 1
    for unit in rest[places.end() :]:
        if unit not in UNITS:
            return None
        factor *= UNITS[unit]
    step = Decimal(1).scaleb(-len(places[0])) * factor
    return Quantity(value * factor, value * factor, step)


class _Sum:
    """Adds up one numeral from left to right: sections of 千百十 closed by 万 and 亿."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.pending: Decimal | None = None
        self.unit = 0
        """The unit said last; 0 at the start and after 零, where an elided unit cannot be meant."""
        self.ceiling = 10**13
        self.step = Decimal(1)

    def read(self, numeral: str) -> Quantity | None:
        for item in _ITEM.findall(numeral):
            if not (self._close(UNITS[item]) if item in UNITS else self._add(item)):
                return None
        if self.pending is not None:
            self._end()
        value = self.total + self.section
        return Quantity(value, value, self.step)

    def _add(self, item: str) -> bool:
        if item == "零":
            accepted = self.pending is None
            self.unit, self.pending = 0, self.pending if self.section or self.total else Decimal(0)
            return accepted
        if self.pending:
            return False
        if item in DIGITS:
            self.pending, self.step = Decimal(DIGITS[item]), Decimal(1)
            return True
        digits = re.sub("[ ,，]", "", item)
        self.pending = Decimal(digits)
        self.step = _weight(digits)
        if self.unit and len(digits) > 1:
            self.unit = 0
        return self.pending < self.ceiling

    def _close(self, unit: int) -> bool:
        if unit >= 10_000:
            return self._close_section(unit)
        if self.pending is None:
            if unit != 10 or self.section:
                return False
            self.pending = Decimal(1)
        if unit >= self.ceiling:
            return False
        self.section += self.pending * unit
        self.step = self.step * unit if self.step < 1 else Decimal(unit)
        self.pending, self.unit, self.ceiling = None, unit, unit
        return True

    def _close_section(self, unit: int) -> bool:
        if self.pending is not None:
            self.section += self.pending
        scaled_step = (self.step if self.pending is not None else Decimal(self.unit or 1)) * unit
        if unit == 100_000_000:
            self.total, self.section = self.total + self.section, Decimal(0)
            if not self.total:
                return False
            self.total *= unit
        else:
            if not self.section:
                return False
            self.total, self.section = self.total + self.section * unit, Decimal(0)
        self.step = scaled_step
        self.pending, self.unit, self.ceiling = None, unit, unit
        return True

    def _end(self) -> None:
        assert self.pending is not None
        if self.unit > 10 and self.pending < 10 and self.pending == int(self.pending):
            self.step = Decimal(self.unit // 10)
            self.pending *= self.step
        self.section += self.pending


def _weight(digits: str) -> Decimal:
    """The weight of the last digit that is not a trailing zero: 2000 → 1000, 2860 → 10, 2.5 → 0.1."""
    if "." in digits:
        return Decimal(1).scaleb(-len(digits.partition(".")[2]))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** min(zeros, len(digits) - 1)
