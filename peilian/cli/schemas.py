"""The JSON Schemas of the contracts, generated from the models: `python -m peilian.cli.schemas FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from evaluators import Finding, Rubric, Rule, Scorecard
from knowledge import Clause, SearchResult
from peilian.cli.check import Line
from peilian.dialogue.call import Call
from peilian.dialogue.signal import Act
from personas import Persona

MODELS: dict[str, type[BaseModel]] = {
    "call": Call,
    "scorecard": Scorecard,
    "finding": Finding,
    "check-line": Line,
    "search-result": SearchResult,
    "persona": Persona,
    "rule": Rule,
    "rubric": Rubric,
    "clause": Clause,
    "act": Act,
}
_WRITTEN = frozenset({"scorecard", "finding", "search-result"})
"""Contracts that this program only writes; the others are also read."""


def schema(name: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of one contract, as it is written and as it is read."""
    mode: Literal["serialization", "validation"] = "serialization" if name in _WRITTEN else "validation"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **MODELS[name].model_json_schema(mode=mode),
    }


def text(name: str) -> str:
    return json.dumps(schema(name), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(folder: Path) -> None:
    """One file per contract."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        (folder / f"{name}.json").write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
