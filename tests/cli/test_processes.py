"""Two processes with different hash seeds answer with the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.builders import HOME, json_lines
from tests.practice.builders import the_folder, the_parts
from tests.practice.trainees import lines_of

PLAY_AND_SCORE = """
import sys
from pathlib import Path
from tests.cli.builders import peilian
from tests.practice import builders

builders.the_folder = lambda: Path(sys.argv[1])
played = peilian("respond", "--persona", "angry-driver", "--script", sys.argv[2], "--seed", "5")
scored = peilian("evaluate", "-", stdin=played.out)
sys.stdout.buffer.write((played.out + scored.out).encode())
sys.stderr.write(played.err + scored.err)
sys.exit(played.code or scored.code)
"""


def bytes_of(hash_seed: str, script: Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", PLAY_AND_SCORE, str(the_folder()), str(script)],
        capture_output=True,
        cwd=HOME,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.mark.slow
def test_respond_and_evaluate_do_not_depend_on_the_process(tmp_path: Path) -> None:
    assert the_parts().reader  # Learned once, for the processes too.
    assert the_parts().retriever
    persona = the_parts().persona("angry-driver").value
    script = json_lines(tmp_path, "s.jsonl", *({"text": line} for line in lines_of("lawyerly", persona, 0)))
    first = bytes_of("1", script)
    assert len(first.splitlines()) == 2
    assert bytes_of("2", script) == first
