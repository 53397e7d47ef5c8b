"""Payment plans: 分36期每期800, 分12个月还每个月1500, 36期, 12 payments of $80, $80 a month for a year.

Joins a count of payments with the amount of each, which money has read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from peilian.dialogue.reading import Amount, Instalments, Span
from peilian.dialogue.values.english_numerals import ENGLISH_COUNT, english_quantity
from peilian.dialogue.values.numerals import COUNT, quantity
from peilian.dialogue.values.sheet import Sheet

MOST = 600
"""More payments than fifty years of months is no plan."""

LONGEST = 60
"""五年六十期: the longest individual plan the rules on cards allow; sixty months mean nothing else on this floor."""

_ZH = re.compile(
    rf"(?P<verb>(?:分成?|拆成?|办|做|申请|最长|最多|可以?分|批|拆成?)(?:了|个|到|为|给您|给你"
    rf"|您)?)? ?(?P<num>{COUNT}) ?(?P<unit>期(?![限间望待货中刊末没都]|加起来|一共|账单|您都)"
    rf"|个月|次|回(?![事头])|份(?![额儿])|笔|个季度|年)(?P<verb2> ?的?(?:分期"
    rf"|来?还清?|偿还|付清|慢慢还))?"
)
_ZH_PAST = re.compile(
    r"(?:逾期|还了|已经还|已还|还过|欠了?|拖了|断了|供了|第|剩下?|还剩|上|这|那|前|前面|后"
    r"|最后|晚了|连续|停了|走了|才|交了|还的)(?:了|下)? ?$"
)
_MONTHLY_AFTER = re.compile(r"[，, ]?(?:每个?月|每期|月供)(?:还|是|就|付|大概|约)*[0-9一二两三四五六七八九十]")
_CLEARED = re.compile(r"就?(?:还清|结清|付清|清了|清掉|还完)")
_PAYMENT_BEFORE = re.compile("\0[，, ]?(?:连续|再|一共|总共|共)?$")
_EN_PLAN = re.compile(
    rf"(?P<num>{ENGLISH_COUNT})[ -](?:(?:equal|monthly|weekly|biweekly|easy|smaller|small|affordable|fixed|more"
    rf"|interest-free)[ ,]+){{0,3}}(?P<unit>payments?|installments?|instalments?)(?![a-z])"
    rf"|(?P<num2>{ENGLISH_COUNT})[- ](?P<unit2>month)(?:ly)? (?:payment |repayment |installment )?plan(?![a-z])"
    rf"|(?P<verb>spread|split|break|divide|stretch|carve|chop)(?:s|ing|en)?(?![a-z])[^.!?;0-9$]{{0,30}}?(?:over|across"
    rf"|into|in|out over) (?P<num3>{ENGLISH_COUNT}) (?P<unit3>months?|payments?|parts|pay ?days|paychecks)(?![a-z])"
    rf"|(?:carve|chop|split|break|divide)[^.!?;0-9$]{{0,30}} into (?P<num6>{ENGLISH_COUNT})(?P<unit6>)(?=[,.!?]|$)"
    rf"|(?P<num5>{ENGLISH_COUNT}) (?P<unit5>months?)(?= (?:at|of) \0)"
    rf"|(?:for|over|across) (?:the next )?(?P<num4>{ENGLISH_COUNT}|a) (?P<unit4>months?|years?)(?![a-z])"
)
_EN_PAST = re.compile(
    r"(?:missed|made|skipped|behind|late|last|past|previous|first|another missed|owe|returned)(?: on| the| my| your)? $"
)
_EN_PAST_AFTER = re.compile(r" (?:back|ago|behind|late|past|missed|due|you missed|went|in a row|without)(?![a-z])")
_BREAK = re.compile(r"[。！？!?;；\n]|\.(?![0-9])")
_REACH = 16


@dataclass(frozen=True, slots=True)
class _Count:
    span: Span
    count: int
    sure: bool
    """False where the words are a plan only beside an amount for each payment (for a year)."""


def read_instalments(
    sheet: Sheet, amounts: Sequence[Amount], *, english: bool
) -> tuple[list[Instalments], list[Amount]]:
    """Claim the counts; return the plans and `amounts` with those of a plan marked `per='instalment'`."""
    counts = list(_english_counts(sheet) if english else _counts(sheet))
    money = list(amounts)
    plans = []
    for count in counts:
        index = _nearest(sheet.text, count, money)
        if index is None and not count.sure:
            continue
        sheet.claim(count.span.start, count.span.end)
        if index is None:
            plans.append(Instalments(count.span, count.count, None))
            continue
        each = money[index] = replace(money[index], per="instalment")
        span = Span(min(count.span.start, each.span.start), max(count.span.end, each.span.end))
        plans.append(Instalments(span, count.count, each.low if each.low == each.high else None))
    for each in money:
        one = each.per == "instalment" and each.low == each.high
        if one and not any(each.span.within(plan.span) for plan in plans):
            plans.append(Instalments(each.span, None, each.low))
    return plans, money


def _counts(sheet: Sheet) -> Iterator[_Count]:
    for match in _ZH.finditer(sheet.left):
        said = quantity(match["num"])
        if said is None or said.approximate or not 2 <= said.low <= MOST:
            continue
        unit, planned = match["unit"], bool(match["verb"])
        if unit == "个月" and not planned and said.low != LONGEST:
            if _beside_amount(sheet, match):
                yield _Count(Span(*match.span()), int(said.low), False)
            continue
        if not planned and _ZH_PAST.search(sheet.left, max(0, match.start() - 4), match.start()):
            continue
        years = planned and (match["verb2"] or match["verb"].startswith("最"))
        if unit != "期" and not (years if unit == "年" else planned or unit == "个月"):
            continue
        times = {"年": 12}.get(unit, 1)
        if times * int(said.low) <= MOST:
            yield _Count(Span(*match.span()), times * int(said.low), True)


def _beside_amount(sheet: Sheet, match: re.Match[str]) -> bool:
    """十二个月，每个月一千零五十 and 一个月五千，连续八个月就清了: months that count payments."""
    before = sheet.left[: match.start()]
    return bool(_MONTHLY_AFTER.match(sheet.text, match.end())) or bool(
        _CLEARED.match(sheet.text, match.end()) and _PAYMENT_BEFORE.search(before)
    )


def _english_counts(sheet: Sheet) -> Iterator[_Count]:
    for match in _EN_PLAN.finditer(sheet.left):
        part = next(part for part in ("num", "num2", "num3", "num4", "num5", "num6") if match[part])
        said = english_quantity(match[part])
        if said is None or said.approximate or _EN_PAST.search(sheet.text, max(0, match.start() - 20), match.start()):
            continue
        if _EN_PAST_AFTER.match(sheet.text, match.end()):
            continue
        unit = match[part.replace("num", "unit")]
        count = int(said.low) * (12 if unit.startswith("year") else 1)
        if (2 if part == "num" else 1) <= count <= MOST:
            yield _Count(Span(*match.span()), count, part != "num4")


def _nearest(text: str, count: _Count, money: Sequence[Amount]) -> int | None:
    """The index of the amount that each of `count` payments is, if one stands near in the same sentence."""
    best, distance = None, _REACH + 1
    for index, amount in enumerate(money):
        first, second = (count.span, amount.span) if count.span.start < amount.span.start else (amount.span, count.span)
        between = text[first.end : second.start]
        joined = first is count.span and between.strip() in ("of", "at", "at just", "of just", "of about")
        if not joined and amount.per not in ("instalment", "month"):
            continue
        if len(between) < distance and not _BREAK.search(between):
            best, distance = index, len(between)
    return best
