"""Command lines run in this process through a door made of strings."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from peilian.cli.commands import run
from peilian.cli.door import Door
from peilian.dialogue.call import Call
from peilian.encoder import HashingEncoder
from peilian.practice.assembly import Assembly
from tests.builders import a_call
from tests.practice.builders import the_parts

HOME = Path(__file__).parents[2]
SCHEMAS = HOME / "docs" / "schemas"


class NoonClock:
    """Always the same moment."""

    def now(self) -> datetime:
        return datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """One JSON document per line, and nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]


def peilian(
    *arguments: str | Path,
    stdin: str = "",
    data: Path | None = None,
    fresh: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Runs one command. `fresh`: puts the rooms together anew, with the own content in `data`."""
    out, err = StringIO(), StringIO()
    numbers = iter(range(1, 10_000))
    door = Door(
        clock=NoonClock(),
        token=lambda size: random.Random(next(numbers)).randbytes(size).hex()[:size],
        jitter=lambda: 0.0,
        monotonic=lambda: 0.0,
        run=asyncio.run,
        environment={**({"PEILIAN_DATA": str(data)} if data else {}), **(environment or {})},
        home=HOME,
        stdin=StringIO(stdin),
        stdout=out,
        stderr=err,
        encoder=HashingEncoder,
    )
    parts: Assembly | None = None if fresh else the_parts()
    code = run(door, [str(argument) for argument in arguments], parts=parts)
    return Ran(code, out.getvalue(), err.getvalue())


def in_a_process(*arguments: str | Path, data: Path, stdin: str = "", **environment: str) -> Ran:
    """Runs `python app.py …` as another program would, from another folder."""
    done = subprocess.run(
        [sys.executable, str(HOME / "app.py"), *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=data,
        env={**os.environ, "PEILIAN_DATA": str(data), **environment},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def fits(name: str, document: Any) -> None:
    """Raises where `document` breaks the contract's schema of that name."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)


def speaks_chinese(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def json_lines(folder: Path, name: str, *documents: Any) -> Path:
    return written(folder, name, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents))


def a_call_file(folder: Path, name: str = "call.json", call: Call | None = None, **changes: Any) -> Path:
    """A Call on disk; `changes` replace top-level fields, None takes one away."""
    document = json.loads((call or a_call("您好，请问是方立强先生吗？", "是我。", id=name)).json_line())
    for field, value in changes.items():
        if value is None:
            document.pop(field)
        else:
            document[field] = value
    return written(folder, name, json.dumps(document, ensure_ascii=False))


def one_sentence(ran: Ran, *words: str) -> None:
    """Bad input: exit 2, nothing on stdout, one sentence on stderr with each of `words` in it."""
    assert ran.code == 2, (ran.code, ran.err)
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err, (word, ran.err)
