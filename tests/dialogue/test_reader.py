"""The one Reader, over a handful of signals of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peilian.dialogue.reader import Reader
from peilian.dialogue.signal import Patterns, Recognition, Sentences, Signal
from peilian.encoder import HashingEncoder, TrainedEar, UniversalSentenceEncoder
from peilian.practice.assembly import Assembly
from tests.builders import a_call

DAY = date(2026, 11, 18)


def a_signal(id: str, *patterns: str, **recognise: object) -> Signal:
    given = {"patterns": Patterns(zh=patterns), "examples": Sentences(zh=("例句一",)), **recognise}
    return Signal(id=id, recognise=Recognition.model_validate(given))


THREAT = a_signal(
    "threat",
    "联系(?:你|您)的?(?:家人|单位)",
    "让你坐牢",
    examples=Sentences(zh=("我明天就联系你家人", "再不还让你坐牢", "等着，我联系你单位")),
    counter_examples=Sentences(zh=("我们不会联系您的家人",)),
)
GREET = a_signal("greet", "^(?:您好|你好)")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.compile([THREAT, GREET], HashingEncoder())


def test_quotes_are_exact_in_any_script_and_spacing(reader: Reader) -> None:
    text = "您好。我　聯 繫 你 單 位！"
    heard = reader.read(text, language="zh-TW", speaker="agent", on=DAY).first("threat")
    assert heard is not None
    assert heard.span.of(text) == "聯 繫 你 單 位"


def test_denied_words_are_not_heard(reader: Reader) -> None:
    assert not reader.read("我们不会联系您的家人。", language="zh-CN", speaker="agent", on=DAY).has("threat")


def test_a_second_sentence_is_heard_though_the_first_denies(reader: Reader) -> None:
    text = "我们不会联系您的家人。但你再不还我就联系你单位。"
    heard = reader.read(text, language="zh-CN", speaker="agent", on=DAY).first("threat")
    assert heard is not None
    assert heard.span.of(text) == "联系你单位"


def test_debtor_words_carry_no_agent_signals(reader: Reader) -> None:
    assert not reader.read("你敢联系我家人，我让你坐牢", language="zh-CN", speaker="debtor", on=DAY).heard


def test_unless_silences_a_signal() -> None:
    signal = a_signal("visit", "上门", unless=Patterns(zh=("快递|外卖",)))
    reader = Reader.compile([signal], None)
    assert reader.read("明天上门", language="zh-CN", speaker="agent", on=DAY).has("visit")
    assert not reader.read("快递明天上门", language="zh-CN", speaker="agent", on=DAY).has("visit")


def test_a_call_is_read_turn_by_turn_alike(reader: Reader) -> None:
    call = a_call("您好，请问方便吗？", "什么事", "你再不还我就联系你家人")
    whole = reader.read_call(call)
    single = [
        reader.read(turn.text, language="zh-CN", speaker=turn.speaker, on=call.call.debtor_day()) for turn in call.turns
    ]
    assert list(whole) == single


def test_a_learned_model_is_kept_and_read_again(tmp_path: Path) -> None:
    first = Reader.compile([THREAT, GREET], HashingEncoder(), cache=tmp_path)
    kept = list(tmp_path.glob("reader-*.npz"))
    second = Reader.compile([THREAT, GREET], HashingEncoder(), cache=tmp_path)
    assert kept
    text = "等着，我明天就去联系你们单位的人"
    assert first.read(text, language="zh-CN", speaker="agent", on=DAY) == second.read(
        text, language="zh-CN", speaker="agent", on=DAY
    )


def test_a_broken_model_file_is_learned_again(tmp_path: Path) -> None:
    Reader.compile([THREAT, GREET], HashingEncoder(), cache=tmp_path)
    kept = next(tmp_path.glob("reader-*.npz"))
    kept.write_bytes(b"not a model")
    reader = Reader.compile([THREAT, GREET], HashingEncoder(), cache=tmp_path)
    assert reader.read("让你坐牢", language="zh-CN", speaker="agent", on=DAY).has("threat")


def test_the_version_changes_with_a_pattern() -> None:
    assert Reader.compile([GREET], None).version != Reader.compile([a_signal("greet", "^喂")], None).version


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    reader = Reader.compile([THREAT, GREET], None)
    reading = reader.read(text, language="zh-CN", speaker="agent", on=DAY)
    for span in [*reading.sentences, *(heard.span for heard in reading.heard)]:
        assert 0 <= span.start < span.end <= len(text)


_SAID = (
    "不还的话，我就去您单位找您领导聊聊。",
    "我们不会联系您的家人，您放心。",
    "您刚才说“你们要抓我”，没有这回事。",
    "一共三千一百二，分六期每期五百二。",
    "您孩子还在住院，我很理解，先看看您能拿出多少。",
)


def test_one_thread_and_two_hear_the_same(shipped_parts: Assembly) -> None:
    other = Assembly(
        encoder=UniversalSentenceEncoder(threads=1),
        ear=TrainedEar(),
        data=shipped_parts.data,
        own_content=shipped_parts.data / "content",
    )
    for text in _SAID:
        one, two = (
            parts.reader.read(text, language="zh-CN", speaker="agent", on=DAY) for parts in (shipped_parts, other)
        )
        assert one == two


def test_looking_only_for_words_that_matter_changes_nothing(shipped_reader: Reader) -> None:
    for text in _SAID:
        heard = shipped_reader.read(text, language="zh-CN", speaker="agent", on=DAY)
        thorough = {
            one.signal
            for sentence in shipped_reader.likelihoods(text, language="zh-CN", speaker="agent")
            for one in sentence
            if one.heard
        }
        assert thorough <= heard.ids()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=50))
def test_any_string_is_read_and_every_span_is_exact(shipped_reader: Reader, text: str) -> None:
    reading = shipped_reader.read(text, language="zh-CN", speaker="agent", on=DAY)
    for span in (*reading.sentences, *(heard.span for heard in reading.heard)):
        assert 0 <= span.start < span.end <= len(text)


def test_chances_lie_between_nothing_and_certainty(shipped_reader: Reader) -> None:
    for sentence in shipped_reader.likelihoods("再不还就让你坐牢。", language="zh-CN", speaker="agent"):
        assert all(0 <= one.chance <= 1 for one in sentence)
        assert any(one.heard and one.signal == "jail-for-debt" for one in sentence)
