"""What is searched: several short texts of every clause, and what people say that no clause answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.clause import Clause
from peilian.content import read_yaml, validate

SCHEMA = 3
"""Raised when the way clauses become passages changes, so that old snapshots are rebuilt."""
ELSEWHERE = "NONE"
"""The jurisdiction of passages that belong to no clause."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One searchable text of one clause, or of none (`clause` is empty)."""

    id: str
    clause: str
    jurisdiction: str
    text: str


def passages_of(clauses: Iterable[Clause]) -> tuple[Passage, ...]:
    """Topic and rule, what breaks it, what to do instead, and every ask, in both languages; in order of clause id.

    After them the passages of `elsewhere.yaml`.
    """
    return _of_clauses(clauses) + _of_nothing()


class _Elsewhere(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: tuple[str, ...]
    en: tuple[str, ...]


def _of_nothing() -> tuple[Passage, ...]:
    path = Path(__file__).parent / "elsewhere.yaml"
    said = validate(read_yaml(path.read_text(encoding="utf-8"), path.name), _Elsewhere, path.name)
    return tuple(
        Passage(f"elsewhere#{number}", "", ELSEWHERE, text) for number, text in enumerate((*said.zh, *said.en))
    )


def _of_clauses(clauses: Iterable[Clause]) -> tuple[Passage, ...]:
    return tuple(
        Passage(f"{clause.id}#{number}", clause.id, clause.jurisdiction, text)
        for clause in sorted(clauses, key=lambda clause: clause.id)
        for number, text in enumerate(_texts(clause))
    )


def _texts(clause: Clause) -> tuple[str, ...]:
    """The topic stands before what we wrote; it is left out before what people say, who do not name it."""
    written = (clause.rule, clause.breaks, clause.instead)
    return (
        *(f"{clause.topic.zh}：{part.zh}" for part in written),
        *(f"{clause.topic.en}: {part.en}" for part in written),
        *clause.asks.zh,
        *clause.asks.en,
    )
