from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from peilian.dialogue.call import Call
from tests.builders import a_call, a_context
from tests.cli.builders import a_call_file, fits, one_sentence, peilian, speaks_chinese, written

BAD_TURNS = (
    "😀您好，我是青禾银行信用卡中心的林楠，工号3086。",
    "我最近失业了，真没钱。",
    "别跟我哭穷，你这个老赖，再不还我就让你全家不得安宁！",
    "你这样说话我要投诉你。",
    "您一共欠99999元，今天不还明天就抓你坐牢。",
    "……",
)


def a_bad_call(id: str = "bad") -> Call:
    return a_call(*BAD_TURNS, id=id)


def test_one_scorecard_per_line_in_input_order(tmp_path: Path) -> None:
    files = [a_call_file(tmp_path, f"{name}.json", a_call("您好。", "喂？", id=name)) for name in ("c", "a", "b")]
    ran = peilian("evaluate", *files, "--format", "json")
    assert ran.code == 0
    cards = ran.lines()
    assert [card["call"] for card in cards] == ["c", "a", "b"]
    for card in cards:
        fits("scorecard", card)


def test_findings_point_at_the_agents_exact_words(tmp_path: Path) -> None:
    (card,) = peilian("evaluate", a_call_file(tmp_path, call=a_bad_call())).lines()
    fits("scorecard", card)
    assert card["critical"] is True
    assert card["passed"] is False
    assert card["scores"]["legality"] <= 59
    turns = a_bad_call().turns
    quoted = 0
    for finding in card["findings"]:
        turn = turns[finding["turn"]]
        assert turn.speaker == "agent"
        if finding["scope"] == "omission":
            assert finding["quote"] == ""
        else:
            assert finding["quote"] == turn.text[finding["start"] : finding["end"]]
            assert finding["quote"]
            quoted += 1
        if finding["dimension"] == "legality":
            assert finding["citations"], finding["rule"]
    assert quoted >= 3


def test_offsets_count_code_points(tmp_path: Path) -> None:
    text = "😀🎧您好。" + "你这个老赖，要不要脸！"
    (card,) = peilian("evaluate", a_call_file(tmp_path, call=a_call(text, "你骂谁？"))).lines()
    quoted = [finding for finding in card["findings"] if finding["severity"] != "praise" and finding["quote"]]
    assert quoted
    assert all(finding["quote"] == text[finding["start"] : finding["end"]] for finding in quoted)
    assert any(finding["start"] >= 5 for finding in quoted)


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    file = a_call_file(tmp_path, call=a_bad_call())
    once, twice = peilian("evaluate", file), peilian("evaluate", file)
    assert once.out == twice.out
    reordered = json.loads(file.read_text(encoding="utf-8"))
    other = written(tmp_path, "other.json", json.dumps(dict(reversed(reordered.items())), indent=3))
    assert peilian("evaluate", other).out == once.out


def test_what_a_debtor_says_never_becomes_a_finding(tmp_path: Path) -> None:
    abusive = "> 你个王八蛋，信不信我找人打断你的腿，让你全家不得安宁！"
    (card,) = peilian("evaluate", a_call_file(tmp_path, call=a_call("您好。", abusive))).lines()
    assert not card["critical"]
    assert not [finding for finding in card["findings"] if finding["turn"] == 1]


def test_a_call_of_call_v1_and_no_more_is_enough(tmp_path: Path) -> None:
    """Optional fields absent or null are unknown: unscored, never guessed."""
    call = json.loads(a_call("您好，请问是方立强先生吗？", "是我。", "您欠28600元。", "知道了。").json_line())
    call["call"] = {key: value for key, value in call["call"].items() if key in _REQUIRED_CONTEXT}
    bare = written(tmp_path, "bare.json", json.dumps(call))
    call["call"] |= {"unanswered_today": None, "attorney": None, "collector": None}
    call["persona"] = call["seed"] = call["ended"] = None
    nulls = written(tmp_path, "nulls.json", json.dumps(call))
    first, second = peilian("evaluate", bare, nulls).lines()
    assert first == second
    assert first["unscored"]
    assert all(set(entry) == {"dimension", "rule", "reason"} for entry in first["unscored"])


_REQUIRED_CONTEXT = {"started_at", "debtor_timezone", "prior_calls_today", "prior_calls_7_days", "answered_by"}


