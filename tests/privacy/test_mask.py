"""Personal numbers are found however they are written, masked in shape, and nothing else is."""

from __future__ import annotations

import itertools
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peilian.privacy import Personal, find, mask
from peilian.privacy.checksums import identity_check_holds, luhn_holds
from tests.privacy.builders import AFTER, BEFORE, STYLES, bank_cards, id_cards, mobiles, with_luhn, written

ID = "11010119900307123" + "3"
KINDS = {"id_card": (id_cards(), (6, 8)), "phone": (mobiles(), (3, 4)), "bank_card": (bank_cards(), (4, 4, 4, 4))}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"我身份证{ID}。", "我身份证110101********1233。"),
        ("110101 19900307 1233吧", "110101 ******** 1233吧"),
        ("110101-19900307-1233", "110101-********-1233"),
        ("１１０１０１１９９００３０７１２３３", "１１０１０１********１２３３"),
        ("一一零一零一一九九零零三零七一二三三", "一一零一零一********一二三三"),
        ("幺幺零幺零幺幺九九零零三零七幺二三三", "幺幺零幺零幺********幺二三三"),
        ("我手机13812345678", "我手机138****5678"),
        ("138 1234 5678", "138 **** 5678"),
        ("138-1234-5678", "138-****-5678"),
        ("+8613812345678", "+86138****5678"),
        ("+86 138 1234 5678", "+86 138 **** 5678"),
        ("(86)13812345678", "(86)138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("一三八一二三四五六七八", "一三八****五六七八"),
        ("幺三八幺二三四五六七八", "幺三八****五六七八"),
        ("一三八零零一三八零零零一直在用", "一三八****八零零零一直在用"),
        ("我就一个，一三八零零一三八零零零", "我就一个，一三八****八零零零"),
        ("卡号4532123456789014", "卡号453212******9014"),
        ("4532 1234 5678 9014", "4532 12** **** 9014"),
        ("打到6222021234567890128上", "打到622202*********0128上"),
        ("我的SSN是123-45-6789", "我的SSN是***-**-6789"),
        ("my social is 123456789", "my social is *****6789"),
        ("call me at (415) 555-2671", "call me at (415) ***-2671"),
        ("415-555-2671", "415-***-2671"),
        ("415.555.2671", "415.***.2671"),
        ("+1 415 555 2671", "+1 415 *** 2671"),
        ("my cell is 4155552671", "my cell is 415***2671"),
        ("身份证号110101199003071230（最后一位我记不清）", "身份证号110101********1230（最后一位我记不清）"),
        ("电话13812345678，卡4532123456789014", "电话138****5678，卡453212******9014"),
    ],
)
def test_mask_keeps_the_shape(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_check_character_x_is_part_of_the_card() -> None:
    number = next(f"11010119900307{n:03d}X" for n in range(999) if identity_check_holds(f"11010119900307{n:03d}X"))
    for written_x in (number, number.lower(), number.replace("X", "Ｘ")):
        assert mask(f"证件{written_x}。") == f"证件110101********{written_x[-4:]}。"


def test_find_names_kind_and_place() -> None:
    assert find("手机13812345678。") == (Personal("phone", (2, 13)),)
    assert [personal.kind for personal in find(f"{ID}，13812345678")] == ["id_card", "phone"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_style_is_found_and_nothing_of_the_middle_left(kind: str, style: str, data: st.DataObject) -> None:
    numbers, sizes = KINDS[kind]
    number = data.draw(numbers)
    before, after = data.draw(st.sampled_from(BEFORE)), data.draw(st.sampled_from(AFTER))
    said = written(number, style, sizes)
    text = before + said + after
    masked = mask(text)
    assert len(masked) == len(text)
    assert [personal.kind for personal in find(text)] == [kind]
    hidden = len(number) - (7 if kind == "phone" else 10)
    assert masked[len(before) : len(before) + len(said)].count("*") == hidden
    assert masked.startswith(before)
    assert masked.endswith(after)


@given(st.text(max_size=300))
def test_any_text_keeps_its_length_and_masks_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    for personal in find(text):
        assert 0 <= personal.span[0] < personal.span[1] <= len(text)


DIGITS_AND_JOINTS = st.text(alphabet="0123456789 -一二八零幺１３８*X，.", max_size=120)


@settings(max_examples=300)
@given(DIGITS_AND_JOINTS)
def test_masking_is_idempotent_on_dense_digits(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked
    assert find(masked) == ()
    assert len(masked) == len(text)


def failing_luhn(body: str) -> str:
    good = with_luhn(body)
    return good[:-1] + str((int(good[-1]) + 3) % 10)


def hard_negatives() -> list[str]:
    """Sentences full of numbers that name nobody."""
    draw = random.Random(20261122)
    amounts = ["28,600.00", "28600", "1,234,567.89", "¥3120", "两万八千六", "13800元", "138000块", "1.38万"]
    orders = [f"2026{draw.randrange(10**12):012d}" for _ in range(12)]
    orders += [failing_luhn(f"62{draw.randrange(10**13):013d}") for _ in range(6)]
    orders += [f"{draw.randrange(10**9, 10**10)}{draw.randrange(10**4):04d}88" for _ in range(6)]
    hotlines = [
        "12378",
        "12356",
        "95588",
        "400-820-5555",
        "800-810-8888",
        "12315",
        "10086",
        "010-66278888",
        "1-800-555-0199",
    ]
    dates = ["2026-11-18", "2026年12月1日", "2026/12/01 10:05", "12-01", "20261118", "11月18号上午10点05分"]
    tails = ["尾号3344", "尾号 8890", "末四位1023", "后四位是7788", "工号1023", "坐席8001"]
    plans = ["分36期每期800", "分12个月，每月1500", "3 6 12 24 36期都行", "2000 3000 5000三档", "1500-3000-5000都可以"]
    frames = [
        "您{}的账单还没处理。",
        "我查到{}，您核对一下。",
        "{}，是这个吗？",
        "我说的是{}啊",
        "系统显示{}，{}",
        "{}和{}都要看",
        "麻烦记一下{}",
    ]
    numbers = [*amounts, *hotlines, *dates, *tails, *plans]
    sentences = [frame.format(*itertools.repeat(number, frame.count("{}"))) for number in numbers for frame in frames]
    sentences += [f"合同编号{order}，请核对。" for order in orders] + [f"订单号是{order}" for order in orders]
    sentences += [f"流水{with_luhn(f'62{draw.randrange(10**13):013d}')}已经查到" for _ in range(10)]
    sentences += [f"reference {draw.randrange(10**9)} was closed on 12/01/2026" for _ in range(5) if True]
    return sentences


def test_hard_negatives_stay_as_they_are() -> None:
    sentences = hard_negatives()
    assert len(sentences) >= 200
    touched = [sentence for sentence in sentences if find(sentence)]
    assert touched == []


def test_order_number_without_the_words_beside_it_needs_its_checksum() -> None:
    assert not find(f"您看一下{failing_luhn('622202123456789')}")
    assert find(f"您看一下{with_luhn('622202123456789')}")


def test_thirteen_billion_is_money() -> None:
    assert not find("13800138000元")
    assert not find("共13800138000块钱")


def test_luhn_and_identity_check_know_published_examples() -> None:
    assert luhn_holds("79927398713")
    assert not luhn_holds("79927398710")
    assert identity_check_holds("11010519491231002X")
    assert not identity_check_holds("110105194912310021")


def test_a_turn_takes_less_than_a_millisecond() -> None:
    turns = [*hard_negatives(), f"我身份证{ID}，手机13812345678，" * 8, "我没钱，您别老打了。" * 20]
    started = time.perf_counter()
    for turn in turns:
        mask(turn)
    assert (time.perf_counter() - started) / len(turns) < 0.001


def test_long_runs_of_digits_do_not_stall() -> None:
    for text in ("1" * 2000, "一" * 2000, "1 " * 1000, "6222 " * 400, "1," * 1000, "1-" * 1000):
        started = time.perf_counter()
        masked = mask(text)
        assert time.perf_counter() - started < 0.5
        assert mask(masked) == masked


def test_no_pattern_leans_on_word_boundaries() -> None:
    from peilian.privacy import personal

    patterns = [value for value in vars(personal).values() if isinstance(value, re.Pattern)]
    assert patterns
    assert not any(r"\b" in pattern.pattern for pattern in patterns)
