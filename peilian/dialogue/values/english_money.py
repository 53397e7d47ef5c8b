"""Amounts of money in English: $1,200.50, twelve hundred dollars, 80 bucks, about $500, $80 a month.

Knows the words that make a bare number money; knows no other countable thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from peilian.dialogue.reading import Amount
from peilian.dialogue.values.english_money_context import PER, is_money
from peilian.dialogue.values.english_numerals import WORDS, english_quantity
from peilian.dialogue.values.numerals import ARABIC, Quantity
from peilian.dialogue.values.relations import relation_of
from peilian.dialogue.values.sheet import Sheet

_NUM = rf"(?:(?<![0-9a-z.,#/:-]){ARABIC}|{WORDS})"
_ARABIC_AFTER_SIGN = rf"(?:{ARABIC}|{WORDS})"
_KILO = r" ?(?:k|grand|thousand|hundred|million|m)(?![a-z])"
_UNIT = r"(?:us )?dollars?|bucks?|cents?|usd|quid"
_MONEY = re.compile(
    rf"(?:(?P<sign>us ?\$|usd ?\$?|\$) ?(?P<signed>{_ARABIC_AFTER_SIGN})"
    rf"|(?P<bare>{_NUM}))(?P<kilo>{_KILO})?(?P<more>\+|-?ish| plus| or so)?"
    rf"(?:(?P<unit1> ?(?:{_UNIT})(?![a-z]))? ?(?:to|-|–|or|and) ?(?!(?:{ARABIC}"
    rf"|{WORDS}) cents?(?![a-z]))\$?(?P<num2>{_ARABIC_AFTER_SIGN})(?P<kilo2>{_KILO})?)?"
    rf"(?P<unit>[ -]?(?:{_UNIT})(?![a-z]))?(?:,? (?:and )?(?P<cents>{ARABIC}|{WORDS}) cents?(?![a-z]))?"
)
_ABOUT = re.compile(
    r"(?:(?<!how )(?<!what )(?<!him )(?<!her )(?<!them )(?<!talk )(?<!ask )about|around"
    r"|roughly|approximately|approx\.?|like|maybe|close to|nearly|almost|some"
    r"|somewhere (?:around|near)|in the neighborhood of|(?:just|well|a little|a bit) (?:over|under))"
    r"(?: an?(?! ?\$)(?= (?:hundred|thousand|grand|couple|few)))? ?$"
)
_ABOUT_AFTER = re.compile(r",? (?:or so|or thereabouts|give or take|and change|ish)(?![a-z])")
_MOVED = re.compile(
    r"(?:took|jump|change|difference|increase|went|goes|rose|moved|brought|raised|dropped"
    r"|cut|lowered|jumped|knock)[^.!?;$0-9]{0,20} from \$?$"
)
_BETWEEN = re.compile(r"(?<![a-z])between $")
_PER_BEFORE = re.compile(
    r"(?<![a-z])(?:(?P<month>(?:each|every|per) month|monthly (?:payments?|installments?)|a month)"
    r"|(?P<week>(?:each|every|per) week|weekly payments?)|(?P<day>(?:each|every) day)"
    r"|(?P<instalment>(?:each|every|per) (?:payment|installment|instalment)))(?: (?:of|at|is|was|would be"
    r"|will be|comes to|i can (?:do|pay|afford|manage)|you'd pay|you pay|about|around|only|just|for)){0,2} ?$"
)
_USD_UNITS = ("$", "dollar", "buck", "cent", "usd")


def read_english_money(sheet: Sheet) -> Iterator[Amount]:
    """Claim and yield every English amount, in order of position."""
    position = 0
    while match := _MONEY.search(sheet.left, position):
        position = max(match.end(), position + 1)
        said, end = _said(match, sheet.text)
        if said is None:
            continue
        position = end
        unit, sign = _unit(match, end), match["sign"]
        if not (unit or sign) and not is_money(sheet.text, match, said, end):
            continue
        if said.approximate is False and sheet.text[end : end + 1] in ("%", "¢"):
            continue
        yield _amount(sheet, match.start(), end, said, "USD" if unit or sign else None)


def _amount(sheet: Sheet, start: int, end: int, said: Quantity, currency: str | None) -> Amount:
    text = sheet.text
    about = bool(_ABOUT.search(text, max(0, start - 26), start) or _ABOUT_AFTER.match(text, end))
    per: Literal["instalment", "month", "day", "week"] | None = None
    after = PER.match(sheet.left, end)
    found = after or _PER_BEFORE.search(sheet.left, max(0, start - 50), start)
    if found:
        kinds: tuple[Literal["instalment", "month", "day", "week"], ...] = ("instalment", "month", "day", "week")
        said_per = next(kind for kind in kinds if found[kind])
        sheet.claim(*found.span(said_per))
        per = said_per
    relation = relation_of(text, start, end)
    low, high = _plain(said.low), _plain(said.high)
    return Amount(sheet.claim(start, end), low, high, currency, said.approximate or about, per, relation)


def _said(match: re.Match[str], text: str) -> tuple[Quantity | None, int]:
    """The quantity and where it ends: at the range's end only where the two numbers make a range."""
    first = _scaled(match["signed"] or match["bare"], match["kilo"])
    if first is None:
        return None, match.end()
    if match["num2"]:
        return _ranged(match, text, first)
    unit = match["unit"] or ""
    if "cent" in unit:
        first = first.times(Decimal("0.01"))
    if match["cents"] and (match["unit"] or match["sign"]):
        cents = english_quantity(match["cents"])
        if cents is not None and cents.high < 100:
            first = Quantity(first.low + cents.low / 100, first.high + cents.high / 100, first.step, first.approximate)
    if match["more"]:
        first = Quantity(first.low, first.high, first.step, True)
    return first, match.end()


def _ranged(match: re.Match[str], text: str, first: Quantity) -> tuple[Quantity, int]:
    """$300 to $400, five or six hundred; two amounts where no range is meant: from $300 to $349, 200 and 300."""
    start = match.start("signed" if match["signed"] else "bare")
    last = _scaled(match["num2"], match["kilo2"])
    joined = re.search(r"and ?\$?$", text[: match.start("num2")])
    if joined and not _BETWEEN.search(text, max(0, match.start() - 8), match.start()):
        last = None
    if _MOVED.search(text, max(0, match.start() - 40), start):
        last = None
    if last is not None and first.low < 10 and last.low >= 100 and last.low / last.step < 10 and not match["kilo"]:
        first = first.times(last.step)
    elif last is not None and not match["kilo"] and match["kilo2"] and first.low < 100:
        first = _scaled(match["signed"] or match["bare"], match["kilo2"]) or first
    if last is not None and last.low > first.low:
        return Quantity(first.low, last.high, last.step, True), match.end()
    group = next(name for name in ("unit1", "kilo", "signed", "bare") if match[name])
    return first, match.end(group)


def _scaled(numeral: str, kilo: str | None) -> Quantity | None:
    said = english_quantity(numeral)
    if said is None or not kilo:
        return said
    factor = {"k": 1000, "grand": 1000, "thousand": 1000, "hundred": 100}.get(kilo.strip(), 1_000_000)
    return said.times(factor)


def _unit(match: re.Match[str], end: int) -> str | None:
    for name in ("unit", "unit1"):
        if match[name] and match.end(name) <= end:
            return match[name].strip(" -")
    return None


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
