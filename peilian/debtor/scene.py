"""What a rule looks at to choose a move, and what it answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from peilian.debtor.cue import Ground
from peilian.debtor.dice import Roll
from peilian.debtor.move import MoveKind, Offer, Promise, Reason
from peilian.debtor.state import Mark, State
from peilian.debtor.temperament import Temperament
from peilian.dialogue.reading import Reading
from personas import Persona


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn as the debtor meets it: `state` has already heard and felt it."""

    state: State
    reading: Reading
    acts: frozenset[str]
    persona: Persona
    temperament: Temperament
    grounding: Sequence[Ground]
    roll: Roll
    today: date
    dodged: bool

    def heard(self, *acts: str) -> bool:
        return any(act in self.acts for act in acts)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule decides; `rule` says which and is kept in the move's `why`."""

    kind: MoveKind
    rule: str
    about: str | None = None
    then: MoveKind | None = None
    facts: tuple[str, ...] = ()
    misbelief: str | None = None
    clause: str | None = None
    """The clause leaned on, if any; it must be in the scene's grounding."""
    used_as: Literal["correct", "mistaken"] | None = None
    offer: Offer | None = None
    promise: Promise | None = None
    ends: Reason | None = None
    marks: frozenset[Mark] = frozenset()
    agenda: bool = False
    """True: this ticks the next item of the persona's agenda."""
