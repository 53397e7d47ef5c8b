"""What holds for every text and every number."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import cn2an
from hypothesis import given, settings
from hypothesis import strategies as st

from peilian.dialogue.values import read_values
from peilian.dialogue.values.canonical import canonical
from peilian.dialogue.values.folding import fold
from peilian.dialogue.values.numerals import quantity
from tests.dialogue.values import test_chinese, test_english
from tests.dialogue.values.builders import ON, colloquial, exact, spans, spoken, zh

NUMBERS = st.integers(1, 99_999_999)
DENSE = st.text(alphabet="0123456789零一二两三十百千万块元期月日号点半折成%.,，/-: 还欠每分周年$aApmkw", max_size=80)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["zh-CN", "zh-TW", "en-US"]), st.dates())
def test_any_text_is_read_and_places_lie_inside(text: str, language: str, on: date) -> None:
    for span in spans(read_values(text, language=language, on=on)):
        assert 0 <= span.start < span.end <= len(text)


def test_twenty_thousand_random_strings_never_crash() -> None:
    """Whatever Unicode holds, mixed with what the readers look for; the seed is fixed so that a failure repeats."""
    chance = random.Random(20261118)
    words = (
        *"百千万块元期月日号点半周天年前到每分一五%$.,，",
        *("除夕", "尾号", "年化", "12", "next", "friday", "by", "the"),
    )
    for index in range(20_000):
        pieces = [
            chr(chance.choice((chance.randrange(0x110000), chance.randrange(0x3000, 0xA000), chance.randrange(0x250))))
            if chance.random() < 0.5
            else chance.choice(words)
            for _ in range(chance.randrange(24))
        ]
        text = "".join(pieces)
        values = read_values(text, language="zh-CN" if index % 2 else "en-US", on=ON)
        canonical(values)
        for span in spans(values):
            assert 0 <= span.start < span.end <= len(text), text


@settings(max_examples=500, deadline=None)
@given(DENSE, st.sampled_from(["zh-CN", "en-US"]), st.dates())
def test_dense_numbers_are_read_and_no_place_is_two_amounts(text: str, language: str, on: date) -> None:
    values = read_values(text, language=language, on=on)
    for span in spans(values):
        assert 0 <= span.start < span.end <= len(text)
    for before, after in pairwise(values.amounts):
        assert before.span.end <= after.span.start
    for amount in values.amounts:
        assert amount.low <= amount.high
    countable = replace(values, amounts=(), instalments=())
    assert not any(amount.span.overlaps(span) for amount in values.amounts for span in spans(countable))


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=1000, deadline=None)
@given(NUMBERS)
def test_spoken_numeral_is_read_back(number: int) -> None:
    said = quantity(spoken(number))
    assert said is not None
    assert said.low == said.high == number


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_cn2an_agrees(number: int) -> None:
    said = quantity(cn2an.an2cn(number))
    assert said is not None
    assert said.low == number


@settings(max_examples=500, deadline=None)
@given(NUMBERS)
def test_sum_in_a_sentence_is_read_back(number: int) -> None:
    (amount,) = zh(f"您一共欠{spoken(number)}块钱。").amounts
    assert exact(amount.exact) == number
    assert amount.currency == "CNY"


@settings(max_examples=500, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.sampled_from([100, 1000, 10_000]))
def test_last_unit_left_out_is_understood(first: int, last: int, middle: int, unit: int) -> None:
    number = first * unit + last * unit // 10 if not middle else middle * unit * 10 + first * unit + last * unit // 10
    words = colloquial(number)
    if words is not None:
        said = quantity(words)
        assert said is not None
        assert said.low == number


@settings(max_examples=200, deadline=None)
@given(st.integers(100, 9_999_999))
def test_every_way_of_writing_digits_says_the_same(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (f"{number}元", f"{number:,}元", f"¥{number}", f"{wide}元", f"{' '.join(str(number))}元"):
        (amount,) = zh(f"欠款{written}").amounts
        assert exact(amount.exact) == number


def test_a_sentence_takes_less_than_a_third_of_a_millisecond() -> None:
    sentences = [(text, "zh-CN") for text, _ in test_chinese.MONEY] + [
        (text, "en-US") for text, _ in test_english.MONEY
    ]
    for text, language in sentences:
        read_values(text, language=language, on=ON)
    started = time.perf_counter()
    for text, language in sentences * 3:
        read_values(text, language=language, on=ON)
    assert (time.perf_counter() - started) / (len(sentences) * 3) < 0.0003


def test_longest_turns_do_not_stall() -> None:
    for piece in (
        "1",
        "一",
        "1 ",
        "一千",
        "三四",
        "$1",
        "万分之",
        "one hundred ",
        "1,000,",
        "每个月",
        "waive the ",
        "分",
    ):
        text = (piece * 2000)[:2000]
        for language in ("zh-CN", "en-US"):
            started = time.perf_counter()
            read_values(text, language=language, on=ON)
            assert time.perf_counter() - started < 1.0, (piece, language)
