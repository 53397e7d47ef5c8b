"""The notation of the corpus, value by value."""

from __future__ import annotations

import pytest

from peilian.dialogue.reading import Values
from peilian.dialogue.values.canonical import canonical
from tests.dialogue.values.builders import en, zh

TABLE = [
    ("欠三千一百二十块", ("amount 3120",)),
    ("两三千块", ("amount 2000..3000",)),
    ("两千多", ("amount 2000..2999",)),
    ("大概三千", ("amount ~3000",)),
    ("三千出头", ("amount ~3000",)),
    ("每个月还五百", ("amount 500/month",)),
    ("大概每周三百", ("amount ~300/week",)),
    ("¥648.30", ("amount 648.3",)),
    ("20000块", ("amount 20000",)),
    ("逾期67天", ("days 67",)),
    ("两个多月", ("days 60..89",)),
    ("三个月没上班", ("days 90",)),
    ("大概三个月", ("days ~90",)),
    ("分六期每期五百二", ("instalments 6x520",)),
    ("三千一，分六期每期五百二", ("amount 3100", "instalments 6x520")),
    ("分三期", ("instalments 3x?",)),
    ("每期八百", ("instalments ?x800",)),
    ("分十期，每期五六百", ("amount 500..600/instalment", "instalments 10x?")),
    ("年化24%", ("rate 0.24/year",)),
    ("月息一分五", ("rate 0.015/month",)),
    ("百分之十八", ("rate 0.18",)),
    ("减免三成", ("discount 0.3",)),
    ("25号", ("date 2026-11-25",)),
    ("月底前", ("date 2026-11-18..2026-11-30",)),
    ("今天之前", ("date 2026-11-18",)),
    ("20号到25号", ("date 2026-11-20..2026-11-25",)),
    ("下周", ("date 2026-11-23..2026-11-29",)),
    ("发工资那天", ("date ?",)),
    ("一五号", ("date 2026-12-01|2026-12-05|2026-12-15",)),
    ("下午三点半", ("time 15:30",)),
    ("尾号3388的卡", ("tail 3388",)),
    ("先还五百，五百就行", ("amount 500",)),
    ("没钱", ()),
    ("一分钱都没有", ()),
    ("一块钱都没有", ()),
    ("本 金 五 千 二", ("amount 5200",)),
    ("晚上七点到八点", ("time 19:00", "time 20:00")),
    ("今晚八点", ("date 2026-11-18", "time 20:00")),
    ("两分利", ("rate 0.02/month",)),
    ("三厘的手续费", ("rate 0.003",)),
    ("四倍LPR", ()),
    ("晚一天加五十", ("amount 50/day",)),
    ("十二个月，每个月一千零五十", ("instalments 12x1050",)),
    ("第二十八条", ()),
    ("24小时都有人", ()),
]


@pytest.mark.parametrize(("text", "said"), TABLE)
def test_chinese(text: str, said: tuple[str, ...]) -> None:
    assert canonical(zh(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("next Friday", ("date 2026-11-20|2026-11-27",)),
        ("next Monday", ("date 2026-11-23",)),
        ("12 payments of 85", ("instalments 12x85",)),
        ("by the 15th", ("date 2026-11-18..2026-12-15",)),
        ("half a grand", ("amount 500",)),
        ("one or two thousand", ("amount 1000..2000",)),
        ("it went from $300 to $349", ("amount 300", "amount 349")),
        ("two-fifty a month", ("amount 250/month",)),
        ("a sixty-day mark", ("days 60",)),
        ("call me at quarter past five", ("time 17:15",)),
        ("tomorrow morning at half past nine", ("date 2026-11-19", "time 09:30")),
        ("the first of the month", ("date 2026-12-01",)),
        ("a hundred percent sure", ()),
        ("12 CFR 1006.14", ()),
        ("the card ending in 3388", ("tail 3388",)),
        ("between 200 and 300 dollars", ("amount 200..300",)),
    ],
)
def test_english(text: str, said: tuple[str, ...]) -> None:
    assert canonical(en(text)) == said


def test_nothing_is_nothing() -> None:
    assert canonical(Values()) == ()


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("还差八百", ["difference"]),
        ("比上个月多了三百", ["difference"]),
        ("本金两万五加利息两千四，一共两万七千四", [None, None, "sum"]),
        ("欠三千", [None]),
    ],
)
def test_sums_and_differences(text: str, relations: list[str | None]) -> None:
    assert [amount.relation for amount in zh(text).amounts] == relations


def test_english_difference() -> None:
    assert [amount.relation for amount in en("You sent $700, so that's $300 short.").amounts] == [None, "difference"]
