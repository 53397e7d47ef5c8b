"""The normal form and the way back to the original text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peilian.dialogue.normal import normalise, simplified


def test_traditional_full_width_and_spaced_out_words_read_like_plain_ones() -> None:
    for text in ("聯繫您的單位", "联 系 您 的 单 位", "联·系·您·的·单·位", "联\u200b系您的单位"):
        assert normalise(text).text == "联系您的单位"


def test_full_width_digits_and_marks_become_half_width() -> None:
    assert normalise("ＡＢＣ１２３，！？").text == "abc123,!?"


def test_spaces_between_english_words_stay() -> None:
    assert normalise("We will SUE you").text == "we will sue you"


@pytest.mark.parametrize(
    ("disguised", "plain", "quote"),
    [
        ("不还钱就送你去zuo lao。", "不还钱就送你去坐牢。", "zuo lao"),
        ("你这种lǎo lài我见多了", "你这种老赖我见多了", "lǎo lài"),
        ("再不处理让你坐劳", "再不处理让你坐牢", "坐劳"),
        ("亻尔等着，我去亻尔家", "你等着,我去你家", "亻尔"),
        ("我叫👮上门", "我叫警察上门", "👮"),
        ("你这个马扁子", "你这个骗子", "马扁"),
        ("下载App再登录", "下载app再登录", None),
        ("this is a gun show, da si", "this is a gun show, da si", None),
    ],
)
def test_disguised_words_are_read_plainly_and_quoted_as_written(
    disguised: str, plain: str | None, quote: str | None
) -> None:
    normal = normalise(disguised)
    assert plain is None or normal.text == plain
    if quote is not None and plain is not None:
        place = next(i for i, span in enumerate(normal.starts) if disguised[span : normal.ends[i]] == quote)
        assert normal.original(place, place + 1).of(disguised) == quote


@given(st.text(max_size=60))
def test_any_text_leads_back_to_itself(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    for index in range(len(normal.text)):
        span = normal.original(index, index + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=60))
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplified(text)) == len(text)
