"""`personas`, `rules`, `rubrics`: list, show, validate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evaluators import Rubric
from peilian.cli.door import Door
from peilian.content import ContentError, InputError, Item, read_item
from peilian.practice.assembly import Assembly
from personas import Persona, entry
from personas.checks import check

T = TypeVar("T", bound=BaseModel)


def list_personas(door: Door, parts: Assembly) -> None:
    """The contract's list."""
    door.emit(json.dumps([entry(item.value) for item in parts.personas.values()], ensure_ascii=False))


def list_rules(door: Door, parts: Assembly) -> None:
    fields = {"id", "dimension", "category", "severity", "jurisdictions", "title", "citations"}
    rows = [item.value.model_dump(mode="json", include=fields) for item in parts.rules.values()]
    door.emit(json.dumps(rows, ensure_ascii=False))


def list_rubrics(door: Door, parts: Assembly) -> None:
    fields = {"id", "version", "title", "jurisdictions"}
    rows = [item.value.model_dump(mode="json", include=fields) for item in parts.rubrics.values()]
    door.emit(json.dumps(rows, ensure_ascii=False))


def show(door: Door, items: Mapping[str, Item[T]], id: str, kind: str) -> None:
    """The file as it was written. Raises `InputError` naming the ids there are."""
    item = items.get(id)
    if item is None:
        raise InputError(f"there is no {kind} {id!r} — use one of: {', '.join(sorted(items))}")
    door.stdout.write(item.path.read_text(encoding="utf-8"))


def validate_personas(door: Door, parts: Assembly, file: Path | None) -> int:
    if file is None:
        return _all_loaded(door, "persona", len(parts.personas))
    item = read_item(file, Persona)
    try:
        check(item.value, parts.acts, file.name)
    except ContentError as error:
        door.say(str(error))
        return 1
    return _all_loaded(door, "persona", 1)


def validate_rubrics(door: Door, parts: Assembly, file: Path | None) -> int:
    if file is None:
        return _all_loaded(door, "rubric", len(parts.rubrics))
    read_item(file, Rubric)
    return _all_loaded(door, "rubric", 1)


def _all_loaded(door: Door, kind: str, count: int) -> int:
    door.say(f"{count} {kind}{'' if count == 1 else 's'} valid")
    return 0
