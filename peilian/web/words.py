"""What the pages say, one file per language; another script of Chinese is converted from it.

Knows nothing of pages: a key and its slots go in, a sentence comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import PeilianError, read_item

LANGUAGES = ("zh-CN", "zh-TW", "en-US")
_FOLDER = Path(__file__).parent / "locales"


class LocaleFile(BaseModel):
    """One language: its own name, and every sentence by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = Field(min_length=1)
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: str
    name: str
    words: Mapping[str, str]

    def __call__(self, key: str, /, **slots: object) -> str:
        """The sentence of `key` with its `{slots}` filled. Raises `KeyError` for a key that does not exist."""
        sentence = self.words[key]
        return sentence.format(**slots) if slots else sentence

    def term(self, family: str, id: str) -> str:
        """The word for `id` in a family such as `product`; the id itself, legible, where none is written."""
        return self.words.get(f"{family}.{id}", id.replace("_", " "))

    def error(self, error: PeilianError) -> str:
        """The error's sentence in this language; its own sentence where its code is not known here."""
        return self.words.get(f"error.{error.code}", str(error)) if error.code else str(error)


def load_words(folder: Path = _FOLDER) -> dict[str, Words]:
    """Every language by id. Raises `ContentError` for a file that cannot be read."""
    files = [read_item(path, LocaleFile).value for path in sorted(folder.glob("*.yaml"))]
    found = {file.id: Words(file.id, file.name, dict(file.words)) for file in files}
    if "zh-CN" in found and "zh-TW" not in found:
        found["zh-TW"] = _in_traditional_script(found["zh-CN"])
    return found


def _in_traditional_script(source: Words) -> Words:
    from opencc import OpenCC

    converter = OpenCC("s2twp")
    words = {key: converter.convert(sentence) for key, sentence in source.words.items()}
    return Words("zh-TW", "繁體中文", words)
