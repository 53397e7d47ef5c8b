"""The US rules of `rules/us` and the shared ones of `rules/both`: whole, cited, bound to acts and checks that exist,
and heard as their own examples promise."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import evaluators.rule
from evaluators.checks import CHECKS
from evaluators.conditions import holds
from evaluators.conversation import alone
from evaluators.examiner import Examiner
from evaluators.finding import LEGALITY_CATEGORIES, PRAISE_CATEGORIES
from evaluators.rule import Rule, load_rules
from knowledge import Library
from peilian.dialogue.acts import load_acts
from peilian.dialogue.reader import Reader

RULES = Path(evaluators.rule.__file__).parent / "rules"
HERE = Path(__file__).parent
DAY = date(2026, 11, 18)
CRITICAL_EXAMPLES, CRITICAL_COUNTERS = 16, 10
OTHER_EXAMPLES, OTHER_COUNTERS = 10, 8
NEEDED_PARAMETERS = {
    "calling_hours": {"quiet_from", "quiet_until"},
    "connected_calls_today": {"connected_calls_per_day"},
    "unanswered_attempts_today": {"unanswered_attempts_per_day"},
    "calls_in_seven_days": {"calls_per_seven_days"},
    "conversation_within_seven_days": {"days_after_conversation"},
}


def rules_in(*folders: str) -> list[Rule]:
    names = {path.stem for folder in folders for path in (RULES / folder).glob("*.yaml")}
    return [item.value for id, item in load_rules().items() if id in names]


def contextual() -> list[Rule]:
    return [item.value for item in load_rules().values() if item.value.check]


def learned() -> list[Rule]:
    return [rule for rule in rules_in("us", "both") if rule.recognise]


@pytest.fixture(scope="module")
def reader(shipped_reader: Reader) -> Reader:
    return shipped_reader


def hears(reader: Reader, rule: Rule, language: str, sentence: str) -> bool:
    return reader.read(sentence, language=language, speaker="agent", on=DAY).has(rule.id)


def test_us_rules_are_for_the_us_and_shared_rules_name_their_places() -> None:
    assert {rule.jurisdictions for rule in rules_in("us")} == {("US",)}
    assert all("CN" in rule.jurisdictions for rule in rules_in("both"))


def test_every_legality_category_has_a_us_rule() -> None:
    count = Counter(rule.category for rule in rules_in("us") if rule.dimension == "legality")
    assert [category for category in LEGALITY_CATEGORIES if not count[category]] == []


def test_every_kind_of_praise_can_be_earned_in_both_places() -> None:
    praised = {rule.category for rule in rules_in("both") if rule.severity == "praise"}
    assert praised == set(PRAISE_CATEGORIES)


def test_every_citation_is_a_clause_of_its_own_country() -> None:
    library = Library.load()
    wrong = [
        (rule.id, id)
        for rule in [*rules_in("us", "both"), *contextual()]
        for id in rule.citations
        if id not in library.clauses or library.clause(id).jurisdiction not in rule.jurisdictions
    ]
    assert wrong == []


def test_every_critical_legality_rule_may_carry_a_hard_fail() -> None:
    library = Library.load()
    critical = [rule for rule in rules_in("us") if rule.dimension == "legality" and rule.severity == "critical"]
    assert [rule.id for rule in critical if not any(library.may_hard_fail(id) for id in rule.citations)] == []


def test_every_check_finds_the_parameters_it_reads_in_its_clause() -> None:
    library = Library.load()
    for rule in contextual():
        assert rule.check in CHECKS
        needed = NEEDED_PARAMETERS.get(rule.check or "", set())
        given = {one.name for one in library.clause(rule.clause).parameters} if rule.clause else set()
        assert needed <= given, (rule.id, needed - given)


def test_every_act_a_shared_rule_names_exists_on_the_right_side() -> None:
    sides = {id: item.value.speaker for id, item in load_acts().items()}
    for rule in rules_in("us", "both"):
        of_agent = [*rule.acts, *(rule.omission.acts if rule.omission else ())]
        of_debtor = [
            *(rule.when.debtor_said or ()),
            *(rule.when.debtor_just_said or ()),
            *(rule.omission.after_debtor if rule.omission else ()),
        ]
        assert [act for act in of_agent if sides.get(act) != "agent"] == [], rule.id
        assert [act for act in of_debtor if sides.get(act) != "debtor"] == [], rule.id


def test_rules_that_are_learned_have_enough_to_learn_from() -> None:
    thin = []
    for rule in learned():
        assert rule.recognise is not None
        wanted = (
            (CRITICAL_EXAMPLES, CRITICAL_COUNTERS) if rule.severity == "critical" else (OTHER_EXAMPLES, OTHER_COUNTERS)
        )
        given = (len(rule.recognise.examples.en), len(rule.recognise.counter_examples.en))
        if given[0] < wanted[0] or given[1] < wanted[1]:
            thin.append((rule.id, given))
    assert thin == []


def test_examples_are_heard_by_their_own_rule(reader: Reader) -> None:
    heard = [
        hears(reader, rule, language, sentence)
        for rule in learned()
        if rule.recognise
        for language, sentence in rule.recognise.examples.all()
    ]
    assert sum(heard) / len(heard) >= 0.95


def test_lawful_look_alikes_stay_silent(reader: Reader) -> None:
    heard = [
        hears(reader, rule, language, sentence)
        for rule in learned()
        if rule.recognise
        for language, sentence in rule.recognise.counter_examples.all()
    ]
    assert sum(heard) / len(heard) <= 0.02


@pytest.mark.parametrize("name", ["unseen_us.jsonl", "unseen_us2.jsonl", "unseen_us3.jsonl", "unseen_us4.jsonl"])
def test_sentences_outside_the_bank_are_judged_as_a_lawyer_would(reader: Reader, name: str) -> None:
    examiner = Examiner(load_rules(), Library.load(), reader)
    missed, alarms = [], []
    lines = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        findings = examiner.examine_sentence(
            line["text"], language="en-US", jurisdiction="US", speaker="agent", previous=None, on=DAY
        )
        found = {finding.category for finding in findings if finding.severity != "praise"}
        if line["rules"] and not found & set(line["rules"]):
            missed.append(line["text"])
        if not line["rules"] and found:
            alarms.append((line["text"], sorted(found)))
    violating = sum(bool(line["rules"]) for line in lines)
    assert len(missed) <= 0.12 * violating, missed
    assert len(alarms) <= 0.05 * (len(lines) - violating), alarms


def test_praise_for_empathy_needs_something_to_empathise_with(reader: Reader) -> None:
    rule = load_rules()["praise-empathy"].value
    words = reader.read("您一个人带着孩子，真不容易", language="zh-CN", speaker="agent", on=DAY)
    trouble = reader.read("我上个月被裁了，家里就靠我一个人", language="zh-CN", speaker="debtor", on=DAY)
    small_talk = reader.read("嗯，你说吧", language="zh-CN", speaker="debtor", on=DAY)
    assert holds(rule.when, alone(words, trouble, "CN")) is True
    assert holds(rule.when, alone(words, small_talk, "CN")) is not True
