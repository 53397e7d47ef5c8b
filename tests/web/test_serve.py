"""`serve` as a person starts it: what it prints, and one sentence for what is wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(port: int) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), "serve", "--port", str(port)]


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEILIAN_")}
    return {**kept, "PEILIAN_DATA": str(data), "NO_PROXY": "127.0.0.1"}


@contextmanager
def _serving(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        _command(port), env=_environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _refused(data: Path, port: int) -> str:
    done = subprocess.run(_command(port), env=_environment(data), capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


def _until_up(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).json()["ready"]:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the server did not come up")


@pytest.mark.slow
def test_serve_prints_the_first_login_once_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    port = _free_port()
    with _serving(tmp_path, port) as process:
        _until_up(port)
        assert "already using" in _refused(tmp_path, _free_port())
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out == ""
    assert f"http://127.0.0.1:{port}" in said
    assert len(re.findall(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", said)) == 1


@pytest.mark.slow
def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} is already in use" in _refused(tmp_path, port)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() == 0, reason="root can write into any folder")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir(mode=0o500)
    assert str(folder) in _refused(folder, _free_port())


@pytest.mark.slow
def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert str(file) in _refused(file, _free_port())
