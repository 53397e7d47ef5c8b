from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peilian.llm.fake_server import FakeServer
from tests.cli.builders import fits, json_lines, one_sentence, peilian, speaks_chinese, written
from tests.practice.builders import IDS, the_parts
from tests.practice.trainees import lines_of


def a_script(folder: Path, *texts: str, name: str = "script.jsonl") -> Path:
    return json_lines(folder, name, *({"text": text} for text in texts))


def careful(persona: str) -> list[str]:
    return lines_of("careful", the_parts().persona(persona).value, 0)


@pytest.mark.parametrize("persona", IDS)
def test_the_whole_call_is_printed_on_one_line(tmp_path: Path, persona: str) -> None:
    lines = careful(persona)
    ran = peilian("respond", "--persona", persona, "--script", a_script(tmp_path, *lines), "--format", "json")
    assert ran.code == 0
    (call,) = ran.lines()
    fits("call", call)
    assert call["persona"]["id"] == persona
    assert call["voice"] == "scripted"
    agent = [turn["text"] for turn in call["turns"] if turn["speaker"] == "agent"]
    assert agent == lines[: len(agent)]
    assert [turn["speaker"] for turn in call["turns"][:2]] == ["agent", "debtor"]
    assert len(call["turns"]) == 2 * len(agent)
    if len(agent) == len(lines) and call["ended"]["by"] == "agent":
        assert call["ended"] == {"by": "agent", "reason": "script_end"}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    script = a_script(tmp_path, *careful("angry-driver"))
    at = "2026-11-20T09:30:00+08:00"
    command = ("respond", "--persona", "angry-driver", "--script", script, "--seed", "7", "--at", at)
    assert peilian(*command).out == peilian(*command).out
    assert peilian(*command).out != peilian(*command[:-3], "8", *command[-2:]).out


def test_a_script_that_runs_out_ends_with_script_end(tmp_path: Path) -> None:
    (call,) = peilian("respond", "--persona", "laid-off-worker", "--script", a_script(tmp_path, "您好。")).lines()
    assert call["ended"] == {"by": "agent", "reason": "script_end"}


def test_a_debtor_who_hangs_up_is_the_one_who_ended_it(tmp_path: Path) -> None:
    lines = lines_of("abusive", the_parts().persona("angry-driver").value, 0) * 3
    (call,) = peilian("respond", "--persona", "angry-driver", "--script", a_script(tmp_path, *lines)).lines()
    assert call["ended"]["by"] == "debtor"
    assert call["ended"]["reason"] != "script_end"
    assert len(call["turns"]) < 2 * len(lines)


def test_the_calls_time_can_be_chosen(tmp_path: Path) -> None:
    script = a_script(tmp_path, "您好。")
    at = ("--at", "2026-12-01T21:30:00+08:00")
    (call,) = peilian("respond", "--persona", "angry-driver", "--script", script, *at).lines()
    assert call["call"]["started_at"] == "2026-12-01T21:30:00+08:00"
    assert call["turns"][0]["at"].startswith("2026-12-01T21:30")


def test_what_respond_prints_evaluate_reads(tmp_path: Path) -> None:
    printed = peilian("respond", "--persona", "angry-driver", "--script", a_script(tmp_path, *careful("angry-driver")))
    (card,) = peilian("evaluate", written(tmp_path, "call.json", printed.out)).lines()
    fits("scorecard", card)
    assert card["call"] == printed.json()["id"]
    assert card["outcome"]["undiscovered"] is not None


def test_personal_data_in_a_script_is_masked_in_the_call(tmp_path: Path) -> None:
    ran = peilian("respond", "--persona", "angry-driver", "--script", a_script(tmp_path, "您手机号是13812345678吗？"))
    assert "13812345678" not in ran.out


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ('{"text":""}', ("[text]", "empty")),
        ('{"text":"  \\n "}', ("[text]", "empty")),
        (json.dumps({"text": "x" * 2001}), ("[text]", "2001", "2000")),
        ('{"text":"a","mood":"b"}', ("[text]",)),
        ('{"txt":"a"}', ("[text]",)),
        ('{"text":7}', ("[text]",)),
        ('{"text":"\\ud83d"}', ("[text]",)),
        ('["a"]', ("[text]",)),
        ('{"text":', ("not valid JSON",)),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_played(tmp_path: Path, second: str, words: tuple[str, ...]) -> None:
    script = written(tmp_path, "script.jsonl", '{"text":"您好。"}\n' + second + "\n")
    one_sentence(peilian("respond", "--persona", "angry-driver", "--script", script), "script.jsonl:2", *words)


