"""The acts as data: every file loads, and every act hears its own examples and not its look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peilian.content import ContentError
from peilian.dialogue.acts import load_acts
from peilian.dialogue.normal import normalise
from peilian.dialogue.reader import Reader
from peilian.dialogue.signal import Act

DAY = date(2026, 11, 18)

AGENT = """
greet self_identify state_mandate announce_recording verify_identity state_debt ask_reason ask_ability
ask_for_plan empathise reflect apologise lawful_consequence offer_instalments offer_relief promise_relief
ask_for_payment confirm_commitment explain_channels answer_question offer_complaint_route respect_refusal
arrange_follow_up leave_message check_wellbeing close thank small_talk threaten insult pressure disclose_debt
dismiss blame command sarcasm ask_third_party_to_pay mention_law urge_borrowing mini_miranda
offer_validation
"""
DEBTOR = """
confirm_identity deny_identity is_third_party ask_who ask_proof ask_number_source disclose_hardship
disclose_illness disclose_bereavement disclose_job_loss refuse_payment promise_payment offer_amount propose_plan
dispute_debt ask_validation cease_request refuse_contact has_attorney ask_relief ask_consequence cite_law
threaten_complaint ask_complaint_route insult_agent cry self_harm_hint busy_now hang_up_notice express_anger
question
"""
ENGLISH_ONLY = frozenset({"mini_miranda", "offer_validation"})
MISCONDUCT = """
threaten insult pressure disclose_debt dismiss blame command sarcasm ask_third_party_to_pay urge_borrowing
promise_relief
"""
ACTS: dict[str, Act] = {item.id: item.value for item in load_acts().values()}


@pytest.fixture(scope="module")
def by_pattern() -> Reader:
    return Reader.compile([act.signal() for act in ACTS.values()], None)


@pytest.fixture(scope="module")
def with_meaning(shipped_reader: Reader) -> Reader:
    return shipped_reader


def hears(reader: Reader, act: Act, language: str, text: str) -> bool:
    return reader.read(text, language=language, speaker=act.speaker, on=DAY).has(act.id)


def unexercised(act: Act) -> Iterator[str]:
    for language in ("zh", "en"):
        examples = [normalise(text).text for text in act.recognise.examples.for_(language)]
        for pattern in act.recognise.patterns.for_(language):
            if not any(re.search(pattern, example) for example in examples):
                yield f"[{language}] {pattern}"


def test_every_act_of_both_sides_is_there() -> None:
    spoken = {speaker: {id for id, act in ACTS.items() if act.speaker == speaker} for speaker in ("agent", "debtor")}
    assert spoken == {"agent": set(AGENT.split()), "debtor": set(DEBTOR.split())}


def test_an_act_lies_in_the_folder_of_its_speaker() -> None:
    assert all(item.path.parent.name == item.value.speaker for item in load_acts().values())


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_there_are_enough_sentences_to_learn_from(act: Act) -> None:
    chinese, english, chinese_counter, english_counter = (
        (24, 12, 14, 8) if act.id in MISCONDUCT.split() else (14, 8, 8, 5)
    )
    examples, counters = act.recognise.examples, act.recognise.counter_examples
    if act.id not in ENGLISH_ONLY:
        assert len(examples.zh) >= chinese
        assert len(counters.zh) >= chinese_counter
    assert len(examples.en) >= english
    assert len(counters.en) >= english_counter


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_sentence_stands_twice_in_an_act(act: Act) -> None:
    texts = [text for _, text in (*act.recognise.examples.all(), *act.recognise.counter_examples.all())]
    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_pattern_has_an_example(act: Act) -> None:
    assert list(unexercised(act)) == []


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_counter_example_is_heard_by_patterns(act: Act, by_pattern: Reader) -> None:
    heard = [text for language, text in act.recognise.counter_examples.all() if hears(by_pattern, act, language, text)]
    assert heard == []


@pytest.mark.slow
def test_examples_are_heard_and_counter_examples_are_not(with_meaning: Reader) -> None:
    missed: dict[str, list[str]] = {}
    false: dict[str, list[str]] = {}
    for id, act in ACTS.items():
        for language, text in act.recognise.examples.all():
            if not hears(with_meaning, act, language, text):
                missed.setdefault(id, []).append(text)
        for language, text in act.recognise.counter_examples.all():
            if hears(with_meaning, act, language, text):
                false.setdefault(id, []).append(text)
    examples = sum(len(act.recognise.examples.all()) for act in ACTS.values())
    counters = sum(len(act.recognise.counter_examples.all()) for act in ACTS.values())
    assert sum(map(len, missed.values())) <= 0.05 * examples, missed
    assert sum(map(len, false.values())) <= 0.03 * counters, false


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("如果协商不成，银行可能会依法起诉。", "threaten"),
        ("您刚才骂我骗子，我理解您在气头上。", "insult"),
        ("我们不会联系您的家人。", "disclose_debt"),
        ("公司规定严禁说“不还就坐牢”。", "threaten"),
        ("能不能减免我说了不算，要等审批。", "promise_relief"),
        ("您千万别去借网贷来还。", "urge_borrowing"),
        ("您没有义务替他还款。", "ask_third_party_to_pay"),
    ],
)
def test_what_only_sounds_like_misconduct_is_not(text: str, act: str, by_pattern: Reader) -> None:
    assert not hears(by_pattern, ACTS[act], "zh", text)


def test_an_own_act_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = load_acts()["greet"]
    own = tmp_path / "greet.yaml"
    own.write_text(shipped.path.read_text(encoding="utf-8").replace("zh: 问候", "zh: 打招呼", 1), encoding="utf-8")
    loaded = load_acts(tmp_path)
    assert loaded["greet"].value.label.zh == "打招呼"
    assert loaded["greet"].own
    assert loaded.keys() == ACTS.keys()


def test_an_unknown_field_is_named_with_its_line(tmp_path: Path) -> None:
    text = load_acts()["greet"].path.read_text(encoding="utf-8")
    (tmp_path / "greet.yaml").write_text(text.replace("\nspeaker:", "\nspeeker: agent\nspeaker:", 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"greet\.yaml:2.*speeker"):
        load_acts(tmp_path)
