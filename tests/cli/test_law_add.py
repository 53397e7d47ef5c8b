"""`knowledge add`, `remove`, `export` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import HybridIndex, Rank, SearchResult
from peilian.encoder import HashingEncoder
from peilian.practice.assembly import Assembly
from tests.cli.builders import Ran, one_sentence, peilian, written
from tests.knowledge.own_files import ARTICLES, PAGE, TEXT, a_docx, a_pdf

TITLE = ("--title", "南岭催收作业规范", "--jurisdiction", "CN")
HOUSE = (*TITLE, "--id", "nanling")


def kept(data: Path) -> list[str]:
    """Names of all files of the own content but the lock."""
    return sorted(path.name for path in data.rglob("*") if path.is_file() and path.name != ".knowledge-lock")


def knowledge(data: Path, *arguments: str | Path) -> Ran:
    return peilian("knowledge", *arguments, data=data, fresh=True)


def found_first(question: str, data: Path) -> SearchResult:
    """The best answer of rooms put together anew, as the next command would."""
    parts = Assembly(encoder=HashingEncoder(), data=data, own_content=data / "content")
    retriever = parts.retriever
    assert isinstance(retriever, HybridIndex)
    try:
        return retriever.search(question, jurisdiction="CN")[0]
    finally:
        retriever.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, "规范.txt", TEXT)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", a_pdf(TEXT)),
        ("a.docx", a_docx(*ARTICLES)),
        ("a.html", PAGE.encode()),
        ("a.md", TEXT.encode()),
        ("a.txt", TEXT.encode("gbk")),
    ],
    ids=["pdf", "docx", "html", "md", "gbk"],
)
def test_a_file_of_every_kind_is_added(name: str, content: bytes, tmp_path: Path, data: Path) -> None:
    (tmp_path / name).write_bytes(content)
    added = knowledge(data, "add", tmp_path / name, *HOUSE, "--from", "2026-03-01", "--issuer", "合规部")
    assert added.code == 0, added.err
    shown = added.json()
    assert shown["law"]["issuer"] == "合规部"
    assert shown["law"]["in_force"] == ["2026-03-01", None]
    assert [piece["article"] for piece in shown["pieces"]] == ["第一条", "第2条", "第三条"]
    assert set(shown["pieces"][0]) == {"clause", "article", "topic", "text", "length"}
    assert shown["masked"] == 1
    assert "1 personal number" in added.err
    assert Path(shown["written"]) == data / "content" / "knowledge" / "nanling"


def test_what_was_added_is_found_by_the_next_search(file: Path, data: Path) -> None:
    assert knowledge(data, "add", file, *HOUSE).code == 0
    first = found_first("中午十二点到一点半不主动外呼", data)
    assert (first.clause, first.rank, first.confidence) == ("nanling-002", "house_policy", "verified")
    assert knowledge(data, "validate").code == 0
    assert knowledge(data, "show", "nanling-002").json()["law"] == "南岭催收作业规范"


def test_a_preview_writes_nothing(file: Path, data: Path) -> None:
    ran = knowledge(data, "add", file, *HOUSE, "--dry-run")
    assert ran.code == 0
    assert len(ran.json()["pieces"]) == 3
    assert "written" not in ran.json()
    assert "would be added" in ran.err
    assert list(data.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--jurisdiction", "CN"), ("--title",)),
        (("--title", "规范"), ("--jurisdiction",)),
        ((*TITLE, "--id", "cn-pipl"), ("cn-pipl", "--id")),
        (("--title", "个人信息保护法", "--jurisdiction", "CN"), ("title", "cn-pipl")),
        ((*HOUSE, "--rank", "gospel"), ("--rank", *Rank)),
        ((*HOUSE, "--from", "soon"), ("--from", "2026-11-18")),
        ((*HOUSE, "--from", "2026-02-02", "--until", "2026-02-01"), ("--until", "--from")),
    ],
)
def test_what_was_typed_wrongly_is_one_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], words: tuple[str, ...], file: Path, data: Path
) -> None:
    one_sentence(knowledge(data, "add", file, *arguments), *words)
    assert kept(data) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.pdf", a_pdf("")),
        ("locked.pdf", a_pdf(TEXT, password="x")),
        ("bad.docx", b"PK\x03\x04"),
        ("x.png", b"\x89PNG"),
        ("twice.txt", "第三条 甲。\n第3条 乙。".encode()),
        ("empty.txt", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_one_sentence_and_nothing_is_written(
    name: str, content: bytes, tmp_path: Path, data: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    one_sentence(knowledge(data, "add", tmp_path / name, *HOUSE), name, " — ")
    one_sentence(knowledge(data, "add", tmp_path / "none.txt", *HOUSE), "none.txt")
    one_sentence(knowledge(data, "add", tmp_path, *HOUSE), "folder")
    assert list(data.iterdir()) == []


def test_a_law_is_not_added_twice(file: Path, data: Path) -> None:
    assert knowledge(data, "add", file, *HOUSE).code == 0
    before = kept(data)
    one_sentence(knowledge(data, "add", file, *HOUSE), "nanling", "--id")
    one_sentence(knowledge(data, "add", file, *TITLE, "--id", "nanling-2"), "title", "nanling")
    assert kept(data) == before


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_an_exported_law_is_removed_and_added_back(ending: str, file: Path, data: Path, tmp_path: Path) -> None:
    added = knowledge(data, "add", file, *HOUSE).json()
    out = tmp_path / f"nanling.{ending}"
    assert knowledge(data, "export", "nanling", "--out", out).code == 0
    removed = knowledge(data, "remove", "nanling")
    assert removed.json() == {"removed": "nanling", "clauses": 3}
    assert kept(data) == []
    one_sentence(knowledge(data, "add", out, "--title", "别的"), "--title")
    again = knowledge(data, "add", out)
    assert again.code == 0, again.err
    assert again.json()["pieces"] == added["pieces"]
    one_sentence(knowledge(data, "export", "nanling", "--out", out), "already")


def test_exports_that_cannot_be_written_are_one_sentence(data: Path, tmp_path: Path) -> None:
    one_sentence(knowledge(data, "export", "cn-pipl", "--out", tmp_path / "x.pdf"), ".yaml", ".json")
    one_sentence(knowledge(data, "export", "nothing", "--out", tmp_path / "x.json"), "nothing")
    one_sentence(knowledge(data, "export", "cn-pipl", "--out", tmp_path / "no" / "x.json"), "x.json")
    assert list(tmp_path.iterdir()) == [data]


def test_a_law_that_a_rule_cites_stays_and_the_rule_is_named(file: Path, data: Path) -> None:
    assert knowledge(data, "add", file, *HOUSE).code == 0
    folder = data / "content" / "rules"
    folder.mkdir(parents=True)
    (folder / "house-lunch.yaml").write_text(_a_rule(), encoding="utf-8")
    one_sentence(knowledge(data, "remove", "nanling"), "house-lunch")
    one_sentence(knowledge(data, "remove", "cn-pipl"), "cn-pipl")
    assert "nanling-002.yaml" in kept(data)


def _a_rule() -> str:
    rule = {
        "id": "house-lunch",
        "title": {"zh": "午休不外呼", "en": "No calls at lunch"},
        "dimension": "legality",
        "category": "harassment_frequency_or_hours",
        "severity": "minor",
        "jurisdictions": ["CN"],
        "acts": ["ask_for_payment"],
        "reason": {"zh": "午休时段。", "en": "Lunch time."},
        "better": {"zh": "下午再打。", "en": "Call later."},
        "citations": ["nanling-002"],
    }
    return json.dumps(rule, ensure_ascii=False)
