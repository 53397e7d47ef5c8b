"""What the debtor brings up of their own accord, once each, in the persona's order."""

from __future__ import annotations

from typing import Final

from peilian.debtor.move import MoveKind, kind_of
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.state import Mark
from peilian.debtor.supply import available

MARKS: Final[dict[MoveKind, frozenset[Mark]]] = {
    "ask_validation": frozenset({"validation_asked"}),
    "threaten_complaint": frozenset({"complaint_raised"}),
    "dispute": frozenset({"dispute_raised"}),
}


def bring_up(scene: Scene) -> Choice | None:
    """The next thing on their own mind."""
    for word in scene.persona.agenda:
        kind = kind_of(word)
        if kind is None or kind in scene.state.agenda or not available(scene.state, kind):
            continue
        return Choice(kind, "own agenda", about="agenda", agenda=True, marks=MARKS.get(kind, frozenset()))
    return None
