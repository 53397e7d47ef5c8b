"""The mainland-China clauses: what they must cover and what they must never claim."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from knowledge.clause import Clause
from knowledge.library import Library

CRITICAL_FACTS = [
    *("CN-TIME-01", "CN-ID-02", "CN-3P-01", "CN-3P-02", "CN-3P-03", "CN-3P-04", "CN-3P-06"),
    *("CN-THR-01", "CN-THR-02", "CN-THR-03", "CN-THR-04", "CN-THR-05", "CN-THR-06", "CN-THR-07", "CN-THR-08"),
    *("CN-THR-09", "CN-THR-11", "CN-THR-12", "CN-THR-13", "CN-THR-14", "CN-THR-15", "CN-THR-16", "CN-THR-17"),
    *("CN-FALSE-01", "CN-FALSE-02", "CN-FALSE-03", "CN-FALSE-04", "CN-FALSE-05", "CN-FALSE-06", "CN-FALSE-14"),
    *("CN-PI-05", "CN-PI-06", "CN-PI-07", "CN-PI-15", "CN-CR-05", "CN-CR-06"),
    *("CN-AMT-01", "CN-AMT-02", "CN-AMT-03", "CN-AMT-17", "CN-NEG-06"),
    *("CN-INH-01", "CN-MIN-01", "CN-ORG-05"),
]


@pytest.fixture(scope="module")
def clauses(shipped: Library) -> dict[str, Clause]:
    return {name: clause for name, clause in shipped.clauses.items() if clause.jurisdiction == "CN"}


@pytest.mark.parametrize("fact", CRITICAL_FACTS)
def test_every_critical_fact_has_a_critical_clause(clauses: dict[str, Clause], fact: str) -> None:
    assert any(fact in clause.facts and clause.severity_advice == "critical" for clause in clauses.values())


def test_the_id_names_the_law(clauses: dict[str, Clause]) -> None:
    for name, clause in clauses.items():
        assert name.startswith(f"{clause.law_id}-"), name


def test_documents_whose_articles_nobody_read_have_no_article(clauses: dict[str, Clause]) -> None:
    unread = {"cn-gbt-45251", "cn-cba-guide-2026", "cn-soft-violence", "cn-consumer-protection-measures"}
    assert [name for name, clause in clauses.items() if clause.law_id in unread and clause.article is not None] == []


def test_the_old_article_42_is_out_of_force_from_2026(clauses: dict[str, Clause]) -> None:
    old = [
        clause
        for clause in clauses.values()
        if clause.law_id.startswith("cn-security-penalties") and (clause.article or "").startswith("第四十二条")
    ]
    assert old
    assert not any(clause.in_force_on(date(2026, 1, 1)) for clause in old)
    assert clauses["cn-security-penalties-2012-thr-01"].in_force_on(date(2025, 12, 31))
    assert clauses["cn-security-penalties-2025-thr-01"].in_force_on(date(2026, 1, 1))


def test_credit_repair_is_open_in_its_window_and_closed_after(clauses: dict[str, Clause]) -> None:
    window, closed = clauses["cn-credit-repair-cr-05-window"], clauses["cn-credit-repair-cr-05"]
    assert window.in_force_on(date(2026, 3, 31))
    assert not closed.in_force_on(date(2026, 3, 31))
    assert closed.in_force_on(date(2026, 4, 1))
    assert not window.in_force_on(date(2026, 4, 1))


def test_superseding_runs_both_ways(clauses: dict[str, Clause]) -> None:
    for name, clause in clauses.items():
        if clause.supersedes is not None:
            assert clauses[clause.supersedes].superseded_by == name
        if clause.superseded_by is not None:
            assert clauses[clause.superseded_by].supersedes == name


def test_every_clause_is_asked_for_in_at_least_seven_short_ways(clauses: dict[str, Clause]) -> None:
    for name, clause in clauses.items():
        assert len(clause.asks.zh) >= 7, name
        assert all(len(ask) <= 60 for ask in clause.asks.zh), name


def test_no_ask_stands_in_two_clauses(clauses: dict[str, Clause]) -> None:
    asked = Counter(ask for clause in clauses.values() for ask in (*clause.asks.zh, *clause.asks.en))
    assert [ask for ask, times in asked.items() if times > 1] == []


@pytest.mark.parametrize(
    "name", ["cn-pipl-id-02", "cn-cba-guide-2026-id-02", "cn-cba-guide-2026-amt-17", "cn-cba-guide-2026-3p-02"]
)
def test_what_is_inferred_remembered_or_told_by_one_paper_fails_no_call(shipped: Library, name: str) -> None:
    assert not shipped.may_hard_fail(name)