def test_an_empty_script_is_refused(tmp_path: Path) -> None:
    one_sentence(
        peilian("respond", "--persona", "angry-driver", "--script", written(tmp_path, "none.jsonl", "\n")), "none.jsonl"
    )


def test_an_unknown_persona_is_refused_with_those_there_are(tmp_path: Path) -> None:
    ran = peilian("respond", "--persona", "nobody", "--script", a_script(tmp_path, "您好。"))
    one_sentence(ran, "nobody", *IDS)


@pytest.mark.parametrize("at", ["yesterday", "2026-11-18T10:05:00", "2026-13-40T10:05:00+08:00", ""])
def test_a_time_without_sense_or_offset_is_refused(tmp_path: Path, at: str) -> None:
    ran = peilian("respond", "--persona", "angry-driver", "--script", a_script(tmp_path, "您好。"), "--at", at)
    one_sentence(ran, "--at", "2026-11-18T10:05:00+08:00")


def test_the_llm_voice_needs_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "MODEL", "PROVIDER", "API_KEY"):
        monkeypatch.delenv(f"PEILIAN_LLM_{name}", raising=False)
    script = a_script(tmp_path, "您好。")
    ran = peilian("respond", "--persona", "angry-driver", "--script", script, "--voice", "llm")
    one_sentence(ran, "PEILIAN_LLM_BASE_URL", "PEILIAN_LLM_MODEL")


def test_a_wrong_address_of_the_model_is_named_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEILIAN_LLM_BASE_URL", "ftp://secret-host/v1")
    monkeypatch.setenv("PEILIAN_LLM_MODEL", "m")
    script = a_script(tmp_path, "您好。")
    ran = peilian("respond", "--persona", "angry-driver", "--script", script, "--voice", "llm")
    one_sentence(ran, "PEILIAN_LLM_BASE_URL")
    assert "secret-host" not in ran.err


def test_an_unreachable_model_lets_the_scripted_voice_speak_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEILIAN_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PEILIAN_LLM_MODEL", "none")
    script = a_script(tmp_path, "您好，请问是赵大勇本人吗？")
    ran = peilian("respond", "--persona", "angry-driver", "--script", script, "--voice", "llm")
    assert ran.code == 0
    (call,) = ran.lines()
    fits("call", call)
    assert call["voice"] == "llm"
    assert speaks_chinese(call["turns"][1]["text"])
    assert "turn 1: the model failed (connect, try 1)" in ran.err
    assert "turn 1: the scripted voice spoke instead of the model" in ran.err
    assert "asking again" in ran.err


@contextmanager
def a_server(reply: str) -> Iterator[str]:
    """A fake server in a thread; its address."""
    loop = asyncio.new_event_loop()
    server = FakeServer(lambda messages: reply)
    loop.run_until_complete(server.start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.base_url
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def test_a_reachable_model_finds_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_server("哪位？我这会儿在忙呢。") as address:
        monkeypatch.setenv("PEILIAN_LLM_BASE_URL", address)
        monkeypatch.setenv("PEILIAN_LLM_MODEL", "fake")
        script = a_script(tmp_path, "您好，请问是赵大勇本人吗？", "您方便说话吗？")
        ran = peilian("respond", "--persona", "angry-driver", "--script", script, "--voice", "llm")
    (call,) = ran.lines()
    assert call["turns"][1]["text"] == "哪位？我这会儿在忙呢。"
    assert call["turns"][3]["text"] != call["turns"][1]["text"]
    assert "turn 3: the guard refused a sentence of the model (repetition, try 1)" in ran.err


def test_an_own_persona_is_played_and_a_malformed_one_is_named(tmp_path: Path) -> None:
    own = tmp_path / "content" / "personas"
    own.mkdir(parents=True)
    shipped = the_parts().persona("mother-of-debtor").path.read_text(encoding="utf-8")
    (own / "neighbour.yaml").write_text(shipped.replace("id: mother-of-debtor", "id: neighbour"), encoding="utf-8")
    script = a_script(tmp_path, "您好。")
    assert "neighbour" in peilian("personas", "list", data=tmp_path, fresh=True).out
    (own / "neighbour.yaml").write_text("id: neighbour\nname: [unclosed\n", encoding="utf-8")
    ran = peilian("respond", "--persona", "neighbour", "--script", script, data=tmp_path, fresh=True)
    one_sentence(ran, "neighbour.yaml:")
