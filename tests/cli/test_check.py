from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.builders import fits, json_lines, one_sentence, peilian, speaks_chinese, written

BAD = "你再不还钱，我就找人上门打断你的腿！"


def a_line(text: str, id: str = "s1", **more: Any) -> dict[str, Any]:
    return {"id": id, "text": text, "lang": "zh-CN", **more}


def answers(folder: Path, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    ran = peilian("check", json_lines(folder, "in.jsonl", *lines), "--format", "json")
    assert ran.code == 0, ran.err
    answered: list[dict[str, Any]] = ran.lines()
    return answered


def test_one_answer_per_line_in_the_same_order(tmp_path: Path) -> None:
    lines = [a_line(BAD if number % 3 == 0 else "您好。", f"n{number}") for number in (5, 3, 9, 1, 0)]
    answered = answers(tmp_path, *lines)
    assert [answer["id"] for answer in answered] == ["n5", "n3", "n9", "n1", "n0"]
    assert all(set(answer) == {"id", "findings"} for answer in answered)
    assert [bool(answer["findings"]) for answer in answered] == [False, True, True, False, True]


def test_findings_are_the_contracts_and_their_quotes_exact(tmp_path: Path) -> None:
    text = "😀您好。" + BAD + "　欠债还钱天经地义，你这个老赖！"
    (answer,) = answers(tmp_path, a_line(text))
    assert answer["findings"]
    for finding in answer["findings"]:
        fits("finding", finding)
        assert finding["turn"] is None
        assert finding["quote"] == text[finding["start"] : finding["end"]]
        assert finding["quote"]
    assert any(finding["category"] == "threat_violence" for finding in answer["findings"])
    assert all(finding["citations"] for finding in answer["findings"] if finding["dimension"] == "legality")


@pytest.mark.parametrize("speaker", ["customer", "policy_text"])
def test_only_an_agents_words_have_findings(tmp_path: Path, speaker: str) -> None:
    (answer,) = answers(tmp_path, a_line(BAD, context={"speaker": speaker, "jurisdiction": "CN", "previous": None}))
    assert answer["findings"] == []


def test_context_may_be_whole_partial_or_absent(tmp_path: Path) -> None:
    contexts: list[Any] = [{}, {"context": None}, {"context": {}}, {"context": {"jurisdiction": "CN"}}]
    contexts.append({"context": {"jurisdiction": "CN", "speaker": "agent", "previous": "我就是不还，你能怎样？"}})
    answered = answers(tmp_path, *(a_line(BAD, str(number), **more) for number, more in enumerate(contexts)))
    assert len({str(answer["findings"]) for answer in answered}) == 1


@pytest.mark.parametrize(("lang", "text"), [("zh", BAD), ("en", "Pay up or I'll have you arrested tonight.")])
def test_short_language_names_are_accepted(tmp_path: Path, lang: str, text: str) -> None:
    (answer,) = answers(tmp_path, {"id": "1", "text": text, "lang": lang})
    assert answer["findings"]


def test_reasons_are_in_the_language_of_the_line(tmp_path: Path) -> None:
    answered = answers(tmp_path, a_line(BAD), {"id": "2", "text": "I'll have you arrested tonight.", "lang": "en-US"})
    assert speaks_chinese(answered[0]["findings"][0]["reason"])
    assert not speaks_chinese(answered[1]["findings"][0]["reason"])


def test_standard_input_blank_lines_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    text = '{"id":"a","text":"您好。","lang":"zh-CN"}\n\n  \n{"id":"b","text":"您好。","lang":"zh-CN"}'
    assert [answer["id"] for answer in peilian("check", "-", stdin=text).lines()] == ["a", "b"]
    assert [answer["id"] for answer in peilian("check", stdin=text).lines()] == ["a", "b"]
    marked = written(tmp_path, "bom.jsonl", "\ufeff" + text)
    assert len(peilian("check", marked).lines()) == 2


def test_no_lines_give_no_answers(tmp_path: Path) -> None:
    ran = peilian("check", written(tmp_path, "empty.jsonl", "\n"))
    assert (ran.code, ran.out) == (0, "")


def test_line_separators_inside_a_text_do_not_break_lines(tmp_path: Path) -> None:
    (answer,) = answers(tmp_path, a_line("您好。\u2028请问方便吗？\u0085谢谢"))
    assert answer["id"] == "s1"


GOOD = '{"id":"1","text":"您好。","lang":"zh-CN"}\n'


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ('{"id":"2","text":"您好', "not valid JSON"),
        ('{"id":"2","lang":"zh-CN"}', "[text]"),
        ('{"id":"2","text":"","lang":"zh-CN"}', "[text]"),
        ('{"id":"2","text":"您好。"}', "[lang]"),
        ('{"id":"2","text":"您好。","lang":"fr"}', "[lang]"),
        ('{"id":"2","text":"您好。","lang":7}', "[lang]"),
        ('{"id":2,"text":"您好。","lang":"zh-CN"}', "[id]"),
        ('{"id":"2","text":"您好。","lang":"zh-CN","mood":"good"}', "[mood]"),
        ('{"id":"2","text":"您好。","lang":"zh-CN","context":{"speaker":"boss"}}', "[context.speaker]"),
        ('{"id":"2","text":"您好。","lang":"zh-CN","context":{"jurisdiction":"UK"}}', "[context.jurisdiction]"),
        ('{"id":"2","text":"\\ud83d","lang":"zh-CN"}', "[text]"),
        ("[1,2]", "the line"),
        ("null", "the line"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_answered(tmp_path: Path, second: str, field: str) -> None:
    ran = peilian("check", written(tmp_path, "in.jsonl", GOOD + second + "\n"))
    one_sentence(ran, "in.jsonl:2", field)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    one_sentence(peilian("check", tmp_path / "nowhere.jsonl"), "nowhere.jsonl")
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    one_sentence(peilian("check", binary), "binary.jsonl", "UTF-8")
    one_sentence(peilian("check", tmp_path), str(tmp_path))
