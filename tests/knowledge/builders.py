"""Small libraries of invented clauses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge import Clause, Law, Library, Rank
from peilian.content import Item

HOURS = {
    "id": "cn-demo-guide-time-01",
    "law_id": "cn-demo-guide",
    "article": None,
    "jurisdiction": "CN",
    "confidence": "secondary",
    "sources": ["S1"],
    "in_force": ["2026-01-30", None],
    "facts": ["CN-TIME-01"],
    "topic": {"zh": "催收时段", "en": "calling hours"},
    "rule": {"zh": "晚上十点以后不打电话", "en": "no calls after ten at night"},
    "breaks": {"zh": "半夜打过去", "en": "calling at midnight"},
    "instead": {"zh": "第二天上午再打", "en": "call the next morning"},
    "parameters": [{"name": "latest", "value": "22:00", "unit": "local time"}],
    "severity_advice": "critical",
    "asks": {"zh": ["几点以后不能打电话"], "en": ["how late may you call"]},
}


def a_clause(**changes: Any) -> Clause:
    """The clause on calling hours, with some fields changed."""
    return Clause.model_validate({**HOURS, **changes})


def a_clause_about(words: str, **changes: Any) -> Clause:
    """A clause whose every text is `words`."""
    both = {"zh": words, "en": words}
    texts = {"topic": both, "rule": both, "breaks": both, "instead": both, "asks": {"zh": [words], "en": [words]}}
    return a_clause(**texts, **changes)


def a_library(*clauses: Clause) -> Library:
    """A library of these clauses under two invented laws."""
    laws = [
        Law(id="cn-demo-guide", name="示范催收工作指引", aliases=("示范指引",), rank=Rank.INDUSTRY_SELF_REGULATION),
        Law(id="cn-demo-law", name="示范法", rank=Rank.LAW),
    ]
    items = [Item(clause.id, clause, clause.model_dump_json(), Path(f"{clause.id}.yaml"), False) for clause in clauses]
    return Library.of(items, {law.id: law for law in laws})
