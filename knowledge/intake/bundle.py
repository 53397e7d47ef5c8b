"""One law and its clauses in one file, to be carried to another installation and added there.

YAML is a stream of documents, the law first and then every clause, so that each is read under the usual limits;
JSON is one object.
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.clause import Clause
from knowledge.intake.draft import MOST_CLAUSES, Draft
from knowledge.intake.masking import masked
from knowledge.intake.source import Source
from knowledge.intake.yaml_text import as_yaml, fields_of
from knowledge.law import Law
from knowledge.library import Library
from peilian.content import Document, InputError, read_yaml, validate

_FORMAT = "peilian-law-1"
_YAML = re.compile(rf"(?:\ufeff|---\s*\n)*format:\s*['\"]?{_FORMAT}\b")
_JSON = re.compile(rf'\ufeff?\s*\{{\s*"format"\s*:\s*"{_FORMAT}"')
_BETWEEN = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["peilian-law-1"]
    law: Law


class _Whole(_Head):
    clauses: tuple[Clause, ...] = Field(min_length=1)


def is_bundle(source: Source) -> bool:
    """True where the file was written by `knowledge export`."""
    start = source.data[:400].decode("utf-8", errors="replace")
    return bool(_YAML.match(start) or _JSON.match(start))


def bundle_text(library: Library, law_id: str, *, form: Literal["yaml", "json"]) -> str:
    """The law with its clauses. Raises `InputError` where there is none of that id, or it has no clauses."""
    if law_id not in library.laws:
        raise InputError(f"there is no law {law_id!r} — `knowledge list` shows them all")
    head = {"format": _FORMAT, "law": fields_of(library.laws[law_id])}
    clauses = [fields_of(clause) for clause in library.clauses.values() if clause.law_id == law_id]
    if not clauses:
        raise InputError(f"the law {law_id!r} has no clauses — there is nothing to export")
    if form == "json":
        return json.dumps({**head, "clauses": clauses}, ensure_ascii=False, indent=1) + "\n"
    return "---\n".join(as_yaml(document) for document in (head, *clauses))


def read_bundle(source: Source) -> Draft:
    """The law in an exported file. Raises `InputError` or `ContentError` where it was changed into something else."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise source.refuse("the text is not UTF-8", "save it as UTF-8") from error
    whole = _from_json(text, source) if text.lstrip().startswith("{") else _from_yaml(text, source)
    if len(whole.clauses) > MOST_CLAUSES:
        raise source.refuse(f"the law has {len(whole.clauses):,} clauses, more than 2,000", "split it")
    ids = [clause.id for clause in whole.clauses]
    if len(set(ids)) < len(ids):
        raise source.refuse("a clause stands twice", "keep one of them")
    if strange := [clause.id for clause in whole.clauses if clause.law_id != whole.law.id]:
        raise source.refuse(f"the clause {strange[0]} belongs to another law", "give each law its own file")
    covered = [masked(clause) for clause in whole.clauses]
    return Draft(whole.law, tuple(clause for clause, _ in covered), sum(count for _, count in covered))


def _from_json(text: str, source: Source) -> _Whole:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise source.refuse("not valid JSON", "export the law again") from error
    return validate(Document(document), _Whole, source.name)


def _from_yaml(text: str, source: Source) -> _Whole:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > MOST_CLAUSES + 1:
        raise source.refuse("the law has more than 2,000 clauses", "split it")
    head = validate(read_yaml(parts[0], source.name), _Head, source.name)
    clauses = []
    for place, part in enumerate(parts[1:], start=1):
        name = f"{source.name}, clause {place}"
        clauses.append(validate(read_yaml(part, name), Clause, name))
    try:
        return _Whole(format=head.format, law=head.law, clauses=tuple(clauses))
    except ValidationError as error:
        raise source.refuse("there are no clauses in it", "export the law again") from error
