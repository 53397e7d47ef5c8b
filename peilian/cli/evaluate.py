"""`evaluate`: Calls in, one Scorecard per line out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from evaluators import Scorecard
from peilian.cli.door import Door, read_text
from peilian.cli.model import configured_model
from peilian.dialogue.call import Call, parse_call
from peilian.practice.assembly import Assembly
from peilian.practice.scoring import judged_scorecard, scorecard


def evaluate(
    door: Door,
    parts: Assembly,
    files: Sequence[Path],
    *,
    rubric: str | None,
    judge: Literal["off", "llm"],
    form: Literal["json", "table"],
) -> None:
    """Scores every call in input order. All files are read before anything is printed. Raises `InputError`."""
    calls = [parse_call(read_text(file, door.stdin), file.name) for file in files]
    for call in calls:
        card = _card(door, parts, call, rubric, judge)
        if form == "json":
            door.emit(card.json_line())
        else:
            show(door, call, card)


def _card(door: Door, parts: Assembly, call: Call, rubric: str | None, judge: str) -> Scorecard:
    if judge == "off":
        return scorecard(parts, call, rubric=rubric)
    card: Scorecard = door.run(judged_scorecard(parts, call, configured_model(door), rubric=rubric))
    return card


def show(door: Door, call: Call, card: Scorecard) -> None:
    """The scorecard as tables for a person."""
    from peilian.cli.table import scorecard_table

    scorecard_table(door.stdout, call, card)
