"""Own laws on the shelf: whole or not at all, found at once, carried away and brought back, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge import Clause, HybridIndex, Library, Rank
from knowledge.clause import ShippedClause
from knowledge.intake import remove, shelve
from peilian.content import InputError
from peilian.encoder import HashingEncoder
from tests.knowledge.builders import HOURS
from tests.knowledge.own_files import a_draft


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "content" / "knowledge"


def left_behind(own: Path) -> list[str]:
    """Every file below the content folder but the lock."""
    found = own.parent.rglob("*") if own.parent.is_dir() else ()
    return sorted(path.name for path in found if path.is_file() and path.name != ".knowledge-lock")


def test_what_was_shelved_is_what_was_drafted(own: Path) -> None:
    draft = a_draft(rank=Rank.NORMATIVE_DOCUMENT, issuer="合规部", number="〔2026〕3号", since=date(2026, 3, 1))
    assert shelve(draft, own) == own / "nanling"
    library = Library.load(own)
    assert library.laws["nanling"] == draft.law
    assert [library.clause(clause.id) for clause in draft.clauses] == list(draft.clauses)
    clause = library.clause("nanling-002")
    assert (clause.confidence, clause.sources, clause.severity_advice) == ("verified", ("V",), "minor")
    assert clause.rule.zh == clause.rule.en
    assert clause.in_force == (date(2026, 3, 1), None)
    assert library.validate() == []


def test_it_is_found_at_the_next_search_and_not_after_removal(own: Path, tmp_path: Path) -> None:
    question = "中午十二点到一点半不主动外呼"

    def best() -> str:
        index = HybridIndex.open(Library.load(own), HashingEncoder(), tmp_path / "index")
        results = index.search(question, jurisdiction="CN")
        index.close()
        return results[0].clause if results else ""

    assert best() != "nanling-002"
    shelve(a_draft(), own)
    assert best() == "nanling-002"
    assert remove("nanling", own) == 3
    assert best() != "nanling-002"


def test_shipped_clauses_say_what_breaks_them_and_own_ones_need_not() -> None:
    bare = {key: value for key, value in HOURS.items() if key not in ("breaks", "instead", "asks")}
    assert Clause.model_validate(bare).is_text_alone
    with pytest.raises(ValueError, match="breaks"):
        ShippedClause.model_validate(bare)


def test_the_version_of_the_shipped_pack_does_not_hang_on_what_a_law_may_say_besides(shipped: Library) -> None:
    assert all(law.issuer is None and law.number is None for law in shipped.laws.values())
    assert all(isinstance(clause, ShippedClause) for clause in shipped.clauses.values())


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"id": "cn-pipl"}, "id 'cn-pipl' is taken"),
        ({"title": "《个人信息保护法》"}, "cn-pipl"),
        ({"title": "个保法"}, "title"),
        ({"id": "nanling"}, "nanling"),
    ],
)
def test_a_name_that_is_taken_is_refused(told: dict[str, str], word: str, own: Path) -> None:
    shelve(a_draft(), own)
    before = left_behind(own)
    with pytest.raises(InputError, match=word):
        shelve(a_draft(**{"title": "另一份规范", "id": "other", **told}), own)
    assert left_behind(own) == before


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"title": "  "}, "--title"),
        ({"title": "长" * 201}, "--title"),
        ({"id": "Bad Id"}, "--id"),
        ({"id": "../up"}, "--id"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "--until"),
    ],
)
def test_what_is_said_about_a_text_must_hold(told: dict[str, object], word: str) -> None:
    with pytest.raises(InputError, match=word):
        a_draft(**told)


@pytest.mark.parametrize(
    ("title", "id"),
    [("Lunch & Learn: Agent's Policy", "lunch-learn-agents-policy"), ("南岭规范", "own-"), ("规范 2", "own-")],
)
def test_the_id_comes_from_the_title(title: str, id: str) -> None:
    law = a_draft(title=title, id=None).law
    assert law.id.startswith(id)
    assert law.id == a_draft(title=title, id=None).law.id


def test_a_failure_in_the_middle_leaves_nothing(own: Path) -> None:
    draft = a_draft()
    longest = draft.clauses[-1].model_copy(update={"id": f"nanling-{'x' * 300}"})
    with pytest.raises(InputError, match="cannot be written"):
        shelve(replace(draft, clauses=(*draft.clauses[:-1], longest)), own)
    assert left_behind(own) == []
    assert not own.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        shelve(a_draft(), tmp_path / "content" / "knowledge")


def test_what_a_dead_process_left_is_swept_and_never_read(own: Path) -> None:
    bench = own.parent / ".knowledge-bench"
    bench.mkdir(parents=True)
    (bench / "half.yaml").write_text("id: ha", encoding="utf-8")
    Library.load(own)
    shelve(a_draft(), own)
    assert not bench.exists()


def test_only_what_was_added_can_be_removed(own: Path) -> None:
    own.mkdir(parents=True)
    (own / "laws.yaml").write_text("laws:\n  - {id: by-hand, name: 手写的规范, rank: house_policy}\n", encoding="utf-8")
    for law_id in ("cn-pipl", "by-hand", "../content"):
        with pytest.raises(InputError):
            remove(law_id, own)
    assert left_behind(own) == ["laws.yaml"]


def test_a_law_that_another_clause_rests_on_stays(own: Path) -> None:
    shelve(a_draft(), own)
    text = (own / "nanling" / "nanling-002.yaml").read_text(encoding="utf-8")
    by_hand = text.replace("id: nanling-002", "id: nanling-hand-01")
    (own / "nanling-hand-01.yaml").write_text(by_hand, encoding="utf-8")
    with pytest.raises(InputError, match="nanling-hand-01"):
        remove("nanling", own)
    assert "nanling-002" in Library.load(own).clauses
