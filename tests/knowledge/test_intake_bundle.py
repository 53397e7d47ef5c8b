"""Laws carried from one installation to another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import Library
from knowledge.intake import bundle_text, is_bundle, read_bundle, remove, shelve
from knowledge.intake.source import Source
from peilian.content import ContentError, InputError
from tests.knowledge.own_files import a_draft


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "content" / "knowledge"


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_an_exported_law_comes_back_as_it_was(form: str, own: Path) -> None:
    draft = a_draft(issuer="合规部", since=date(2026, 3, 1))
    shelve(draft, own)
    text = bundle_text(Library.load(own), "nanling", form="json" if form == "json" else "yaml")
    remove("nanling", own)
    source = Source(f"nanling.{form}", text.encode())
    assert is_bundle(source)
    again = read_bundle(source)
    assert (again.law, again.clauses) == (draft.law, draft.clauses)
    shelve(again, own)
    assert Library.load(own).validate() == []


@pytest.mark.parametrize("law_id", ["cn-civil-code", "us-fdcpa"])
def test_shipped_laws_can_be_exported_and_read(law_id: str, shipped: Library) -> None:
    draft = read_bundle(Source("law.yaml", bundle_text(shipped, law_id, form="yaml").encode()))
    assert {clause.id: clause.model_dump() for clause in draft.clauses} == {
        id: clause.model_dump() for id, clause in shipped.clauses.items() if clause.law_id == law_id
    }


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("confidence: verified", "confidence: sure", "confidence"),
        ("law_id: nanling\n", "law_id: other\n", "another law"),
        ("id: nanling-002\n", "id: nanling-001\n", "twice"),
        ("severity_advice:", "severity:", "severity"),
    ],
)
def test_an_export_that_was_changed_into_something_else_is_refused(old: str, new: str, word: str, own: Path) -> None:
    shelve(a_draft(), own)
    text = bundle_text(Library.load(own), "nanling", form="yaml").replace(old, new, 1)
    with pytest.raises((InputError, ContentError), match=word):
        read_bundle(Source("nanling.yaml", text.encode()))


def test_an_export_with_nothing_in_it_is_refused() -> None:
    for text in ('{"format": "peilian-law-1", ', '{"format": "peilian-law-1", "law": {}, "clauses": []}'):
        with pytest.raises((InputError, ContentError)):
            read_bundle(Source("law.json", text.encode()))
    head = "format: peilian-law-1\nlaw: {id: house, name: 规范, rank: house_policy}\n"
    with pytest.raises(InputError, match="no clauses"):
        read_bundle(Source("law.yaml", head.encode()))
