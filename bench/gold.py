"""Where the labelled sentences, calls and questions lie: beside the project, never in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def folder(argument: str | None = None) -> Path | None:
    """The gold folder, or None with one clear line on stderr."""
    place = Path(argument) if argument else Path(__file__).resolve().parents[2] / "shared" / "gold"
    if place.is_dir():
        return place
    print(f"skipped: there is no labelled material at {place} — pass its folder as the first argument", file=sys.stderr)
    return None


def rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def argument() -> str | None:
    return sys.argv[1] if len(sys.argv) > 1 else None
