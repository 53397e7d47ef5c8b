"""Labelled sentences: what agents say on the floor, with all that each sentence carries.

The trained ear has learned the shipped ones, and its trust was fitted on them. An organisation's own rows (corrections
of a reading among them) lie in `content/corpus/` and are learned at the next start.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import Shelf
from peilian.dialogue.signal import Stance

Family = Literal["zh", "en"]
Situation = Literal[
    "opening",
    "identity",
    "stating_debt",
    "reason",
    "empathy",
    "negotiation",
    "pressure",
    "third_party",
    "complaint",
    "close",
]
_VALUE = (
    r"^(amount ~?\d+(\.\d+)?(\.\.\d+(\.\d+)?)?(/(instalment|month|week|day))?"
    r"|days ~?\d+(\.\.\d+)?"
    r"|instalments (\d+|\?)x(\d+(\.\d+)?|\?)"
    r"|rate \d+(\.\d+)?(/(year|month|day))?"
    r"|discount \d+(\.\d+)?"
    r"|date (\?|\d{4}-\d\d-\d\d((\.\.|\|)\d{4}-\d\d-\d\d)*)"
    r"|time \d\d:\d\d"
    r"|tail \d+)$"
)


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=400)
    acts: tuple[str, ...] = ()
    """Every agent act of the sentence."""
    signals: tuple[str, ...] = ()
    """Every rule that a compliance officer would mark in the sentence taken alone."""
    also: tuple[str, ...] = ()
    """Signals that would be acceptable too: neither right nor wrong."""
    pair: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    """Two rows that share it differ in a word or two and carry different labels."""
    floor: str | None = None
    """Product, bucket and desk the sentence comes from: `card M3 agency`."""
    stance: Stance | None = None
    """How the telling words stand, where they are not plainly asserted."""
    values: tuple[str, ...] | None = Field(default=None)
    """Everything countable, in the notation of `values/canonical.py`; None where nobody labelled it."""


class LabelledFile(BaseModel):
    """One file of labelled sentences; file name = id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    language: Family
    situation: Situation
    rows: tuple[_Row, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One agent sentence with everything it carries."""

    text: str
    language: Family
    situation: Situation
    acts: frozenset[str]
    signals: frozenset[str]
    also: frozenset[str] = frozenset()
    pair: str | None = None
    """Unique over all files."""
    stance: Stance | None = None
    values: tuple[str, ...] | None = None

    @property
    def carries(self) -> frozenset[str]:
        return self.acts | self.signals


def load_corpus(own: Path | None = None, *, shipped: bool = True) -> tuple[LabelledSentence, ...]:
    """All rows in order of file and place; files in the folder `own` are added to the `shipped` ones.

    Raises `ContentError` naming file, line and field.
    """
    shelf = Shelf(LabelledFile, [Path(__file__).parent] if shipped else [], own)
    return tuple(
        LabelledSentence(
            text=row.text,
            language=file.value.language,
            situation=file.value.situation,
            acts=frozenset(row.acts),
            signals=frozenset(row.signals),
            also=frozenset(row.also),
            pair=f"{id}/{row.pair}" if row.pair else None,
            stance=row.stance,
            values=row.values,
        )
        for id, file in sorted(shelf.load().items())
        for row in file.value.rows
    )
