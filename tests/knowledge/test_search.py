from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.retrieval import Question, read_questions
from knowledge import Library, MemoryIndex, ground
from knowledge.calibration import calibration_for
from knowledge.lexical import Lexicon
from knowledge.query import QueryReader, articles_in
from peilian.content import InputError, KnowledgeError
from peilian.encoder import HashingEncoder, UniversalSentenceEncoder
from tests.knowledge.builders import a_clause, a_clause_about, a_library

OWN = Path(__file__).parent / "questions.jsonl"
DAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def spelling(shipped: Library) -> MemoryIndex:
    return MemoryIndex(shipped, HashingEncoder())


@pytest.fixture(scope="module")
def meaning(shipped: Library) -> MemoryIndex:
    return MemoryIndex(shipped, UniversalSentenceEncoder(threads=2))


def _found(index: MemoryIndex, questions: list[Question], top: int) -> float:
    hits = [
        any(question.hit(result) for result in index.search(question.text, top=top, jurisdiction=question.jurisdiction))
        for question in questions
    ]
    return sum(hits) / len(hits)


def test_there_are_enough_questions_of_our_own() -> None:
    questions = read_questions(OWN)
    assert len(questions) >= 60
    assert sum(not question.answerable for question in questions) >= 12


def test_own_questions_ask_only_for_facts_that_some_clause_carries(shipped: Library) -> None:
    facts = {fact for clause in shipped.clauses.values() for fact in clause.facts}
    for question in read_questions(OWN):
        assert question.facts <= facts, question.text


def test_spelling_alone_finds_some(spelling: MemoryIndex) -> None:
    answerable = [question for question in read_questions(OWN) if question.answerable]
    assert _found(spelling, answerable, 5) >= 0.4


def test_meaning_finds_most_and_is_silent_where_nothing_answers(meaning: MemoryIndex) -> None:
    questions = read_questions(OWN)
    assert _found(meaning, [question for question in questions if question.answerable], 3) >= 0.85
    strangers = [question for question in questions if not question.answerable]
    silent = [
        question for question in strangers if not meaning.search(question.text, jurisdiction=question.jurisdiction)
    ]
    assert len(silent) / len(strangers) >= 0.7


def test_a_turn_with_a_legal_topic_is_grounded(meaning: MemoryIndex) -> None:
    found = ground("你们怎么把我欠钱的事告诉我妈了", meaning, jurisdiction="CN", on=DAY)
    assert 1 <= len(found) <= 3
    assert any("CN-3P-03" in result.facts for result in found)
    told = ground("You told my roommate that I owe money", meaning, jurisdiction="US", on=DAY)
    assert any(result.law_id == "us-fdcpa" for result in told)


@pytest.mark.parametrize(
    "words",
    [
        "喂，你好",
        "好的好的谢谢",
        "三千五百块",
        "我是李敏，工号1023",
        "那就下周五吧",
        "嗯，对",
        "Hello?",
        "Yes, okay, thanks",
        "$350.00",
    ],
)
def test_small_talk_and_plain_amounts_are_not_grounded(meaning: MemoryIndex, words: str) -> None:
    for jurisdiction in ("CN", "US"):
        assert ground(words, meaning, jurisdiction=jurisdiction, on=DAY) == ()


def test_traditional_script_finds_the_same(spelling: MemoryIndex) -> None:
    assert spelling.search("徵信不良記錄保存幾年", top=3) == spelling.search("征信不良记录保存几年", top=3) != []


def test_full_width_letters_find_the_same(spelling: MemoryIndex) -> None:
    wide = "ｄｅｂｔ　ｖａｌｉｄａｔｉｏｎ　ｎｏｔｉｃｅ"
    assert spelling.search(wide) == spelling.search("debt validation notice")


def test_the_same_question_gets_the_same_answer(spelling: MemoryIndex, shipped: Library) -> None:
    question = "信用卡分期最长几年"
    assert spelling.search(question) == MemoryIndex(shipped, HashingEncoder()).search(question)


def test_a_named_article_comes_first(spelling: MemoryIndex) -> None:
    first = spelling.search("个人信息保护法第28条讲什么", jurisdiction="CN")[0]
    assert first.law_id == "cn-pipl"
    assert "第二十八条" in articles_in(first.article or "")
    assert spelling.search("what does 1692c(c) say", jurisdiction="US")[0].article == "§ 1692c(c)"


