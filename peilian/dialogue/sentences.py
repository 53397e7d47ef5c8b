"""Where sentences end, in both languages, on the normal form."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"""
      [。！？!?；;…\n]+["'”’」』）)]*
    | (?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)(?<!\bu\.s)(?<!\ba\.m)(?<!\bp\.m)(?<!\ba)(?<!\bp)\.(?=\s|$)["'”’]*
    """,
    re.VERBOSE,
)


def split(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of a normal form, surrounding blanks left out."""
    start = 0
    for match in _END.finditer(text):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield start, end
