"""The normal form of an utterance: half-width, simplified script, lower case, no invisible characters.

Everything that recognises words works on it; `back` leads every place to the original text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from peilian.dialogue.reading import Span


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` in normal form; `back[i]` is the original offset of its i-th character, `back[-1]` the original length."""

    text: str
    back: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """The original span of `text[start:end]`; never empty where `start < end`."""
        if start >= end:
            return Span(self.back[start], self.back[start])
        return Span(self.back[start], self.back[end - 1] + 1)


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


def _between_hanzi(text: str, index: int) -> bool:
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    return _is_hanzi(before) and _is_hanzi(after)


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def normalise(text: str) -> Normal:
    """The normal form of `text`. Spaces and dots put between Chinese characters to dodge recognition are dropped."""
    out: list[str] = []
    back: list[int] = []
    for index, character in enumerate(simplified(text)):
        if unicodedata.category(character) in {"Cf", "Mn", "Cc"} and character != "\n":
            continue
        if character in " \u3000·・*._-" and _between_hanzi(text, index):
            continue
        if character == "’" and _is_latin(text[index - 1 : index]):
            character = "'"
        for piece in unicodedata.normalize("NFKC", character).lower():
            out.append(piece)
            back.append(index)
    back.append(len(text))
    return Normal("".join(out), tuple(back))