def test_jurisdiction_keeps_the_other_law_out(spelling: MemoryIndex) -> None:
    results = spelling.search("几点以后不能打催收电话", jurisdiction="US", top=20)
    assert {result.clause[:2] for result in results} <= {"us"}


def test_what_is_not_in_force_on_the_day_is_left_out() -> None:
    old = a_clause_about("催收电话时段", id="cn-demo-guide-time-02", in_force=["2020-01-01", "2026-01-29"])
    new = a_clause_about("催收电话时段", supersedes=old.id)
    index = MemoryIndex(a_library(old, new), HashingEncoder())
    assert [result.clause for result in index.search("催收电话时段", on=date(2025, 6, 1))] == [old.id]
    assert [result.clause for result in index.search("催收电话时段", on=DAY)] == [new.id]


def test_without_a_day_superseded_clauses_stand_last() -> None:
    old = a_clause_about("催收电话时段", id="cn-demo-guide-time-00", superseded_by="cn-demo-guide-time-01")
    new = a_clause(supersedes=old.id)
    index = MemoryIndex(a_library(old, new), HashingEncoder())
    assert [result.clause for result in index.search("催收电话时段")] == [new.id, old.id]


def test_equal_clauses_are_ordered_by_id() -> None:
    ids = ["cn-demo-guide-time-03", "cn-demo-guide-time-01", "cn-demo-guide-time-02"]
    index = MemoryIndex(a_library(*(a_clause_about("催收电话时段", id=id) for id in ids)), HashingEncoder())
    assert [result.clause for result in index.search("催收电话时段")] == sorted(ids)


def test_a_result_has_exactly_the_fields_of_the_contract(spelling: MemoryIndex) -> None:
    result = spelling.search("征信不良记录保存几年", jurisdiction="CN")[0].model_dump(mode="json")
    assert list(result) == [
        "clause", "law_id", "law", "article", "text", "score", "in_force", "rank", "confidence", "facts",
    ]  # fmt: skip
    assert result["in_force"] == ["2013-03-15", None]
    assert 0.5 < result["score"] <= 1


def test_an_answer_is_in_the_language_of_the_question(spelling: MemoryIndex) -> None:
    assert "：" in spelling.search("征信不良记录保存几年", jurisdiction="CN")[0].text
    assert spelling.search("debt validation notice", jurisdiction="US")[0].text.isascii()


def test_nothing_asked_finds_nothing(spelling: MemoryIndex) -> None:
    assert spelling.search("  ？！ 12,000 ") == []


def test_a_question_that_is_too_long_is_refused(spelling: MemoryIndex) -> None:
    with pytest.raises(InputError, match="2,000"):
        spelling.search("问" * 2001)
    with pytest.raises(InputError, match="top"):
        spelling.search("几点", top=0)


def test_an_empty_library_answers_nothing() -> None:
    assert MemoryIndex(a_library(), HashingEncoder()).search("几点以后不能打电话") == []


def test_an_encoder_that_was_never_measured_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="unheard-of"):
        calibration_for("unheard-of@1")


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("民法典第1161条", {"第一千一百六十一条"}),
        ("第二百九十三条之一", {"第二百九十三条之一"}),
        ("第10条和第 105 条", {"第十条", "第一百零五条"}),
        ("15 U.S.C. 1692c(a)(1) and 12 CFR 1006.14(b)(2)", {"1692c(a)(1)", "1006.14(b)(2)"}),
        ("一共1692块", set()),
        ("依据1692c不能打", {"1692c"}),
        ("没有条文", set()),
    ],
)
def test_article_numbers_are_read_in_one_spelling(text: str, articles: set[str]) -> None:
    assert articles_in(text) == articles


def test_long_questions_are_also_read_sentence_by_sentence() -> None:
    query = QueryReader().read("我去年失业了。你们给我单位打电话这合规吗？谢谢")
    assert query.parts == (query.text, "我去年失业了", "你们给我单位打电话这合规吗")


def test_lexical_scores_lie_between_nothing_and_everything() -> None:
    lexicon = Lexicon({"a": ["逾期记录保存五年"], "b": ["晚上不打电话"]})
    scores = lexicon.score("逾期记录")
    assert list(scores) == ["a"]
    assert 0 < scores["a"] <= 1
    assert lexicon.score("xyz") == {}
