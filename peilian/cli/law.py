"""`knowledge`: search, list, show, validate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import SearchResult
from peilian.cli.door import Door, read_text
from peilian.content import InputError
from peilian.dialogue.call import Jurisdiction
from peilian.practice.assembly import Assembly


class Question(BaseModel):
    """One line of `--queries`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | int
    query: str = Field(pattern=r"\S")
    jurisdiction: Jurisdiction | None = None


def search(
    door: Door,
    parts: Assembly,
    *,
    query: str | None,
    queries: Path | None,
    top: int,
    jurisdiction: Jurisdiction | None,
    on: date | None,
) -> None:
    """One question, or a file of them, one answer per line. Raises `InputError`."""
    if (query is None) == (queries is None):
        raise InputError("give either a QUERY or --queries FILE.jsonl")
    if query is not None:
        if not query.strip():
            raise InputError("the query is empty — write what you want to know")
        door.emit(_json(parts.retriever.search(query, top=top, jurisdiction=jurisdiction, on=on)))
        return
    assert queries is not None
    for question in list(_queries(read_text(queries, door.stdin), queries.name)):
        chosen = question.jurisdiction or jurisdiction
        found = parts.retriever.search(question.query, top=top, jurisdiction=chosen, on=on)
        results = [result.model_dump(mode="json") for result in found]
        door.emit(json.dumps({"id": question.id, "results": results}, ensure_ascii=False))


def _json(results: list[SearchResult]) -> str:
    return json.dumps([result.model_dump(mode="json") for result in results], ensure_ascii=False)


def _queries(text: str, name: str) -> Iterator[Question]:
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            yield Question.model_validate(json.loads(raw))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"][:1]) or "the line"
            raise InputError(
                f'{name}:{number} [{field}]: {first["msg"]} — each line needs "id" and "query", and may have '
                '"jurisdiction" (CN or US)'
            ) from error
        except (ValueError, RecursionError) as error:
            raise InputError(f"{name}:{number}: not valid JSON — write one object per line") from error


def list_clauses(door: Door, parts: Assembly) -> None:
    library = parts.library
    rows = [
        {
            "clause": clause.id,
            "law_id": clause.law_id,
            "law": library.law(clause.law_id).name,
            "article": clause.article,
            "rank": library.law(clause.law_id).rank,
            "confidence": clause.confidence,
            "in_force": [day.isoformat() if day else None for day in clause.in_force],
            "topic": clause.topic.model_dump(),
        }
        for clause in library.clauses.values()
    ]
    door.emit(json.dumps(rows, ensure_ascii=False))


def show_clause(door: Door, parts: Assembly, id: str) -> None:
    """One clause with its law, rank and the rules that cite it. Raises `InputError`."""
    library = parts.library
    if id not in library.clauses:
        raise InputError(f"there is no clause {id!r} — see `knowledge list`")
    clause = library.clause(id)
    law = library.law(clause.law_id)
    shown = {
        **clause.model_dump(mode="json", exclude_none=True),
        "law": law.name,
        "rank": law.rank,
        "may_hard_fail": library.may_hard_fail(id),
        "cited_by": sorted(rule_id for rule_id, item in parts.rules.items() if id in item.value.citations),
    }
    door.emit(json.dumps(shown, ensure_ascii=False, indent=1))


def validate(door: Door, parts: Assembly) -> int:
    """Problems of the pack and citations that lead nowhere; counts by jurisdiction, rank and confidence."""
    from collections import Counter

    library = parts.library
    problems = [str(error) for error in library.validate()]
    for rule_id, item in parts.rules.items():
        wanted = [*item.value.citations, *([item.value.clause] if item.value.clause else [])]
        problems += [f"rule {rule_id} cites {id!r}, which is no clause" for id in wanted if id not in library.clauses]
    for problem in problems:
        door.say(problem)
    for name, counts in (
        ("jurisdiction", Counter(clause.jurisdiction for clause in library.clauses.values())),
        ("rank", Counter(library.law(clause.law_id).rank for clause in library.clauses.values())),
        ("confidence", Counter(clause.confidence for clause in library.clauses.values())),
    ):
        door.say(f"{name}: " + ", ".join(f"{key} {count}" for key, count in sorted(counts.items())))
    door.say(f"{len(library.clauses)} clauses, {len(problems)} problem(s)")
    return 1 if problems else 0
