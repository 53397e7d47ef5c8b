"""Two processes with different hash seeds answer with the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.builders import HOME, a_call_file, json_lines
from tests.practice.builders import the_folder, the_parts
from tests.practice.trainees import lines_of

RUN = """
import sys
from tests.cli.builders import peilian
from pathlib import Path
ran = peilian(*sys.argv[2:], data=Path(sys.argv[1]), fresh=True)
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(ran.out)
sys.stderr.write(ran.err)
sys.exit(ran.code)
"""


def bytes_of(hash_seed: str, *arguments: str | Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(the_folder()), *map(str, arguments)],
        capture_output=True,
        cwd=HOME,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def test_respond_and_evaluate_do_not_depend_on_the_process(tmp_path: Path) -> None:
    assert the_parts().reader  # Learned once, for the processes too.
    assert the_parts().retriever
    persona = the_parts().persona("angry-driver").value
    script = json_lines(tmp_path, "s.jsonl", *({"text": line} for line in lines_of("lawyerly", persona, 0)))
    respond = ("respond", "--persona", "angry-driver", "--script", script, "--seed", "5")
    first = bytes_of("1", *respond)
    assert first
    assert bytes_of("2", *respond) == first
    (tmp_path / "call.json").write_bytes(first)
    evaluate = ("evaluate", tmp_path / "call.json", a_call_file(tmp_path, "other.json"))
    assert bytes_of("3", *evaluate) == bytes_of("4", *evaluate)
