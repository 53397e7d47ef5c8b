"""A temperament: a readable table of what each act of the agent does to each feeling.

Data in `temperaments/*.yaml`; how difficulty bends it is in `feeling.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import ContentError, Shelf
from peilian.debtor.move import MoveKind
from peilian.dialogue.signal import InLanguages
from personas import Persona

SHIPPED = Path(__file__).parent / "temperaments"
Step = Annotated[float, Field(ge=-1, le=1)]


class Feelings(BaseModel):
    """Levels (0 … 1) where a call starts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    anger: float = Field(ge=0, le=1)
    trust: float = Field(ge=0, le=1)
    willingness: float = Field(ge=0, le=1)
    shame: float = Field(ge=0, le=1)
    fatigue: float = Field(ge=0, le=1)


class Shift(BaseModel):
    """What one act adds to each feeling; 0 where left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    anger: Step = 0.0
    trust: Step = 0.0
    willingness: Step = 0.0
    shame: Step = 0.0
    fatigue: Step = 0.0


class Temperament(BaseModel):
    """One way of taking things."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: InLanguages
    about: InLanguages
    """One sentence for trainers."""
    start: Feelings
    patience: int = Field(ge=6, le=40)
    """Agent turns until they have had enough."""
    hang_up_at: float = Field(gt=0, le=1)
    """The anger at which they put the phone down, at difficulty 3."""
    guarded: bool = False
    """Wants to know who is calling before saying who they are."""
    when_impossible: Literal["refuse", "false_promise", "ask_relief", "upset"]
    """What they do when asked for what they cannot pay."""
    provoked: tuple[MoveKind, ...] = Field(min_length=1)
    """What they may do when the agent crosses a line, mildest first."""
    acts: dict[str, Shift]
    """By agent act id; an act that is not listed leaves them unmoved."""


def load_temperaments(own: Path | None = None) -> dict[str, Temperament]:
    """Every temperament by id. Raises `ContentError`."""
    return {item.id: item.value for item in Shelf(Temperament, (SHIPPED,), own)}


def temperament_of(persona: Persona, temperaments: Mapping[str, Temperament]) -> Temperament:
    """The table this persona lives by. Raises `ContentError` where there is none of that name."""
    try:
        return temperaments[persona.temperament.name]
    except KeyError:
        raise ContentError(
            f"there is no temperament {persona.temperament.name!r}",
            file=f"{persona.id}.yaml",
            field="temperament.name",
            remedy=f"use one of {', '.join(sorted(temperaments))}",
        ) from None
