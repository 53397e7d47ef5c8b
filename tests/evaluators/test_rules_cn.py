"""The mainland rules of `rules/cn`: whole, cited, and heard by the Reader as their own examples promise."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import evaluators.rule
from evaluators.finding import LEGALITY_CATEGORIES
from evaluators.rule import Rule, load_rules
from knowledge import Library
from peilian.dialogue.reader import Reader

FOLDER = Path(evaluators.rule.__file__).parent / "rules" / "cn"
DAY = date(2026, 11, 18)
CRITICAL_EXAMPLES, CRITICAL_COUNTERS = 16, 10
OTHER_EXAMPLES, OTHER_COUNTERS = 10, 8


def mainland() -> list[Rule]:
    names = {path.stem for path in FOLDER.glob("*.yaml")}
    return [item.value for id, item in load_rules().items() if id in names]


def recognised() -> list[Rule]:
    return [rule for rule in mainland() if rule.recognise]


@pytest.fixture(scope="module")
def reader(shipped_reader: Reader) -> Reader:
    return shipped_reader


def hears(reader: Reader, rule: Rule, sentence: str) -> bool:
    reading = reader.read(sentence, language="zh-CN", speaker="agent", on=DAY)
    return rule.id in {heard.signal for heard in reading.heard}


def test_every_file_is_a_rule_of_the_mainland_alone() -> None:
    assert mainland()
    assert {rule.jurisdictions for rule in mainland()} == {("CN",)}


def test_every_legality_category_has_at_least_two_rules() -> None:
    count = Counter(rule.category for rule in mainland() if rule.dimension == "legality" and rule.severity != "praise")
    assert {category: count[category] for category in LEGALITY_CATEGORIES if count[category] < 2} == {}


def test_every_citation_is_a_clause_of_the_library() -> None:
    library = Library.load()
    cited = {(rule.id, clause) for rule in mainland() for clause in rule.citations}
    assert [pair for pair in sorted(cited) if pair[1] not in library.clauses] == []


def test_every_critical_legality_rule_cites_a_clause_that_may_carry_a_hard_fail() -> None:
    library = Library.load()
    critical = [rule for rule in mainland() if rule.dimension == "legality" and rule.severity == "critical"]
    assert [rule.id for rule in critical if not any(library.may_hard_fail(id) for id in rule.citations)] == []


def test_every_recognised_rule_has_enough_to_learn_from() -> None:
    thin = []
    for rule in recognised():
        assert rule.recognise is not None
        critical = rule.severity == "critical"
        wanted = (CRITICAL_EXAMPLES, CRITICAL_COUNTERS) if critical else (OTHER_EXAMPLES, OTHER_COUNTERS)
        given = (len(rule.recognise.examples.zh), len(rule.recognise.counter_examples.zh))
        if given < wanted or given[1] < wanted[1]:
            thin.append((rule.id, given))
    assert thin == []


def test_examples_are_heard_by_their_own_rule(reader: Reader) -> None:
    pairs = [(rule, text) for rule in recognised() if rule.recognise for text in rule.recognise.examples.zh]
    missed = [(rule.id, text) for rule, text in pairs if not hears(reader, rule, text)]
    assert len(missed) <= 0.05 * len(pairs), missed


def test_counter_examples_are_not_heard_by_their_own_rule(reader: Reader) -> None:
    pairs = [(rule, text) for rule in recognised() if rule.recognise for text in rule.recognise.counter_examples.zh]
    alarms = [(rule.id, text) for rule, text in pairs if hears(reader, rule, text)]
    assert len(alarms) <= 0.02 * len(pairs), alarms
