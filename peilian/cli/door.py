"""What only the door may touch: the clock, randomness, the environment, standard streams."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from peilian.dialogue.ports import Clock, Ear, Encoder


def bundled_encoder() -> Encoder:
    """The encoder that ships with the program; its weights load at the first sentence."""
    from peilian.encoder import UniversalSentenceEncoder

    return UniversalSentenceEncoder(threads=1)


def bundled_ear() -> Ear:
    """The trained ear that ships with the program; its layers load at the first sentence."""
    from peilian.encoder import TrainedEar

    return TrainedEar()


@dataclass(frozen=True, slots=True)
class Door:
    """Handed down by `app.py` to every command."""

    clock: Clock
    token: Callable[[int], str]
    """`token(n)`: n random bytes as URL-safe text."""
    jitter: Callable[[], float]
    """A random number in [0, 1)."""
    monotonic: Callable[[], float]
    """Seconds that never run backwards."""
    run: Callable[[Coroutine[Any, Any, Any]], Any]
    """The only event loop."""
    environment: Mapping[str, str]
    home: Path
    """The folder of `app.py`."""
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    encoder: Callable[[], Encoder] = bundled_encoder
    ear: Callable[[], Ear] = bundled_ear

    @property
    def data(self) -> Path:
        """The data folder: `PEILIAN_DATA`, else `data/` beside `app.py`."""
        chosen = self.environment.get("PEILIAN_DATA")
        return Path(chosen).expanduser() if chosen else self.home / "data"

    @property
    def own_content(self) -> Path:
        """The organisation's own files, laid over the shipped ones."""
        return self.data / "content"

    def say(self, sentence: str) -> None:
        """One line for a person."""
        print(sentence, file=self.stderr, flush=True)

    def emit(self, line: str) -> None:
        """One line of output for another program."""
        self.stdout.write(line + "\n")
        self.stdout.flush()


def read_text(path: Path, stdin: TextIO) -> str:
    """The text of a file, or of standard input for `-`. Raises `InputError`."""
    from peilian.content import InputError

    if str(path) == "-":
        return stdin.read()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 — save the file as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'} — check the path") from error


def standard_streams() -> tuple[TextIO, TextIO, TextIO]:
    """stdin, stdout and stderr in UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    return sys.stdin, sys.stdout, sys.stderr
