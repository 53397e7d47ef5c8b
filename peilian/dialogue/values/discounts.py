"""The part taken off a debt, as a fraction: 打八折, 减免三成, 免一半, waive 20%, settle for 60 percent.

A percentage without such a word is a rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from peilian.dialogue.reading import Discount
from peilian.dialogue.values.english_numerals import WORDS, english_quantity
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.rates import PERCENT, fraction_of
from peilian.dialogue.values.sheet import Sheet

_FOLD = re.compile(
    r"(?:打(?:个|了)?)?(?:(?P<fold>(?<![0-9.])[1-9](?:\.[0-9]|[0-9])?"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九][一二三四五六七八九]?)折(?![叠腾磨断线扣])"
    r"|(?P<half>(?<=打)对折|(?<=打个)对折|打对折|对折))"
)
_OFF = r"(?:减免|减掉|减|免掉|免去|免除|免|优惠|让利|让(?=[0-9一二两三四五六七八九])|少还|少收|打掉|折让|便宜)"
_GAP = r"[^，。！？；,!?;0-9一二两三四五六七八九十]{0,8}"
_TENTHS = re.compile(
    rf"{_OFF}{_GAP}(?P<tenths>[0-9](?:\.[0-9])?|[一二两三四五六七八九])成(?P<half>半"
    rf"|[一二三四五六七八九](?!成))?(?!功|为|本|立|交|员)"
)
_PART = re.compile(
    rf"{_OFF}{_GAP}(?:(?P<half>一半|半数|减半|(?<=减)半(?![个年天月]))"
    rf"|(?P<share>[二三四五六七八九十])分之(?P<parts>[一二三四五六七八九]))"
)
_SHARE_OFF = re.compile(rf"{_OFF}{_GAP}{PERCENT}")
_KEEP = r"(?:按|只还|只用还|还|一次性还|付|只付|结清)"
_KEPT = re.compile(
    rf"(?:按|只还|只用还|只要还|只付|只收){_GAP}(?:{PERCENT}"
    rf"|(?P<tenths>[一二三四五六七八九][一二三四五六七八九]?|[0-9])成(?!功|为|本|立|交|员))(?= ?(?:结清|还清|就"
    rf"|一次性|算清|了结|的?(?:金额|钱)?(?:结清|了结|还清)))"
)
_PCT_EN = rf"(?P<num>(?<![0-9.$])[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?|{WORDS}) ?(?:%|per ?cent)(?![a-z])"
_OFF_EN = re.compile(
    rf"(?<![a-z])(?:waiv(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|tak(?:e|ing)|knock(?:ing)?|forgiv(?:e|es|ing)"
    rf"|cut(?:ting)?|discount(?:ed|ing)?|drop(?:ping)?|lower(?:ing)?|shave)(?![a-z])"
    rf"[^.!?;0-9$%]{{0,32}}?{_PCT_EN}(?! (?:apr|interest rate))(?: off(?![a-z]))?"
)
_AFTER_EN = re.compile(rf"{_PCT_EN} (?:off|discount|reduction|waiver|less|write-?off)(?![a-z])")
_KEPT_EN = re.compile(
    rf"(?<![a-z])(?:settl(?:e|ed|ing|ement)|accept|resolve|close|clear"
    rf"|pay(?:ing)? off)(?![a-z])[^.!?;0-9$%]{{0,28}}?(?<![a-z])(?:for|at|of|to|accept) (?:about |around |just "
    rf"|only )?{_PCT_EN}"
)
_CENTS_EN = re.compile(rf"(?P<num>[0-9]{{1,2}}|{WORDS}) cents on the dollar")
_HALF_EN = re.compile(
    r"(?<![a-z])(?:half off|(?:waive|forgive|knock off|take off|cut) (?:about |up to )?half(?! (?:hour|day|a))"
    r"|cut (?:it|that|the [a-z]+|what i owe) in half|settle (?:it |this |the [a-z]+ )?for half"
    r"|half (?:of )?(?:the|my) (?:balance|debt) (?:waived|forgiven))(?![a-z])"
)


def read_discounts(sheet: Sheet) -> Iterator[Discount]:
    """Claim and yield every Chinese discount."""
    for match in _FOLD.finditer(sheet.left):
        yield Discount(sheet.claim(*match.span()), Decimal("0.5") if match["half"] else 1 - _tenths(match["fold"]))
    for match in _PART.finditer(sheet.left):
        yield Discount(sheet.claim(*match.span()), _part(match))
    for match in _TENTHS.finditer(sheet.left):
        extra = match["half"]
        more = Decimal(0) if not extra else Decimal("0.05") if extra == "半" else _tenths(extra) / 10
        yield Discount(sheet.claim(*match.span()), _tenths(match["tenths"]) + more)
    for match in _KEPT.finditer(sheet.left):
        kept = _tenths(match["tenths"]) if match["tenths"] else fraction_of(match)
        if kept is not None and kept <= 1:
            yield Discount(sheet.claim(*match.span()), 1 - kept)
    for match in _SHARE_OFF.finditer(sheet.left):
        value = fraction_of(match)
        if value is not None and value <= 1:
            yield Discount(sheet.claim(*match.span()), value)


def read_english_discounts(sheet: Sheet) -> Iterator[Discount]:
    """Claim and yield every English discount."""
    for pattern, kept in ((_CENTS_EN, True), (_KEPT_EN, True), (_AFTER_EN, False), (_OFF_EN, False)):
        for match in pattern.finditer(sheet.left):
            said = english_quantity(match["num"])
            if said is None or said.high > 100:
                continue
            value = said.low / 100
            yield Discount(sheet.claim(*match.span()), 1 - value if kept else value)
    for match in _HALF_EN.finditer(sheet.left):
        yield Discount(sheet.claim(*match.span()), Decimal("0.5"))


def _tenths(word: str) -> Decimal:
    """八 → 0.8, 八五 and 85 → 0.85, 8.5 → 0.85."""
    digits = "".join(
        char if char.isascii() else str("零一二三四五六七八九".find(char.replace("两", "二"))) for char in word
    )
    return Decimal(digits) / 10 if "." in digits or len(digits) == 1 else Decimal(digits) / 100


def _part(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return Decimal("0.5")
    whole, parts = quantity(match["share"]), quantity(match["parts"])
    assert whole is not None
    assert parts is not None
    return (parts.low / whole.low).quantize(Decimal("0.0001"))
