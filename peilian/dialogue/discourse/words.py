"""The words that name somebody's own matter: 住院, 工程款, hospital; not what everybody on this floor says.

Chinese goes by pairs of characters, English by stems; nothing is looked up in a dictionary.
"""

from __future__ import annotations

import re
from functools import cache

from peilian.dialogue.discourse.table import shipped_table
from peilian.dialogue.normal import normalise

_HANZI = re.compile(r"[\u3400-\u9fff]+")
_ENGLISH = re.compile(r"[a-z]+")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e")
_STEM = 6
"""Letters kept of a longer word, so that hospital and hospitalised meet."""


def content_words(text: str) -> frozenset[str]:
    """Every content word of `text`, in the form two speakers' words are compared by."""
    normal = normalise(text).text
    pairs = {run[place : place + 2] for run in _HANZI.findall(normal) for place in range(len(run) - 1)}
    chinese = {pair for pair in pairs if not _names_nothing(pair)}
    english = {_stem(word) for word in _ENGLISH.findall(normal) if len(word) > 2}
    return frozenset(chinese | (english - _common_stems()))


def _names_nothing(pair: str) -> bool:
    return pair in _common_pairs() or any(character in _function_characters() for character in pair)


def _stem(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) > 2), "")
    return word[: len(word) - len(ending)][:_STEM]


@cache
def _function_characters() -> frozenset[str]:
    return frozenset(shipped_table().content.function_characters)


@cache
def _common_pairs() -> frozenset[str]:
    return frozenset(shipped_table().content.common.zh.split())


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in shipped_table().content.common.en.split())