def test_a_call_in_which_nobody_spoke_is_unscored_not_zero(tmp_path: Path) -> None:
    (card,) = peilian("evaluate", a_call_file(tmp_path, call=a_call())).lines()
    fits("scorecard", card)
    assert card["findings"] == []
    assert card["scores"]["overall"] is None


def test_english_calls_are_judged_in_english(tmp_path: Path) -> None:
    context = a_context(
        debtor_timezone="America/Chicago",
        started_at="2026-11-18T10:00:00-06:00",
        collector="third_party",
    )
    call = a_call(
        "Pay me today or I'll have you arrested, you deadbeat.",
        "Who is this?",
        language="en-US",
        jurisdiction="US",
        context=context,
    )
    (card,) = peilian("evaluate", a_call_file(tmp_path, call=call)).lines()
    fits("scorecard", card)
    assert card["critical"] is True
    assert not [finding for finding in card["findings"] if speaks_chinese(finding["reason"] + finding["better"])]


def test_the_rubric_can_be_named_with_or_without_its_version(tmp_path: Path) -> None:
    file = a_call_file(tmp_path)
    cards = [peilian("evaluate", file, "--rubric", name).out for name in ("default", "default@1")]
    assert cards[0] == cards[1] == peilian("evaluate", file).out
    one_sentence(peilian("evaluate", file, "--rubric", "strictest"), "strictest", "default")
    one_sentence(peilian("evaluate", file, "--rubric", "default@9"), "default", "9")


def test_a_table_is_for_people(tmp_path: Path) -> None:
    ran = peilian("evaluate", a_call_file(tmp_path, call=a_bad_call()), "--format", "table")
    assert ran.code == 0
    assert "红线" in ran.out
    assert "未通过" in ran.out


def test_a_call_on_standard_input() -> None:
    ran = peilian("evaluate", "-", stdin=a_bad_call("piped").json_line())
    assert ran.lines()[0]["call"] == "piped"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"account": None}, ("[account]", "missing")),
        ({"turns": None}, ("[turns]", "missing")),
        ({"mood": "good"}, ("[mood]", "not a field")),
        ({"language": "fr-FR"}, ("[language]",)),
        ({"turns": [{"speaker": "robot", "text": "x"}]}, ("[turns.0.speaker]",)),
        ({"turns": [{"speaker": "agent", "text": "x", "loud": True}]}, ("[turns.0.loud]",)),
        ({"seed": "seven"}, ("[seed]",)),
    ],
)
def test_a_wrong_call_is_named_with_its_field(tmp_path: Path, changes: dict[str, Any], words: tuple[str, ...]) -> None:
    good, bad = a_call_file(tmp_path, "good.json"), a_call_file(tmp_path, "bad.json", **changes)
    one_sentence(peilian("evaluate", good, bad), "bad.json", *words)


@pytest.mark.parametrize("field", ["balance", "due_date", "options", "debtor_name"])
def test_a_missing_field_of_the_account_is_named(tmp_path: Path, field: str) -> None:
    call = json.loads(a_call("您好。").json_line())
    del call["account"][field]
    one_sentence(peilian("evaluate", written(tmp_path, "x.json", json.dumps(call))), "x.json", f"[account.{field}]")


def test_money_that_is_a_float_is_refused(tmp_path: Path) -> None:
    call = json.loads(a_call("您好。").json_line())
    call["account"]["balance"] = 28600.5
    one_sentence(peilian("evaluate", written(tmp_path, "x.json", json.dumps(call))), "account.balance", "decimal")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"call"', "[" * 100_000])
def test_what_is_no_call_is_refused(tmp_path: Path, text: str) -> None:
    one_sentence(peilian("evaluate", written(tmp_path, "x.json", text)), "x.json")


def test_the_judge_needs_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "MODEL", "PROVIDER", "API_KEY"):
        monkeypatch.delenv(f"PEILIAN_LLM_{name}", raising=False)
    one_sentence(peilian("evaluate", a_call_file(tmp_path), "--judge", "llm"), "PEILIAN_LLM_BASE_URL")


def test_a_judge_out_of_reach_leaves_its_part_unscored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEILIAN_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PEILIAN_LLM_MODEL", "none")
    ran = peilian("evaluate", a_call_file(tmp_path), "--judge", "llm")
    assert ran.code == 0
    (card,) = ran.lines()
    fits("scorecard", card)
    assert any("judge" in entry["rule"] or "judge" in entry["reason"] for entry in card["unscored"])
