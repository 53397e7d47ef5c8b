"""Amounts of money in Chinese: 两万八千六, 1200块5毛, 大概三千, 三四千, 一个月一千五.

Knows the words that make a bare number money; knows no other countable thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from peilian.dialogue.reading import Amount
from peilian.dialogue.values.money_context import is_money, is_nothing, is_together
from peilian.dialogue.values.numerals import SPOKEN, Quantity, quantity
from peilian.dialogue.values.periods import Per, per_after, per_before
from peilian.dialogue.values.relations import relation_of
from peilian.dialogue.values.sheet import Sheet

_UNIT = (
    r"(?:块钱|块大洋|块人民币|块(?![内儿头状面])|元钱|元整|元(?![旦宵素老月件店复化论]|一次)|人民币|rmb|cny"
    r"|美元|美金|刀(?![具子片])"
    r"|毛钱|毛(?![病利重线衣巾孩特])|角钱|分钱)"
)
_MORE = r"(?:多(?![少个半])|来(?=[万块元])|余(?=[万块元])|出头)"
_SIGN = r"(?:us ?\$|[¥$]|人民币|rmb|cny|美金|美元)"
_SMALL = (
    r"(?:零(?P<lone>[1-9一二三四五六七八九])分(?:钱)?|零?(?P<tens>[0-9一二两三四五六七八九])(?:毛"
    r"|角)(?:钱)?(?:(?P<cents>[0-9一二两三四五六七八九])(?:分(?:钱)?|(?=[，。！？]|$)))?"
    r"|(?P<only>[0-9一二三四五六七八九])(?![0-9.,%一二三四五六七八九十百千万个期天日年周次号点折成分星礼起共直"
    r"下定般样些边切旦会月条把辈手]))"
)
_MONEY = re.compile(
    rf"(?<![0-9a-z._#])(?P<sign>{_SIGN})? ?(?P<num>{SPOKEN})(?P<kilo> ?[kw](?![a-z0-9]))?"
    rf"(?P<more>{_MORE})?(?P<wan>[万千](?![元]户))?"
    rf"(?: ?(?P<unit1>{_UNIT})? ?(?:到|至|-|~|—|–"
    rf"|或者?) ?{_SIGN}?(?P<num2>{SPOKEN})(?P<kilo2> ?[kw](?![a-z0-9]))?(?P<more2>{_MORE})?)?"
    rf"(?: ?(?P<unit>{_UNIT})(?P<more3>多(?!少))?{_SMALL}?)?"
)
_ROUND = re.compile(
    r"(?<![0-9零一二两三四五六七八九十百千万几])(?:(?P<handful>[百千万])把(?:块|元)?钱?"
    r"|(?P<over>上(?=[百千万])(?P<weight>[百千万]))(?P<overunit>块|元)钱?|(?P<loose>千八百|百八十|百十来"
    r"|百来)(?:块|元)钱?"
    r"|万(?P<wan>[二三五六八])(?=[块元，。！？吧]|$))"
)
_LOOSE = {"千八百": (800, 1000), "百八十": (80, 100), "百十来": (100, 120), "百来": (100, 110)}
_ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|差不多|约莫|将将|小(?=$)|(?<![违合预签履解条契大])约(?![金定好])|估计|将近|接近|不到|快到|快有|近|也就"
    r"|(?<![尽赶很])快(?=[0-9一二两三四五六七八九十几有是]|$))[^，。！？；、,.!?;0-9]{0,5}$"
)
_ABOUT_AFTER = re.compile(r" ?(?:左右|上下|出头|的样子|不到|有余)")
_USD = ("$", "us$", "us $", "美元", "美金", "刀")


def read_money(sheet: Sheet) -> Iterator[Amount]:
    """Claim and yield every Chinese amount, in order within each kind of pattern."""
    for match in _ROUND.finditer(sheet.left):
        yield _amount(sheet, match, _round(match), currency=None if match["wan"] else "CNY")
    for match in _MONEY.finditer(sheet.left):
        yield from _read(sheet, match)


def _read(sheet: Sheet, match: re.Match[str]) -> Iterator[Amount]:
    said = _said(match)
    unit, sign = match["unit"] or match["unit1"], match["sign"]
    if said is None or (unit in ("毛钱", "角钱", "分钱", "毛") and sign):
        return
    if unit and not sign and (is_together(sheet.text, match, unit) or is_nothing(sheet.text, match, unit)):
        return
    if not (unit or sign) and not is_money(sheet.text, match, said):
        return
    currency = ("USD" if unit in _USD or sign in _USD else "CNY") if unit or sign else None
    yield _amount(sheet, match, said, currency=currency)


def _amount(sheet: Sheet, match: re.Match[str], said: Quantity, *, currency: str | None) -> Amount:
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    end -= len(match[0]) - len(match[0].rstrip())
    before, per = _per(sheet, start, end)
    about = bool(_ABOUT_BEFORE.search(sheet.text, max(0, start - 9), start) or _ABOUT_AFTER.match(sheet.text, end))
    span = sheet.claim(start, end)
    if before is not None:
        sheet.claim(*before)
    relation = relation_of(sheet.text, start, end)
    return Amount(span, _plain(said.low), _plain(said.high), currency, said.approximate or about, per, relation)


def _per(sheet: Sheet, start: int, end: int) -> tuple[tuple[int, int] | None, Per | None]:
    found = per_after(sheet.left, end) or per_before(sheet.left, start)
    return (found[0], found[1]) if found else (None, None)


def _said(match: re.Match[str]) -> Quantity | None:
    first = _scaled(match["num"], match["kilo"], match["more"] or match["more3"], match["wan"])
    if first is None:
        return None
    if match["num2"]:
        return _range(match, first)
    unit = match["unit"]
    if unit in ("毛钱", "毛", "角钱"):
        first, cents = first.times(Decimal("0.1")), _digit(match["only"]) / 100 if match["only"] else 0
        return Quantity(first.low + cents, first.high + cents, first.step, first.approximate)
    if unit == "分钱":
        return first.times(Decimal("0.01"))
    if match["lone"]:
        small = _digit(match["lone"]) / 100
        return Quantity(first.low + small, first.high + small, first.step, first.approximate)
    tens = match["tens"] or match["only"]
    if tens:
        small = _digit(tens) / 10 + (_digit(match["cents"]) / 100 if match["cents"] else 0)
        return Quantity(first.low + small, first.high + small, first.step, first.approximate)
    return first


def _scaled(numeral: str, kilo: str | None, more: str | None, wan: str | None = None) -> Quantity | None:
    said = quantity(numeral.strip())
    if said is None:
        return None
    if kilo:
        said = said.times(1000 if kilo.strip() == "k" else 10_000)
    if more in ("多", "余"):
        said = said.and_more()
    elif more in ("来", "出头"):
        said = Quantity(said.low, said.high, said.step, True)
    if wan:
        said = said.times(10_000 if wan == "万" else 1000)
    return said


def _range(match: re.Match[str], first: Quantity) -> Quantity | None:
    last = _scaled(match["num2"], match["kilo2"], match["more2"] or match["more3"])
    if last is None:
        return None
    low = first.low
    if low < 10 and last.low >= 10 and not match["kilo"]:
        low *= Decimal(10) ** last.low.adjusted()
    elif low < 100 and match["num2"].endswith("万") and low * 10_000 < last.high and not match["kilo"]:
        low *= 10_000
    elif match["kilo2"] and not match["kilo"] and low < 1000:
        low *= 1000 if match["kilo2"].strip() == "k" else 10_000
    if low > last.high:
        return None
    return Quantity(low, last.high, last.step, True)


def _round(match: re.Match[str]) -> Quantity:
    weights = {"百": 100, "千": 1000, "万": 10_000}
    if match["wan"]:
        value = quantity("一万" + match["wan"])
        assert value is not None
        return value
    if match["loose"]:
        low, high = _LOOSE[match["loose"]]
        return Quantity(Decimal(low), Decimal(high), Decimal(10), True)
    weight = Decimal(weights[match["handful"] or match["weight"]])
    return Quantity(weight, weight if match["handful"] else weight * 10 - 1, weight, True)


def _digit(word: str) -> Decimal:
    return Decimal(word) if word.isascii() else Decimal("零一二三四五六七八九".find(word.replace("两", "二")))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
