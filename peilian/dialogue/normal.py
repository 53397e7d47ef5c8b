"""The normal form of an utterance: half-width, simplified script, lower case, disguises taken off.

Everything that recognises words works on it; `original` leads every place back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from peilian.content import read_yaml
from peilian.dialogue.reading import Span


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` in normal form; its i-th character comes from `starts[i]` … `ends[i]` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    length: int
    """Of the original."""

    def original(self, start: int, end: int) -> Span:
        """The original span of `text[start:end]`; never empty where `start < end`."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else self.length
            return Span(place, place)
        return Span(self.starts[start], self.ends[end - 1])


class _Spellings(BaseModel):
    """Disguised spellings by the plain word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latin: dict[str, tuple[str, ...]]
    """Pinyin, whole syllables that touch Chinese text."""
    homophones: dict[str, tuple[str, ...]]
    split: dict[str, tuple[str, ...]]
    """Characters taken apart."""


@dataclass(frozen=True, slots=True)
class _Disguises:
    plain: Mapping[str, str]
    anywhere: re.Pattern[str]

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in self.anywhere.finditer(text):
            yield match.start(), match.end(), self.plain[match.group()]


@cache
def _disguises() -> _Disguises:
    name = "spellings.yaml"
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    spellings = _Spellings.model_validate(read_yaml(text, name).value)
    latin = {way: plain for plain, ways in spellings.latin.items() for way in ways}
    kinds = (spellings.homophones, spellings.split)
    others = {way: plain for kind in kinds for plain, ways in kind.items() for way in ways}
    near = "[\u3400-\u9fff，。！？,!?、]"
    touching = "|".join(re.escape(way) for way in sorted(latin, key=len, reverse=True))
    rest = "|".join(re.escape(way) for way in sorted(others, key=len, reverse=True))
    whole = rf"(?:(?<={near})|(?<={near} ))(?:{touching})(?![a-z])|(?<![a-z])(?:{touching})(?=\s?{near})|(?:{rest})"
    return _Disguises({**latin, **others}, re.compile(whole))


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in simplified script, character for character (same length)."""
    if text.isascii():
        return text
    encodable = text.encode("utf-8", errors="replace").decode("utf-8")
    whole: str = _simplifier().convert(encodable)
    if len(whole) == len(text):
        return whole
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    if character.isascii() or "\ud800" <= character <= "\udfff":
        return character
    turned: str = _simplifier().convert(character)
    return turned if len(turned) == 1 else character


def normalise(text: str) -> Normal:
    """The normal form of `text`. Spaces and dots put between Chinese characters to dodge recognition are dropped."""
    characters, places = _plain(text)
    starts, ends = list(places), [place + 1 for place in places]
    if not text.isascii():
        for start, end, plain in reversed(list(_disguises().found("".join(characters)))):
            first, last = starts[start], ends[end - 1]
            characters[start:end] = plain
            starts[start:end] = [first] * len(plain)
            ends[start:end] = [last] * len(plain)
    return Normal("".join(characters), tuple(starts), tuple(ends), len(text))


def _plain(text: str) -> tuple[list[str], list[int]]:
    """Each character of the normal form before disguises are taken off, and where it stood."""
    characters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(simplified(text)):
        if not character.isascii() or not character.isprintable():
            if unicodedata.category(character) in {"Cf", "Mn", "Cc"} and character != "\n":
                continue
            if character == "’" and _is_latin(text[index - 1 : index]):
                character = "'"
        if character in " \u3000·・*._-" and _between_hanzi(text, index):
            continue
        for piece in _bare(unicodedata.normalize("NFKC", character).lower()):
            characters.append(piece)
            places.append(index)
    return characters, places


def _bare(pieces: str) -> str:
    """Latin letters without their marks: the tones of pinyin."""
    if all(piece < "\u00c0" or piece > "\u1eff" for piece in pieces):
        return pieces
    parts = unicodedata.normalize("NFKD", pieces)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn") or pieces


def _between_hanzi(text: str, index: int) -> bool:
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    return _is_hanzi(before) and _is_hanzi(after)


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
