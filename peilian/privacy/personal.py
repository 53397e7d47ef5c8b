"""Where a text holds an identity card, a phone or a bank card number, in whatever way the digits are written.

Form and checksum decide; words beside a number only settle what they leave open. Never uses word boundaries:
between a digit and a Chinese character there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from peilian.privacy.checksums import has_birth_date, identity_check_holds, luhn_holds
from peilian.privacy.digit_script import is_digit, views

Kind = Literal["id_card", "phone", "bank_card"]


@dataclass(frozen=True, slots=True)
class Personal:
    """One number that names a person; a US social security number counts as `id_card`.

    `span` is half-open in code points and leaves out a country prefix.
    """

    kind: Kind
    span: tuple[int, int]


_ALONE = (r"(?<![0-9*])(?<![0-9]\.)", r"(?![0-9*])")
_ALONE_SPOKEN = (r"(?<![02-9*])(?<![0-9*]1)", r"(?![02-9*]|1[0-9*])")
"""In Chinese digits a single 一 beside the number belongs to the next word: …八零零零一直."""

_GAP = "[ ,.]{1,2}"
_IDENTITY = r"[1-9](?:[ ,.]{0,2}[0-9]){16}[ ,.]{0,2}[0-9X]"
_MOBILE = (
    rf"1[3-9][0-9](?:[0-9]{{8}}|{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{8}}|[0-9]{{4}}{_GAP}[0-9]{{4}}"
    rf"|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}|[0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{3}}"
    rf"|{_GAP}[0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}})|1(?: {{1,2}}[0-9]){{10}}"
)
_CARD = (
    rf"[2-9][0-9]{{12,18}}|[2-9][0-9]{{3}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}?[0-9]{{1,3}})?"
    rf"|3[47][0-9]{{2}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{5}}"
    rf"|[2-9][0-9]{{5}}{_GAP}[0-9]{{10,13}}|[2-9](?: {{1,2}}[0-9]){{12,18}}"
)


def _forms(identity: str, mobile: str, card: str, sides: tuple[str, str]) -> dict[Kind, re.Pattern[str]]:
    prefix = r"(?:\+? ?(?:00)?\(?86\)?[ ]{0,2})"
    bodies: dict[Kind, str] = {"id_card": identity, "bank_card": card, "phone": mobile}
    forms = {kind: re.compile(rf"{sides[0]}(?=({body}){sides[1]})") for kind, body in bodies.items()}
    forms["phone"] = re.compile(rf"(?:{sides[0]}|(?<![0-9*]){prefix})(?=({mobile}){sides[1]})")
    return forms


_FORMS = {
    False: _forms(_IDENTITY, _MOBILE, _CARD, _ALONE),
    True: _forms(_IDENTITY, _MOBILE, _CARD, _ALONE_SPOKEN),
}
_ISSUERS = re.compile(r"62|81|60|64|65|35|4|5[0-8]|3[04-9]|2[2-7]|9[0-9]")
_US_SOCIAL = re.compile(r"(?<![0-9*])(?<![0-9*] )([0-9]{3}) ([0-9]{2}) ([0-9]{4})(?![0-9*])(?! [0-9*])")
_US_PHONE = re.compile(
    r"(?<![0-9*])(?:\+? ?1[ .]?)?(?<![0-9*][0-9])(\(?[2-9][0-9]{2}(?:\) ?|[ .])[2-9][0-9]{2}[ .][0-9]{4})(?![0-9*])"
)
_US_PLAIN = re.compile(r"(?<![0-9*])(?:\+ ?1 ?)?([2-9][0-9]{2}[2-9][0-9]{6})(?![0-9*])")
_US_PLAIN_SOCIAL = re.compile(r"(?<![0-9*])([0-9]{9})(?![0-9*])")
_NO_PERSONS_AREA = frozenset(("800", "822", "833", "844", "855", "866", "877", "888", "900", "400"))

_PAPERS = re.compile(
    "订单|合同|编号|流水|单号|凭证|案号|运单|快递|工单|批次|借据|訂單|編號|單號|憑證|order|contract|reference"
    "|tracking|invoice|case",
    re.I,
)
_CARD_WORDS = re.compile("卡号|卡號|银行卡|銀行卡|储蓄卡|信用卡|借记卡|账号|賬號|card", re.I)
_PHONE_WORDS = re.compile(
    "电话|電話|手机|手機|联系|聯繫|号码是|phone|cell|mobile|call me|reach me|text me|my number", re.I
)
_IDENTITY_WORDS = re.compile("身份证|身份證|证件号|證件號")
_SOCIAL_WORDS = re.compile("ssn|social", re.I)
_MONEY_NEXT = re.compile("[ ]?[元块塊万萬亿]")
_REACH = 14


def find(text: str) -> tuple[Personal, ...]:
    """Every personal number in `text`, in order, none overlapping another."""
    taken: list[Personal] = []
    for view, spoken in views(text):
        found = [*_chinese(text, view, spoken)]
        if not spoken:
            found += _american(text, view)
        for personal in found:
            if not any(_overlap(personal.span, other.span) for other in taken):
                taken.append(personal)
    return tuple(sorted(taken, key=lambda personal: personal.span))


def _chinese(text: str, view: str, spoken: bool) -> Iterator[Personal]:
    checks = {"id_card": _is_identity, "bank_card": _is_card, "phone": _is_mobile}
    for kind, form in _FORMS[spoken].items():
        for match in form.finditer(view):
            start, end = match.span(1)
            before = text[max(0, start - _REACH) : start]
            for last in _ends(text, start, end, spoken=spoken and kind == "bank_card"):
                if checks[kind](_digits(view[start:last]), before, text[last : last + 2]):
                    yield Personal(kind, (start, last))
                    break


def _ends(text: str, start: int, end: int, *, spoken: bool) -> tuple[int, ...]:
    """Where a number may end: a last 一 may belong to the next word; 16 and 19 digits are the usual lengths."""
    if not spoken or text[end - 1] != "一":
        return (end,)
    return (end, end - 1) if len(_joined(text[start:end])) in (16, 19) else (end - 1, end)


def _joined(said: str) -> str:
    return "".join(char for char in said if is_digit(char))


def _american(text: str, view: str) -> Iterator[Personal]:
    for form in (_US_SOCIAL, _US_PLAIN_SOCIAL):
        for match in form.finditer(view):
            dashed = form is _US_SOCIAL and text[match.end(1)] not in " \u3000\u00a0"
            named = bool(_SOCIAL_WORDS.search(text[max(0, match.start() - 30) : match.start()]))
            if (dashed or named) and _is_social(_digits(match[0])):
                yield Personal("id_card", match.span())
    for form in (_US_PHONE, _US_PLAIN):
        for match in form.finditer(view):
            start, end = match.span(1)
            spaced = form is _US_PLAIN or all(char == " " for char in text[start:end] if not char.isdigit())
            named = bool(_PHONE_WORDS.search(text[max(0, start - 30) : start])) or "+" in match[0]
            if (named or not spaced) and _digits(match[1])[:3] not in _NO_PERSONS_AREA:
                yield Personal("phone", (start, end))


def _is_identity(number: str, before: str, after: str) -> bool:
    return has_birth_date(number) and (identity_check_holds(number) or bool(_IDENTITY_WORDS.search(before)))


def _is_card(number: str, before: str, after: str) -> bool:
    if not _ISSUERS.match(number) or (number[0] == "3" and number[:2] != "35" and len(number) > 16):
        return False
    if _CARD_WORDS.search(before):
        return luhn_holds(number) or len(number) >= 16
    if len(number) in (13, 14) or number[0] in "29" or _PAPERS.search(before) or _MONEY_NEXT.match(after):
        return False
    return luhn_holds(number)


def _is_mobile(number: str, before: str, after: str) -> bool:
    if _MONEY_NEXT.match(after):
        return False
    return not _PAPERS.search(before) or bool(_PHONE_WORDS.search(before))


def _is_social(number: str) -> bool:
    return number[:3] not in ("000", "666") and number[0] != "9" and number[3:5] != "00" and number[5:] != "0000"


def _digits(view: str) -> str:
    return "".join(char for char in view if char in "0123456789X")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
