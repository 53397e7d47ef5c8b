"""Ordinary talk: lawful, everyday agent sentences that teach the Reader what is no breach.

Each sentence names the acts it performs; of the signals that share a group none is in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import read_item

Family = Literal["zh", "en"]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=400)
    acts: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Family
    sentences: tuple[_Written, ...]


@dataclass(frozen=True, slots=True)
class OrdinarySentence:
    text: str
    lang: Family
    acts: tuple[str, ...]


def load_ordinary() -> tuple[OrdinarySentence, ...]:
    """Every ordinary sentence. Raises `ContentError` naming file and line."""
    files = [read_item(path, _File).value for path in sorted(Path(__file__).parent.glob("*.yaml"))]
    return tuple(OrdinarySentence(one.text, file.id, one.acts) for file in files for one in file.sentences)
