"""All clauses and laws: shipped ones, and the organisation's own laid over them.

Knows what may be cited and when; knows nothing of searching.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Self

from knowledge.citation import Citation
from knowledge.clause import Clause, ShippedClause
from knowledge.law import Law, read_laws
from peilian.content import ContentError, Item, KnowledgeError, Shelf, hash_of_all, read_item

_HERE = Path(__file__).parent
_LAWS = "laws"


@dataclass(frozen=True, slots=True)
class Library:
    """Every clause and law by id, and a version that changes with any of them."""

    clauses: Mapping[str, Clause]
    laws: Mapping[str, Law]
    version: str
    """Twelve hex digits."""

    @classmethod
    def load(cls, own: Path | None = None) -> Self:
        """The shipped library with the files of `own` over it: clauses, and more laws in any `laws.yaml` there.

        Raises `ContentError` at the first file that cannot be read; `validate` tells the rest.
        """
        law_files = [_HERE / "laws.yaml"]
        if own is not None and own.is_dir():
            law_files += sorted(own.rglob(f"{_LAWS}.yaml"))
        laws: dict[str, Law] = {}
        for path in law_files:
            laws |= read_laws(path)
        shelf = Shelf(Clause, (_HERE / "cn", _HERE / "us"), own, besides=frozenset({_LAWS}))
        return cls.of([_read(path, own=is_own) for path, is_own in shelf.paths().values()], laws)

    @classmethod
    def of(cls, items: list[Item[Clause]], laws: Mapping[str, Law]) -> Self:
        """A library of these clauses and laws."""
        digest = hashlib.sha256(hash_of_all(items).encode())
        for id in sorted(laws):
            digest.update(laws[id].model_dump_json(exclude_none=True).encode())
        clauses = {item.id: item.value for item in sorted(items, key=lambda item: item.id)}
        return cls(MappingProxyType(clauses), MappingProxyType(dict(laws)), digest.hexdigest()[:12])

    def clause(self, id: str) -> Clause:
        """Raises `KnowledgeError` when there is no such clause."""
        try:
            return self.clauses[id]
        except KeyError:
            raise KnowledgeError(f"there is no clause {id!r} — `knowledge list` shows them all") from None

    def law(self, id: str) -> Law:
        """Raises `KnowledgeError` when there is no such law."""
        try:
            return self.laws[id]
        except KeyError:
            raise KnowledgeError(f"there is no law {id!r} — add it to laws.yaml") from None

    def in_force(self, id: str, on: date) -> bool:
        """True where the clause is in force on the day. Raises `KnowledgeError` when unknown."""
        return self.clause(id).in_force_on(on)

    def may_hard_fail(self, id: str) -> bool:
        """True where the clause alone may carry a hard fail: verified, reported by two sources, or adopted here."""
        clause = self.clause(id)
        if clause.adopted is not None or clause.confidence == "verified":
            return True
        return clause.confidence == "secondary" and max(len(set(clause.sources)), clause.reports or 0) >= 2

    def citation(self, id: str) -> Citation:
        """Raises `KnowledgeError` when the clause or its law is unknown."""
        clause = self.clause(id)
        return Citation(clause=id, law_id=clause.law_id, law=self.law(clause.law_id).name, article=clause.article)

    def validate(self) -> list[ContentError]:
        """Everything that is wrong across files, in order of clause id."""
        return [error for clause in self.clauses.values() for error in self._problems(clause)]

    def _problems(self, clause: Clause) -> list[ContentError]:
        file = f"{clause.id}.yaml"
        found: list[ContentError] = []
        if clause.law_id not in self.laws:
            remedy = "use an id of laws.yaml or add the law there"
            found.append(ContentError(f"unknown law {clause.law_id!r}", file=file, field="law_id", remedy=remedy))
        if not clause.id.startswith(f"{clause.law_id}-"):
            remedy = "an id is <law_id>-<fact id in lower case>"
            found.append(ContentError("the id does not begin with its law", file=file, field="id", remedy=remedy))
        if not clause.asks.zh + clause.asks.en and not clause.is_text_alone:
            remedy = "write how people ask or say it, or nobody will find it"
            found.append(ContentError("no asks", file=file, field="asks", remedy=remedy))
        for parameter in clause.parameters:
            if not parameter.unit.strip():
                field = f"parameters.{parameter.name}"
                found.append(ContentError("no unit", file=file, field=field, remedy="say days, calls, percent …"))
        return found + self._succession_problems(clause, file)

    def _succession_problems(self, clause: Clause, file: str) -> list[ContentError]:
        found: list[ContentError] = []
        neighbours = (("supersedes", clause.supersedes), ("superseded_by", clause.superseded_by))
        for field, other in neighbours:
            if other is None:
                continue
            if other not in self.clauses:
                remedy = "name a clause that exists, or leave it out"
                found.append(ContentError(f"unknown clause {other!r}", file=file, field=field, remedy=remedy))
            elif field == "supersedes" and _overlap(self.clauses[other], clause):
                remedy = f"end {other!r} on the day before this one begins"
                found.append(ContentError("dates overlap", file=file, field="in_force", remedy=remedy))
        return found


def _read(path: Path, *, own: bool) -> Item[Clause]:
    model: type[Clause] = Clause if own else ShippedClause
    return read_item(path, model, own=own)


def _overlap(old: Clause, new: Clause) -> bool:
    start, end = new.in_force[0] or date.min, old.in_force[1] or date.max
    return start <= end
