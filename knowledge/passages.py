"""What is searched: several short texts of every clause, and what people say that no clause answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.clause import Clause
from peilian.content import read_yaml, validate
from peilian.dialogue import sentences

SCHEMA = 3
"""Raised when the way clauses become passages changes, so that old snapshots are rebuilt."""
ELSEWHERE = "NONE"
"""The jurisdiction of passages that belong to no clause."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_SENTENCES = 24


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
    """The topic stands before what we wrote; it is left out before what people say, who do not name it.

    Where nobody wrote how people ask, each sentence of the text is searched by itself.
    """
    if clause.is_text_alone and not clause.asks.zh + clause.asks.en:
        return tuple(dict.fromkeys(text for part in ("zh", "en") for text in _of_text_alone(clause, part)))
    written = [part for part in (clause.rule, clause.breaks, clause.instead) if part is not None]
    return (
        *(f"{clause.topic.zh}：{part.zh}" for part in written),
        *(f"{clause.topic.en}: {part.en}" for part in written),
        *clause.asks.zh,
        *clause.asks.en,
    )


def _of_text_alone(clause: Clause, language: str) -> Iterator[str]:
    topic, text = clause.topic.said_in(language), clause.rule.said_in(language)
    yield f"{topic}：{text}" if _HAN.search(text) else f"{topic}: {text}"
    parts = [text[start:end] for start, end in sentences.split(text)]
    if len(parts) > 1:
        yield from parts[:_MOST_SENTENCES]
