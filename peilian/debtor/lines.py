"""Line banks: what debtors say, by move, as files that people write.

A plain line suits every mood and every topic of its move; `about`, `mood` and `who` narrow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from peilian.content import ContentError, Shelf
from peilian.debtor.cue import Mood
from peilian.debtor.move import MoveKind
from peilian.dialogue.call import Language

SHIPPED = Path(__file__).parent / "lines"
SLOT: Final = re.compile(r"\{([a-z]+)\}")
SLOT_GAP: Final = re.compile(r"\{[a-z]+\}")


class Line(BaseModel):
    """One thing to say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=200)
    about: tuple[str, ...] = ()
    """Agent acts or topics this line answers; empty: any."""
    mood: tuple[Mood, ...] = ()
    who: Literal["debtor", "third_party"] | None = None
    """Who can say it; None: either."""

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(SLOT.findall(self.text))

    def fill(self, slots: Mapping[str, str]) -> str:
        return SLOT.sub(lambda found: slots[found.group(1)], self.text)

    def spoken_in(self, said: str) -> bool:
        """True where `said` holds this line, whatever its slots were filled with."""
        at = 0
        for part in SLOT_GAP.split(self.text):
            at = said.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True


def _as_line(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Written = Annotated[Line, BeforeValidator(_as_line)]


class LineFile(BaseModel):
    """One file of lines: by move, each a plain string or a line with `about`, `mood`, `who`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    language: Language
    lines: dict[MoveKind, tuple[Written, ...]]


@dataclass(frozen=True, slots=True)
class LineBank:
    """All lines, by language and move."""

    lines: Mapping[str, Mapping[MoveKind, tuple[Line, ...]]]

    def of(self, language: str, kind: MoveKind) -> tuple[Line, ...]:
        """Every line of this move. Raises `ContentError` where the language has no bank."""
        if language not in self.lines:
            raise ContentError(f"there are no lines in {language}", remedy=f"write lines/{language}/*.yaml")
        return self.lines[language].get(kind, ())


def load_lines(own: Path | None = None) -> LineBank:
    """The shipped lines, own files laid over them (`own/<language>/*.yaml`). Raises `ContentError`."""
    banks: dict[str, dict[MoveKind, tuple[Line, ...]]] = {}
    for folder in sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
        shelf = Shelf(LineFile, (folder,), own / folder.name if own else None)
        bank = banks.setdefault(folder.name, {})
        for item in shelf:
            if item.value.language != folder.name:
                raise ContentError(
                    f"the language is {item.value.language!r} but the folder is {folder.name!r}",
                    file=item.path.name,
                    field="language",
                    remedy="move the file or correct the field",
                )
            for kind, lines in item.value.lines.items():
                bank[kind] = (*bank.get(kind, ()), *lines)
    return LineBank(banks)
