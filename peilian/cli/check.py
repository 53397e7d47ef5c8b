"""`check`: one sentence per line in, its findings per line out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from peilian.cli.door import Door, read_text
from peilian.content import InputError
from peilian.dialogue.call import Jurisdiction, Language, language_of
from peilian.practice.assembly import Assembly


def _language(value: object) -> object:
    try:
        return language_of(value) if isinstance(value, str) else value
    except InputError as error:
        raise ValueError(str(error)) from error


class Around(BaseModel):
    """What is known around one sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    jurisdiction: Jurisdiction | None = None
    speaker: Literal["agent", "customer", "policy_text"] = "agent"
    previous: str | None = None


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str = Field(min_length=1)
    lang: Annotated[Language, BeforeValidator(_language)]
    context: Around | None = None

    def jurisdiction(self) -> Jurisdiction:
        """As given; else the law of the language's home."""
        if self.context is not None and self.context.jurisdiction is not None:
            return self.context.jurisdiction
        return "US" if self.lang == "en-US" else "CN"


def check(door: Door, parts: Assembly, file: Path) -> None:
    """Answers line by line in the same order. Raises `InputError` naming file, line and field."""
    day = door.clock.now().date()
    lines = list(_lines(read_text(file, door.stdin), file.name))
    for line in lines:
        around = line.context or Around()
        findings = parts.examiner.examine_sentence(
            line.text,
            language=line.lang,
            jurisdiction=line.jurisdiction(),
            speaker=around.speaker,
            previous=around.previous,
            on=day,
        )
        answer = {"id": line.id, "findings": [finding.model_dump(mode="json") for finding in findings]}
        door.emit(json.dumps(answer, ensure_ascii=False))


def _lines(text: str, name: str) -> Iterator[Line]:
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            yield Line.model_validate(json.loads(raw))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "the line"
            raise InputError(f"{name}:{number} [{field}]: {first['msg']} — see the README's table of fields") from error
        except (ValueError, RecursionError) as error:
            raise InputError(f"{name}:{number}: not valid JSON — write one object per line") from error
