"""How a sentence holds the words found in it."""

from __future__ import annotations

import pytest

from peilian.dialogue.normal import normalise
from peilian.dialogue.stance import stance_of


@pytest.mark.parametrize(
    ("sentence", "words", "stance"),
    [
        ("我们不会联系您的家人。", "联系您的家人", "negated"),
        ("我们绝不会去您单位。", "去您单位", "negated"),
        ("您刚才说我们要抓您。", "抓您", "quoted"),
        ("“让你坐牢”这种话我们不说。", "让你坐牢", "quoted"),
        ("公司严禁坐席联系客户的亲友。", "联系客户的亲友", "policy"),
        ("你再不还我就联系你家人！", "联系你家人", "conditional"),
        ("别怪我去你单位找你。", "去你单位", "asserted"),
        ("你不还钱我就上门。", "上门", "asserted"),
        ("不得不通知你单位了。", "通知你单位", "asserted"),
        ("网上说不还要坐牢。", "坐牢", "hearsay"),
        ("你单位领导知道这事吗？", "单位领导知道", "question"),
        ("上门骚扰是违法的。", "上门骚扰", "negated"),
        ("我跟你说你不还就坐牢。", "坐牢", "asserted"),
    ],
)
def test_chinese_stances(sentence: str, words: str, stance: str) -> None:
    text = normalise(sentence).text
    start = text.index(words)
    assert stance_of(text, start, start + len(words), "zh") == stance


@pytest.mark.parametrize(
    ("sentence", "words", "stance"),
    [
        ("We will not call your employer.", "call your employer", "negated"),
        ("We would never garnish your wages without a court order.", "garnish your wages", "negated"),
        ("If you don't pay we will call your boss.", "call your boss", "conditional"),
        ("You said we would have you arrested.", "have you arrested", "quoted"),
        ("Company policy prohibits threats of arrest.", "arrest", "policy"),
        ("Don't make me call your boss.", "call your boss", "asserted"),
    ],
)
def test_english_stances(sentence: str, words: str, stance: str) -> None:
    text = normalise(sentence).text
    start = text.index(words)
    assert stance_of(text, start, start + len(words), "en") == stance


@pytest.mark.parametrize(
    ("sentence", "words", "language", "stance"),
    [
        ("明天就叫警察去抓你，不对，我说错了。", "抓你", "zh", "corrected"),
        ("您说一下怎么还。", "怎么还", "zh", "asserted"),
        ("我都说了，今天上门泼漆。", "泼漆", "zh", "asserted"),
        ("您有没有跟同事借钱的办法", "借钱", "zh", "asserted"),
        ("You'll be arrested, no wait, scratch that.", "arrested", "en", "corrected"),
    ],
)
def test_words_taken_back_and_words_that_only_look_quoted_or_denied(
    sentence: str, words: str, language: str, stance: str
) -> None:
    text = normalise(sentence).text
    start = text.index(words)
    assert stance_of(text, start, start + len(words), language) == stance
