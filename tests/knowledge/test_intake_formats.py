"""Files of every kind become the same pieces; what is no such file is refused in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.intake import Draft, Particulars, draft_of, read_source
from knowledge.intake.source import MOST_BYTES, Source
from peilian.content import InputError
from tests.knowledge.own_files import (
    ARTICLES,
    MARKDOWN,
    PAGE,
    SECTIONS,
    TEXT,
    a_bomb,
    a_docx,
    a_docx_with,
    a_numbered_docx,
    a_pdf,
)

HANDBOOK = Particulars(title="南岭催收作业规范", jurisdiction="CN", id="nanling")


def drafted(name: str, data: bytes | str) -> Draft:
    return draft_of(Source(name, data.encode() if isinstance(data, str) else data), HANDBOOK)


def pieces(name: str, data: bytes | str) -> list[tuple[str | None, str, str]]:
    return [(clause.article, clause.topic.zh, clause.rule.zh) for clause in drafted(name, data).clauses]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("规范.pdf", a_pdf(TEXT)),
        ("规范.docx", a_docx(*ARTICLES)),
        ("规范.html", PAGE),
        ("规范.md", TEXT),
        ("规范.txt", TEXT),
        ("gbk.txt", TEXT.encode("gbk")),
        ("utf-16.txt", TEXT.encode("utf-16")),
        ("no-mark.txt", TEXT.encode("utf-16-be")),
        ("bom.txt", TEXT.encode("utf-8-sig")),
        ("wrong-name.jpg", a_docx(*ARTICLES)),
        ("wrong-name.txt", a_pdf(TEXT)),
        ("no-name", PAGE),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_every_format_gives_the_same_articles(name: str, data: bytes | str) -> None:
    assert pieces(name, data) == [
        ("第一条", "第一章 总则", "为了规范本机构的催收作业，制定本规范。"),
        ("第2条", "第二章 外呼 · 午休", "中午十二点到一点半不主动外呼，客户约好的除外。"),
        ("第三条", "第二章 外呼", "外呼录音保存五年，值班手机138****5678。"),
    ]


def test_personal_numbers_are_masked_and_counted() -> None:
    assert drafted("规范.txt", TEXT).masked == 1


def test_sections_of_american_texts_are_articles() -> None:
    assert pieces("policy.txt", SECTIONS) == [
        ("Sec. 1", "Short title.", "This is the lunch policy."),
        ("§ 2", "Lunch", "No outbound calls at lunch time."),
    ]


def test_markdown_without_articles_is_cut_at_its_headings_and_keeps_the_numbers_of_lists() -> None:
    assert pieces("policy.md", MARKDOWN) == [
        ("1.1", "Calling policy · 1.1 Lunch", "No outbound calls at lunch."),
        ("1.2", "Calling policy · 1.2 Tone", "1. Be polite.\n2. Listen."),
    ]


def test_headings_of_word_are_headings() -> None:
    found = pieces("a.docx", a_docx("午休", "中午不打电话。", "语气", "不打断客户。", headings=True))
    assert found == [(None, "午休", "中午不打电话。"), (None, "语气", "不打断客户。")]


def test_numbers_that_word_draws_are_read() -> None:
    found = pieces("a.docx", a_numbered_docx("中午不打电话。", "不打断客户。"))
    assert [article for article, _, _ in found] == ["第一条", "第二条"]


def test_a_page_of_a_web_site_without_its_menu_and_with_its_tables() -> None:
    page = "<html><nav>首页</nav><script>x()</script><table><tr><td>时段</td><td>午休</td></tr></table></html>"
    assert pieces("a.html", page) == [(None, HANDBOOK.title, "时段 | 午休")]


def test_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    changes = f"<w:ins>{run.format('t', '不打断')}</w:ins><w:del>{run.format('delText', '打断')}</w:del>"
    assert pieces("a.docx", a_docx_with(changes + run.format("t", "客户。")))[0][2] == "不打断客户。"


def test_a_page_may_nest_its_tags_deeply() -> None:
    assert pieces("a.html", "<html>" + "<div><b>" * 5_000 + "不打断客户。")[0][2] == "不打断客户。"


def test_pages_without_text_in_a_pdf_are_told() -> None:
    (note,) = drafted("a.pdf", a_pdf(TEXT, "")).notes
    assert "page 2" in note


def test_page_numbers_and_running_heads_are_no_part_of_an_article() -> None:
    pages = [f"作业规范汇编\n第{number}条 第{number}项规矩。\n— {number} —" for number in (1, 2, 3)]
    assert [text for _, _, text in pieces("a.pdf", a_pdf(*pages))] == [f"第{number}项规矩。" for number in (1, 2, 3)]


def test_a_line_of_a_page_goes_on_in_the_next() -> None:
    assert pieces("a.pdf", a_pdf("第一条 外呼前应当先核实\n对方身份。"))[0][2] == "外呼前应当先核实对方身份。"


BAD = [
    ("scan.pdf", a_pdf("", ""), "OCR"),
    ("locked.pdf", a_pdf(TEXT, password="secret"), "encrypted"),
    ("broken.pdf", b"%PDF-1.7\nnothing", "damaged"),
    ("bomb.docx", a_bomb(), "unpacks"),
    ("broken.docx", b"PK\x03\x04 nothing", "damaged"),
    ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ".docx"),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(60), "picture"),
    ("program.exe", b"MZ" + bytes(range(256)) * 8, "UTF-8"),
    ("flipped.docx", a_docx(TEXT)[:-400] + bytes(400), "damaged"),
    ("clause.yaml", b"id: x\nlaw_id: y\n", "export"),
    ("blank.txt", b" \n\t\n", "no words"),
    ("latin.txt", "Règles très générales: ça va être vérifié".encode("latin-1"), "UTF-8"),
    ("big5.txt", "第一條 催收人員不得於夜間撥打電話。".encode("big5"), "UTF-8"),
    ("many.txt", "\n".join(f"第{number}条 文字。" for number in range(1, 2_002)).encode(), "2,000"),
    ("twice.txt", "第三条 甲。\n第四条 乙。\n第3条 丙。".encode(), "twice"),
    ("long.txt", ("第一条 " + "字" * 20_001).encode(), "20,000"),
]


@pytest.mark.parametrize(("name", "data", "word"), BAD, ids=[name for name, _, _ in BAD])
def test_what_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, word: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError) as refused:
        drafted(name, data)
    said = str(refused.value)
    assert said.startswith(name)
    assert word in said
    assert " — " in said
    assert "\n" not in said
    assert capfd.readouterr() == ("", "")


def test_files_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    os.mkfifo(tmp_path / "pipe")
    for name, word in (
        ("none.txt", "No such file"),
        (".", "folder"),
        ("empty.txt", "empty"),
        ("large.txt", "20 MB"),
        ("pipe", "ordinary"),
        ("a\0b", "character"),
    ):
        with pytest.raises(InputError, match=word):
            read_source(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.txt").chmod(0)
    with pytest.raises(InputError, match="Permission"):
        read_source(tmp_path / "mine.txt")
