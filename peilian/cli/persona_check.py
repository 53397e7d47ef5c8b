"""`personas validate`: a persona alone, and what it names in other rooms: temperament, moves, clauses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from peilian.cli.door import Door
from peilian.content import ContentError, Item, read_item
from peilian.debtor.move import KINDS
from peilian.debtor.temperament import temperament_of
from peilian.practice.assembly import Assembly
from personas import Persona
from personas.checks import check


def validate_personas(door: Door, parts: Assembly, file: Path | None) -> int:
    """Prints a sentence per faulty persona; 1 where there is one. A file that cannot be read raises `ContentError`."""
    items = [read_item(file, Persona)] if file else list(parts.personas.values())
    faulty = 0
    for item in items:
        try:
            _check(item, parts)
        except ContentError as error:
            faulty += 1
            door.say(str(error))
    if faulty == 0:
        door.say(f"{len(items)} persona{'' if len(items) == 1 else 's'} valid")
    return 1 if faulty else 0


def _check(item: Item[Persona], parts: Assembly) -> None:
    check(item.value, parts.acts, item.path.name)
    temperament_of(item.value, parts.temperaments)
    for field, problem, remedy in _unknown(item.value, parts):
        raise ContentError(problem, file=item.path.name, field=field, remedy=remedy)


def _unknown(persona: Persona, parts: Assembly) -> Iterator[tuple[str, str, str]]:
    moves = [("agenda", word) for word in persona.agenda]
    moves += [(f"lines.{index}.move", line.move) for index, line in enumerate(persona.lines)]
    for field, word in moves:
        if word not in KINDS:
            yield field, f"{word!r} is not a move", f"use one of {', '.join(KINDS)}"
    for index, belief in enumerate(persona.misbeliefs):
        if belief.clause is not None and belief.clause not in parts.library.clauses:
            yield f"misbeliefs.{index}.clause", f"there is no clause {belief.clause!r}", "see `knowledge list`"
