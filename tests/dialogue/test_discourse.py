"""The whole state of a conversation: what the rooms above ask of it, with the real Reader, and that it is a fold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from peilian.dialogue.acts import load_acts
from peilian.dialogue.discourse import Discourse, follow, shipped_table
from peilian.dialogue.reader import Reader
from peilian.dialogue.reading import Heard, Reading, Span
from tests.dialogue.discourse_builders import DAY, a_reading, after


def test_unheard_is_what_nobody_took_up_and_of_the_same_trouble_the_last_telling() -> None:
    state = after(
        "D: 我没钱。| disclose_hardship",
        "A: 今天还。| pressure",
        "D: 说了没钱！| disclose_hardship express_anger",
        "A: 对不起。|",
    )
    assert [(one.act, one.turn) for one in state.unheard("hardship")] == [("disclose_hardship", 2)]
    assert {one.kind for one in state.unheard()} == {"hardship", "feeling"}


def test_trouble_told_again_and_then_heard_is_heard() -> None:
    state = after(
        "D: 我没钱。| disclose_hardship",
        "A: 今天还。| pressure",
        "D: 没钱！| disclose_hardship",
        "A: 我懂。| empathise",
    )
    assert state.unheard("hardship") == ()


def test_just_raised_is_what_the_debtor_said_last_before_and_after_the_answer() -> None:
    turns = ["D: 你是谁？| ask_who", "A: 我是林楠。| self_identify", "D: 我住院了。| disclose_illness"]
    assert [one.act for one in after(*turns).just_raised] == ["disclose_illness"]
    answered = after(*turns, "A: 理解您。| empathise").just_raised
    assert [(one.act, one.how) for one in answered] == [("disclose_illness", "acknowledged")]
    assert Discourse.start().just_raised == ()


def test_one_side_speaking_twice_is_one_stretch() -> None:
    state = after("D: 你是谁？| ask_who", "A: 喂？|", "A: 今天还。| pressure")
    assert state.stretches == (0, 1)
    assert state.questions[0].dodged


def test_the_reader_and_the_table_understand_each_other(shipped_reader: Reader) -> None:
    turns: list[tuple[str, str]] = [
        ("agent", "您好，请问是方立强先生吗？"),
        ("debtor", "我是。我上个月被裁了，孩子又住院，实在没钱。"),
        ("agent", "理解您的心情。您今天能还多少？"),
        ("debtor", "我说了没钱！"),
        ("agent", "抱歉。孩子住院现在情况怎么样了？"),
        ("debtor", "好点了。我每个月最多能还八百。"),
    ]
    readings = [
        shipped_reader.read(text, language="zh-CN", speaker="agent" if side == "agent" else "debtor", on=DAY)
        for side, text in turns
    ]
    before, after_asking = follow(readings)[3], follow(readings)[5]
    illness = next(one for one in before.raised if one.act == "disclose_illness")
    assert illness.how != "addressed"
    illness = next(one for one in after_asking.raised if one.act == "disclose_illness")
    assert (illness.how, illness.named_at) == ("addressed", 4)
    promised = after_asking.last_promise("debtor")
    assert promised is not None
    assert (promised.what, promised.each) == ("plan", Decimal(800))


def test_the_reader_hears_an_english_question_answered(shipped_reader: Reader) -> None:
    turns = (
        ("debtor", "Who is this? What company are you with?"),
        ("agent", "This is Sam Ortiz from Harbor Recovery Services."),
    )
    readings = [
        shipped_reader.read(text, language="en-US", speaker="agent" if side == "agent" else "debtor", on=DAY)
        for side, text in turns
    ]
    asked = next(one for one in follow(readings)[-1].questions if one.topic == "ask_who")
    assert (asked.answered_at, asked.dodged) == (1, False)


def test_the_table_names_only_acts_there_are_and_on_the_right_side() -> None:
    side_of = {id: item.value.speaker for id, item in load_acts().items()}
    table = shipped_table()
    by_side: dict[str, set[str]] = {"agent": set(), "debtor": set()}
    for group in table.raises:
        by_side["debtor"] |= set(group.acts)
        by_side["agent"] |= group.addressed_by | group.acknowledged_by
    for asking in table.agent_questions:
        by_side["agent"] |= set(asking.acts)
        by_side["debtor"] |= asking.answered_by
    for promising in table.promises:
        by_side[promising.by].add(promising.act)
    by_side["agent"] |= table.dodges.agent | table.content.own | table.content.spoilt_by | table.confirmed_by
    by_side["debtor"] |= table.dodges.debtor | table.withdrawn_by | table.not_withdrawn_beside
    for side, acts in by_side.items():
        assert {act for act in acts if side_of.get(act) != side} == set()
    assert len(table.raising) == sum(len(group.acts) for group in table.raises), "an act raises one thing"


ACTS = sorted({*load_acts(), "threat-of-harm", "an-own-rule"})
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(["孩子住院了。下个月15号还800元，分12期？", "I'll pay $50 a month."])
)
READINGS = st.builds(
    lambda side, text, acts, start, length, language: replace(
        a_reading(f"{side}: "),
        text=text,
        language=language,
        sentences=a_reading(f"{side}:{text.replace('|', '')}").sentences,
        values=a_reading(f"{side}:{text.replace('|', '')}").values,
        heard=tuple(Heard(act, Span(start, start + length), "meaning", "asserted") for act in acts),
    ),
    st.sampled_from("AD"),
    TEXTS,
    st.lists(st.sampled_from(ACTS), max_size=5, unique=True),
    st.integers(0, 50),
    st.integers(0, 50),
    st.sampled_from(["zh-CN", "zh-TW", "en-US"]),
)


@given(st.lists(READINGS, max_size=8))
def test_folding_is_incremental_and_never_fails(readings: list[Reading]) -> None:
    states = follow(readings)
    for count, state in enumerate(states, start=1):
        folded = Discourse.start()
        for reading in readings[:count]:
            folded = folded.after(reading)
        assert state == folded
        assert state.turns == count


@given(st.lists(READINGS, max_size=8))
def test_what_happened_stays_and_nothing_is_answered_before_it_was_said(readings: list[Reading]) -> None:
    states = (Discourse.start(), *follow(readings))
    for before, now in pairwise(states):
        assert [one.turn for one in now.raised][: len(before.raised)] == [one.turn for one in before.raised]
        assert len(now.questions) >= len(before.questions)
        assert len(now.promises) >= len(before.promises)
        assert all(one.taken_up_at is None or one.taken_up_at > one.turn for one in now.raised)
        assert all(one.answered_at is None or one.answered_at > one.turn for one in now.questions)
        assert {one.turn for one in now.unheard()} <= {one.turn for one in now.raised}
