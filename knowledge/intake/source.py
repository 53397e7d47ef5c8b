"""A file as it comes: its name and bytes, if it may be read and is not too large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from peilian.content import InputError

MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody's file."""

    name: str
    data: bytes

    def refuse(self, problem: str, remedy: str) -> InputError:
        """The sentence by which this file is refused."""
        return InputError(f"{self.name}: {problem} — {remedy}")


def read_source(path: Path) -> Source:
    """The file at `path`. Raises `InputError` where it is missing, a folder, forbidden, empty or over 20 MB."""
    try:
        if path.is_dir():
            raise InputError(f"{path.name or path}: this is a folder — name one file in it")
        if path.exists() and not path.is_file():
            raise InputError(f"{path.name}: this is not an ordinary file — save the text as a file first")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"{path.name}: {error.strerror or 'cannot be read'} — check the path and who may read it"
        ) from error
    except ValueError as error:
        raise InputError("the path holds a character that no path may hold — check it") from error
    source = Source(path.name, data)
    if len(data) > MOST_BYTES:
        raise source.refuse("the file is larger than 20 MB", "leave out its pictures, or split it into several files")
    if not data:
        raise source.refuse("the file is empty", "check that it was saved")
    return source
