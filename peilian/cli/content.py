"""`personas`, `rules`, `rubrics`: list, show, validate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evaluators import Rubric
from peilian.cli.door import Door
from peilian.content import InputError, Item, read_item
from peilian.practice.assembly import Assembly
from personas import entry

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


def validate_rubrics(door: Door, parts: Assembly, file: Path | None) -> int:
    count = 1 if file else len(parts.rubrics)
    if file is not None:
        read_item(file, Rubric)
    door.say(f"{count} rubric{'' if count == 1 else 's'} valid")
    return 0
