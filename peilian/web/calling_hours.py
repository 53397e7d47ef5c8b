"""The hours in which a customer may be called, as the law pack gives them; shown beside the local time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge import Library

_CLAUSES: Mapping[str, tuple[str, str, str]] = {
    "CN": ("cn-gbt-45251-time-01", "quiet_until", "quiet_from"),
    "US": ("us-fdcpa-time-01", "earliest_hour", "latest_hour"),
}
"""Jurisdiction -> clause, and its parameters for the first and the last hour."""


@dataclass(frozen=True, slots=True)
class CallingHours:
    start: str
    end: str
    law: str
    rank: str


def calling_hours(library: Library, jurisdiction: str, on: date, language: str) -> CallingHours | None:
    """None where the law pack says nothing about that day."""
    clause_id, start, end = _CLAUSES[jurisdiction]
    clause = library.clauses.get(clause_id)
    if clause is None or not clause.in_force_on(on):
        return None
    values = {parameter.name: parameter.value for parameter in clause.parameters}
    law = library.law(clause.law_id)
    name = law.aliases[0] if law.aliases else law.name
    return CallingHours(values[start], values[end], name, law.rank.label(language))
