"""`personas`, `rules`, `rubrics`, `knowledge`: lists, files, checks and search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peilian.cli import schemas
from tests.cli.builders import HOME, SCHEMAS, fits, json_lines, one_sentence, peilian, written
from tests.practice.builders import IDS, the_parts


def test_personas_are_listed_as_the_contract_says() -> None:
    listed = peilian("personas", "list", "--format", "json").json()
    assert set(IDS) <= {entry["id"] for entry in listed}
    for entry in listed:
        assert list(entry) == ["id", "language", "jurisdiction", "archetype", "difficulty", "name"]
        assert entry["language"] in ("zh-CN", "zh-TW", "en-US")
        assert entry["jurisdiction"] in ("CN", "US")
        assert isinstance(entry["difficulty"], int)


def test_rules_and_rubrics_are_listed_with_what_tells_them_apart() -> None:
    rules = peilian("rules", "list", "--format", "json").json()
    assert len({rule["id"] for rule in rules}) == len(rules) >= 50
    assert all(rule["category"] and rule["severity"] and rule["jurisdictions"] for rule in rules)
    (rubric, *_) = peilian("rubrics", "list", "--format", "json").json()
    assert rubric["id"] == "default"


def test_clauses_are_listed_with_law_rank_and_dates() -> None:
    clauses = peilian("knowledge", "list", "--format", "json").json()
    assert len(clauses) >= 40
    for clause in clauses:
        assert {"clause", "law_id", "law", "article", "rank", "confidence", "in_force"} <= set(clause)


@pytest.mark.parametrize(("group", "id"), [("personas", "angry-driver"), ("rubrics", "default")])
def test_show_prints_the_file_as_it_was_written(group: str, id: str) -> None:
    shown = peilian(group, "show", id)
    assert shown.code == 0
    assert shown.out.startswith(f"id: {id}\n")


def test_a_rule_and_a_clause_can_be_shown() -> None:
    rule = next(iter(the_parts().rules))
    assert f"id: {rule}" in peilian("rules", "show", rule).out
    clause = peilian("knowledge", "show", "cn-credit-card-measures-neg-01").json()
    assert clause["article"] == "第七十条"
    assert {"law", "rank", "may_hard_fail", "cited_by"} <= set(clause)


@pytest.mark.parametrize("group", ["personas", "rules", "rubrics", "knowledge"])
def test_showing_what_is_not_there_is_one_sentence(group: str) -> None:
    one_sentence(peilian(group, "show", "no-such-thing"), "no-such-thing")


@pytest.mark.parametrize("group", ["personas", "rubrics", "knowledge"])
def test_shipped_content_is_valid(group: str) -> None:
    ran = peilian(group, "validate")
    assert (ran.code, ran.out) == (0, ""), ran.err


def test_validating_rules_tells_what_was_heard() -> None:
    ran = peilian("rules", "validate")
    assert ran.code in (0, 1)
    assert ran.out == ""
    assert "examples heard" in ran.err.splitlines()[-1]


def a_persona(folder: Path, old: str = "", new: str = "") -> Path:
    text = the_parts().persona("angry-driver").path.read_text(encoding="utf-8")
    assert old in text
    return written(folder, "angry-driver.yaml", text.replace(old, new, 1))


def test_one_good_file_is_valid(tmp_path: Path) -> None:
    ran = peilian("personas", "validate", a_persona(tmp_path))
    assert (ran.code, ran.err) == (0, "1 persona valid\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("age: 43", "age: old", ("[age]",)),
        ("age: 43\n", "", ("[age]",)),
        ("age: 43", "age: 43\nmood: sad", ("[mood]",)),
        ("gender: male", "gender: [male", ("angry-driver.yaml:",)),
        ("name: 赵大勇", "name: &a 赵大勇", ("angry-driver.yaml:",)),
        ("age: 43", "age: 43\nage: 44", ("angry-driver.yaml:",)),
        ("id: angry-driver", "id: another", ("angry-driver.yaml",)),
    ],
)
def test_a_malformed_persona_is_named_with_line_or_field(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    ran = peilian("personas", "validate", a_persona(tmp_path, old, new))
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1
    for word in ("angry-driver.yaml", *words):
        assert word in ran.err


def test_an_unlock_by_an_act_that_does_not_exist_is_not_valid(tmp_path: Path) -> None:
    ran = peilian("personas", "validate", a_persona(tmp_path, "by: [ask_reason, ask_ability", "by: [ask_reson, ask"))
    assert ran.code == 1
    assert "ask_reson" in ran.err


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    one_sentence(peilian("personas", "validate", tmp_path / "none.yaml"), "none.yaml")
    one_sentence(peilian("rules", "validate", tmp_path / "none.yaml"), "none.yaml")


def test_a_search_answers_with_search_results() -> None:
    results = peilian("knowledge", "search", "个性化分期还款 第七十条", "--jurisdiction", "CN", "--top", "3").json()
    assert 0 < len(results) <= 3
    for result in results:
        fits("search-result", result)
    scores = [result["score"] for result in results]
    assert scores == sorted(scores, reverse=True)
    assert results[0]["article"] == "第七十条"


def test_a_search_knows_jurisdiction_and_day() -> None:
    american = peilian("knowledge", "search", "dispute the debt validation notice", "--jurisdiction", "US").json()
    assert american
    assert all(result["clause"].startswith("us-") for result in american)
    early = peilian(
        "knowledge", "search", "个性化分期还款 第七十条", "--jurisdiction", "CN", "--on", "1990-01-01"
    ).json()
    assert all(result["in_force"][0] is None or result["in_force"][0] <= "1990-01-01" for result in early)


def test_what_nothing_answers_gives_an_empty_list() -> None:
    assert peilian("knowledge", "search", "xqzw vvkk").json() == []


def test_many_questions_are_answered_in_order(tmp_path: Path) -> None:
    asked = json_lines(
        tmp_path,
        "q.jsonl",
        {"id": "b", "query": "个性化分期还款 第七十条", "jurisdiction": "CN"},
        {"id": "a", "query": "xqzw vvkk", "jurisdiction": "US"},
        {"id": "c", "query": "dispute the debt validation notice", "jurisdiction": None},
    )
    answered = peilian("knowledge", "search", "--queries", asked).lines()
    assert [answer["id"] for answer in answered] == ["b", "a", "c"]
    assert answered[1]["results"] == []
    for answer in answered:
        assert set(answer) == {"id", "results"}
        for result in answer["results"]:
            fits("search-result", result)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id":"1"}', ("q.jsonl:1", "query")),
        ('{"query":"x"}', ("q.jsonl:1",)),
        ('{"id":"1","query":"x","jurisdiction":"UK"}', ("q.jsonl:1", "[jurisdiction]")),
        ('{"id":"1","query":"x","mood":1}', ("q.jsonl:1", "mood")),
        ('{"id":"1","query":"  "}', ("q.jsonl:1", "query")),
        ("{", ("q.jsonl:1", "not valid JSON")),
    ],
)
def test_a_wrong_question_is_named(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    one_sentence(peilian("knowledge", "search", "--queries", written(tmp_path, "q.jsonl", line)), *words)


def test_a_search_needs_exactly_one_kind_of_question(tmp_path: Path) -> None:
    one_sentence(peilian("knowledge", "search"), "QUERY")
    one_sentence(peilian("knowledge", "search", "  "), "empty")
    both = peilian("knowledge", "search", "x", "--queries", json_lines(tmp_path, "q.jsonl"))
    one_sentence(both, "QUERY")
    one_sentence(peilian("knowledge", "search", "x", "--on", "soon"), "--on", "2026-11-18")


def test_the_schemas_in_docs_are_those_of_the_models() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(schemas.MODELS)
    for name in schemas.MODELS:
        kept = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
        assert kept == schemas.text(name), f"run: python -m peilian.cli.schemas docs/schemas ({name})"


def test_shipped_files_fit_the_schemas_in_docs() -> None:
    for item in the_parts().personas.values():
        fits("persona", json.loads(item.value.model_dump_json(exclude_none=True)))
    for rubric in the_parts().rubrics.values():
        fits("rubric", json.loads(rubric.value.model_dump_json(exclude_none=True)))
    assert (HOME / "docs" / "schemas" / "call.json").is_file()
