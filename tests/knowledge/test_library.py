from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import Library, Rank
from knowledge.query import articles_in
from peilian.content import ContentError, KnowledgeError
from tests.knowledge.builders import a_clause, a_library

FOLDERS = Path(__file__).parents[2] / "knowledge"


def test_shipped_clauses_have_no_problems(shipped: Library) -> None:
    assert [str(error) for error in shipped.validate()] == []


def test_every_file_is_a_clause_of_its_folder(shipped: Library) -> None:
    for jurisdiction in ("CN", "US"):
        files = {path.stem for path in (FOLDERS / jurisdiction.lower()).glob("*.yaml")}
        assert files == {clause.id for clause in shipped.clauses.values() if clause.jurisdiction == jurisdiction}
        assert len(files) >= 40


def test_every_clause_carries_the_fact_of_its_name(shipped: Library) -> None:
    for clause in shipped.clauses.values():
        named = clause.id.removeprefix(f"{clause.law_id}-").upper()
        facts = [fact.removeprefix(f"{clause.jurisdiction}-") for fact in clause.facts]
        assert any(named == fact or named.startswith(f"{fact}-") for fact in facts), clause.id


def test_threats_in_2026_are_cited_by_their_new_article_number(shipped: Library) -> None:
    day = date(2026, 11, 18)
    penalties = [clause for clause in shipped.clauses.values() if clause.law_id.startswith("cn-security-penalties")]
    assert penalties
    for clause in penalties:
        if clause.in_force_on(day):
            assert "第四十二条" not in articles_in(clause.article or ""), clause.id


def test_a_clause_of_the_revised_penalties_law_is_not_in_force_before_2026(shipped: Library) -> None:
    assert not shipped.in_force("cn-security-penalties-2025-thr-01", date(2025, 12, 31))
    assert shipped.in_force("cn-security-penalties-2025-thr-01", date(2026, 1, 1))


def test_first_and_last_day_are_in_force() -> None:
    clause = a_clause(in_force=["2026-01-30", "2026-03-31"])
    days = [date(2026, 1, 29), date(2026, 1, 30), date(2026, 3, 31), date(2026, 4, 1)]
    assert [clause.in_force_on(day) for day in days] == [False, True, True, False]


def test_only_law_is_called_law() -> None:
    law = [rank for rank in Rank if rank.is_law]
    assert law == [
        Rank.LAW,
        Rank.JUDICIAL_INTERPRETATION,
        Rank.ADMINISTRATIVE_REGULATION,
        Rank.DEPARTMENTAL_RULE,
    ]
    assert Rank.RECOMMENDED_NATIONAL_STANDARD.label("zh-CN") == "推荐性国家标准"
    assert Rank.INDUSTRY_SELF_REGULATION.label("zh-TW") == "行业自律"
    assert Rank.HOUSE_POLICY.label("en-US") == "house policy"
    assert all("法" not in rank.label("zh") for rank in Rank if not rank.is_law)


@pytest.mark.parametrize(
    ("confidence", "sources", "allowed"),
    [
        ("verified", ["V"], True),
        ("secondary", ["S1", "S2"], True),
        ("secondary", ["S1"], False),
        ("secondary", ["S1", "S1"], False),
        ("inferred", ["V", "S1"], False),
        ("memory", ["M"], False),
    ],
)
def test_what_may_carry_a_hard_fail(confidence: str, sources: list[str], allowed: bool) -> None:
    clause = a_clause(confidence=confidence, sources=sources)
    assert a_library(clause).may_hard_fail(clause.id) is allowed


def test_house_policy_may_carry_a_hard_fail_where_it_was_adopted() -> None:
    clause = a_clause(confidence="memory", adopted={"by": "合规部", "on": "2026-10-01", "basis": "内部制度第 3 号"})
    assert a_library(clause).may_hard_fail(clause.id)


def test_a_citation_names_clause_law_and_article() -> None:
    clause = a_clause(article="第六条")
    citation = a_library(clause).citation(clause.id)
    assert citation.model_dump() == {
        "clause": "cn-demo-guide-time-01",
        "law_id": "cn-demo-guide",
        "law": "示范催收工作指引",
        "article": "第六条",
    }


def test_unknown_clauses_and_laws_are_refused_by_name() -> None:
    with pytest.raises(KnowledgeError, match="nowhere"):
        a_library().clause("nowhere")
    with pytest.raises(KnowledgeError, match="nowhere"):
        a_library().law("nowhere")


def test_validation_names_file_and_field() -> None:
    broken = a_clause(
        id="cn-lost-time-01",
        law_id="cn-lost",
        supersedes="cn-demo-guide-gone",
        asks={},
        parameters=[{"name": "latest", "value": "22:00"}],
    )
    said = [str(error) for error in a_library(broken).validate()]
    assert len(said) == 4
    assert all(error.startswith("cn-lost-time-01.yaml") for error in said)
    assert [error.split("[")[1].split("]")[0] for error in said] == [
        "law_id",
        "asks",
        "parameters.latest",
        "supersedes",
    ]


def test_a_clause_may_not_begin_before_the_one_it_supersedes_ended() -> None:
    old = a_clause(id="cn-demo-guide-time-02", in_force=["2020-01-01", "2026-01-30"])
    new = a_clause(supersedes=old.id)
    assert "dates overlap" in str(a_library(old, new).validate()[0])


def test_own_clauses_and_laws_lie_over_the_shipped_ones(tmp_path: Path, shipped: Library) -> None:
    law = "laws:\n  - {id: house-desk, name: 坐席守则, aliases: [], rank: house_policy}\n"
    (tmp_path / "laws.yaml").write_text(law, encoding="utf-8")
    (tmp_path / "house-desk-tone-01.yaml").write_text(
        "id: house-desk-tone-01\nlaw_id: house-desk\narticle: null\njurisdiction: CN\nconfidence: memory\n"
        "sources: [house]\nin_force: [2026-01-01, null]\nfacts: []\ntopic: {zh: 语气, en: tone}\n"
        "rule: {zh: 不打断, en: do not interrupt}\nbreaks: {zh: 抢话, en: talking over}\n"
        "instead: {zh: 听完再说, en: listen first}\nseverity_advice: minor\nasks: {zh: [老打断我]}\n"
        "adopted: {by: 质检组, on: 2026-01-01, basis: 例会}\n",
        encoding="utf-8",
    )
    library = Library.load(tmp_path)
    assert library.citation("house-desk-tone-01").law == "坐席守则"
    assert library.may_hard_fail("house-desk-tone-01")
    assert library.version != shipped.version
    assert library.validate() == shipped.validate() == []


def test_a_wrong_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("id: x\nlaw: nothing\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"x\.yaml"):
        Library.load(tmp_path)


def test_a_law_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = "laws:\n" + 2 * "  - {id: house-desk, name: 坐席守则, aliases: [], rank: house_policy}\n"
    (tmp_path / "laws.yaml").write_text(twice, encoding="utf-8")
    with pytest.raises(ContentError, match="twice"):
        Library.load(tmp_path)
