"""All personas: the shipped ones and an organisation's own laid over them."""

from __future__ import annotations

from pathlib import Path

import peilian.dialogue
from peilian.content import Item, Shelf
from personas.checks import check
from personas.schema import Persona

SHIPPED = Path(__file__).parent
ACTS = Path(peilian.dialogue.__file__).parent / "acts" / "agent"


def agent_acts(folder: Path = ACTS) -> frozenset[str]:
    """Ids of the acts an agent can do (file name = id)."""
    return frozenset(path.stem for path in folder.glob("*.yaml"))


def load_personas(own: Path | None = None) -> dict[str, Item[Persona]]:
    """Every persona by id, checked. Raises `ContentError` at the first wrong file."""
    items = Shelf(Persona, (SHIPPED,), own).load()
    acts = agent_acts()
    for item in items.values():
        check(item.value, acts, item.path.name)
    return items
