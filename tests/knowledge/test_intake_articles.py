"""Where a text is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.intake.articles import split
from knowledge.intake.line import Reading, lines_of
from knowledge.intake.marks import chapter_depth, chinese_article, english_section
from knowledge.intake.paragraphs import LONGEST, grouped
from knowledge.intake.piece import Piece


def cut(text: str, language: str = "zh") -> tuple[Piece, ...]:
    return split(Reading(lines_of(text)), language).pieces


@pytest.mark.parametrize(
    ("line", "article", "number", "rest"),
    [
        ("第八条　午休时段不外呼。", "第八条", "8", "午休时段不外呼。"),
        ("第八条午休时段不外呼。", "第八条", "8", "午休时段不外呼。"),
        ("第　１２　条 不外呼。", "第12条", "12", "不外呼。"),
        ("第一百〇三条 不外呼。", "第一百〇三条", "103", "不外呼。"),
        ("第一百二十条之一 不外呼。", "第一百二十条之一", "120-1", "不外呼。"),
        ("**第八条** 不外呼。", "第八条", "8", "不外呼。"),
        ("第八條 不外呼。", "第八條", "8", "不外呼。"),
        ("第八条 中午不外呼。", "第八条", "8", "中午不外呼。"),
        ("第八条及时告知客户。", "第八条", "8", "及时告知客户。"),
    ],
)
def test_the_number_of_a_chinese_article(line: str, article: str, number: str, rest: str) -> None:
    mark = chinese_article(line)
    assert mark is not None
    assert (mark.article, mark.number, mark.rest) == (article, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "第八条规定的情形除外。",
        "第八条第二款适用。",
        "第八条、第九条适用。",
        "第八条和第九条适用。",
        "依照第八条办理。",
        "第八章 总则",
    ],
)
def test_an_article_that_is_only_mentioned_is_none(line: str) -> None:
    assert chinese_article(line) is None


@pytest.mark.parametrize(
    ("line", "article", "number", "rest"),
    [
        ("§ 1692c(b) Communication with third parties", "§ 1692c(b)", "1692c(b)", "Communication with third parties"),
        ("§1006.14 Harassing conduct.", "§1006.14", "1006.14", "Harassing conduct."),
        ("15 U.S.C. § 1692c. Communication", "15 U.S.C. § 1692c", "1692c", "Communication"),
        ("Sec. 5. Hours.", "Sec. 5", "5", "Hours."),
        ("SEC. 5. HOURS.", "SEC. 5", "5", "HOURS."),
        ("Section 5: Hours", "Section 5", "5", "Hours"),
        ("Section 5", "Section 5", "5", ""),
        ("Article IV. Hours", "Article IV", "iv", "Hours"),
    ],
)
def test_the_number_of_an_american_section(line: str, article: str, number: str, rest: str) -> None:
    mark = english_section(line)
    assert mark is not None
    assert (mark.article, mark.number, mark.rest) == (article, number, rest)


@pytest.mark.parametrize(
    "line", ["Section 5 of this Act applies.", "section 5. Hours", "Section 5, as amended", "Sections"]
)
def test_a_section_that_is_only_mentioned_is_none(line: str) -> None:
    assert english_section(line) is None


def test_chapters_and_sections_stand_above_their_articles() -> None:
    pieces = cut("第一章 总则\n第一条 甲乙。\n第二章 外呼\n第一节 时段\n第二条 丙丁。\n第三章 附则\n第三条 戊己。")
    assert [piece.topic for piece in pieces] == [("第一章 总则",), ("第二章 外呼", "第一节 时段"), ("第三章 附则",)]


@pytest.mark.parametrize(
    ("line", "depth"), [("第一章　总则", 3), ("第二节 时段", 4), ("第一章规定的，从其规定。", 0), ("PART A", 3)]
)
def test_what_is_a_heading(line: str, depth: int) -> None:
    assert chapter_depth(line) == depth


def test_a_list_of_contents_is_no_article() -> None:
    english = "Sec. 1. Short title.\nSec. 2. Hours.\nSec. 1. Short title.\nThe Act.\nSec. 2. Hours.\nNo calls at night."
    assert [(piece.article, piece.text) for piece in cut(english, "en")] == [
        ("Sec. 1", "The Act."),
        ("Sec. 2", "No calls at night."),
    ]
    assert [piece.text for piece in cut("第一条 时段……3\n第一条 夜里不打电话。")] == ["夜里不打电话。"]


def test_what_stands_before_the_first_article_is_kept_where_it_says_something() -> None:
    words = "本规范所称催收，是指本机构及受托机构通过电话、短信等方式提醒和督促客户履行还款义务的全部活动。"
    found = split(Reading(lines_of(f"作业规范\n{words}\n第一条 甲乙。")), "zh")
    assert [(piece.article, piece.text[-10:]) for piece in found.pieces] == [(None, words[-10:]), ("第一条", "甲乙。")]
    short = split(Reading(lines_of("作业规范\n第一条 甲乙。")), "zh")
    assert (len(short.pieces), short.left_out) == (1, 4)


def test_articles_without_words_are_named() -> None:
    assert split(Reading(lines_of("第一条\n第二条 甲乙。")), "zh").without_words == ("第一条",)


def test_text_without_any_marks_is_grouped_by_paragraph() -> None:
    pieces = cut("\n".join(["这一段讲怎么打电话。" * 50] * 5))
    assert [len(piece.text) for piece in pieces] == [1001, 1001, 500]


@given(st.lists(st.text(alphabet="催收电话。；. a", min_size=1, max_size=4_000), max_size=6))
def test_grouping_loses_nothing_and_keeps_to_the_length(paragraphs: list[str]) -> None:
    groups = grouped(paragraphs)
    assert all(len(group) <= LONGEST for group in groups)
    assert "".join("".join(groups).split()) == "".join("".join(paragraphs).split())
