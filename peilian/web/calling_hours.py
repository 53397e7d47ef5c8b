"""The hours in which a customer may be called, as the law pack gives them; shown beside the local time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge import Library

_CLAUSES: Mapping[str, str] = {"CN": "cn-gbt-45251-time-01", "US": "us-fdcpa-time-01"}
"""Jurisdiction -> the clause whose `quiet_until` and `quiet_from` bound the day."""


@dataclass(frozen=True, slots=True)
class CallingHours:
    start: str
    end: str
    law: str
    rank: str


def calling_hours(library: Library, jurisdiction: str, on: date, language: str) -> CallingHours | None:
    """None where the law pack says nothing about that day."""
    clause = library.clauses.get(_CLAUSES[jurisdiction])
    if clause is None or not clause.in_force_on(on):
        return None
    values = {parameter.name: parameter.value for parameter in clause.parameters}
    if not {"quiet_until", "quiet_from"} <= values.keys():
        return None
    law = library.law(clause.law_id)
    name = law.aliases[0] if law.aliases else law.name
    return CallingHours(values["quiet_until"], values["quiet_from"], name, law.rank.label(language))
