"""A process killed in the middle of a call loses no turn that it acknowledged."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from peilian.store import Store

SPEAKER = """
import sys
from peilian.store import Store
from tests.store.builders import a_started_call, a_turn

store = Store.open(sys.argv[1])
a_started_call(store)
for index in range(100_000):
    store.calls.append_turn("c1", index, a_turn(f"第{index}句", "agent" if index % 2 == 0 else "debtor"), {"n": index})
    print(index, flush=True)
"""


@pytest.mark.parametrize("until", [1, 40, 97])
def test_every_acknowledged_turn_survives_kill(tmp_path: Path, until: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", SPEAKER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    with child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(until)]
        child.kill()
        acknowledged += child.stdout.readlines()
    last = max(int(line) for line in acknowledged if line.endswith(b"\n"))
    with closing(sqlite3.connect(tmp_path / "peilian.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Store.open(tmp_path) as store:
        texts = [turn.text for turn in store.calls.get("c1").turns]
        assert len(texts) >= last + 1
        assert texts == [f"第{index}句" for index in range(len(texts))]
        assert list(store.calls.logs("c1")) == list(range(len(texts)))
        store.lock().release()
