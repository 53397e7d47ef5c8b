"""The normal form and the way back to the original text."""

from __future__ import annotations

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


@given(st.text(max_size=60))
def test_any_text_leads_back_to_itself(text: str) -> None:
    normal = normalise(text)
    assert len(normal.back) == len(normal.text) + 1
    assert normal.back[-1] == len(text)
    for index in range(len(normal.text)):
        span = normal.original(index, index + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=60))
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplified(text)) == len(text)
