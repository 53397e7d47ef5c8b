"""`respond`: a script played against a debtor; prints the whole Call."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from peilian.cli.door import Door, read_text
from peilian.cli.voices import make_voice
from peilian.content import InputError
from peilian.dialogue.call import Call, Turn
from peilian.practice.assembly import Assembly
from peilian.practice.limits import checked_turn
from peilian.practice.play import play
from peilian.practice.recorder import Forgetful, Log


def respond(
    door: Door, parts: Assembly, *, persona: str, script: Path, voice: str, seed: int, at: datetime | None
) -> None:
    """Raises `InputError` for an unknown persona or a wrong line before anything is played."""
    item = parts.persona(persona)
    lines = _lines(read_text(script, door.stdin), script.name)
    maker = make_voice(door, parts, voice)
    teller = GuardTeller(door)
    playing = play(parts, item, lines, seed=seed, at=at, make_voice=maker, voice_name=voice, recorder=teller)
    call: Call = door.run(playing)
    door.emit(call.json_line())


class GuardTeller(Forgetful):
    """Keeps nothing; says on stderr where the guard stepped in or the scripted voice had to speak."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def turn(self, call: Call, index: int, turn: Turn, log: Log | None = None) -> None:
        for event in log.get("guard", ()) if log else ():
            self._door.say(f"turn {index}: {_told(event)}")


def _told(event: dict[str, Any]) -> str:
    if event["event"] == "refused":
        return f"the guard refused a sentence of the model ({event['fault']}, try {event['attempt']})"
    if event["event"] == "model_error":
        return f"the model failed ({event['kind']}, try {event['attempt']})"
    return f"the scripted voice spoke instead of the model ({event['why']})"


def _lines(text: str, name: str) -> list[str]:
    lines = []
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            given = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise InputError(f'{name}:{number}: not valid JSON — write {{"text": "…"}} per line') from error
        if not isinstance(given, dict) or set(given) != {"text"} or not isinstance(given["text"], str):
            raise InputError(f'{name}:{number} [text]: each line holds one field, "text", a string — correct it')
        try:
            lines.append(checked_turn(given["text"]))
        except InputError as error:
            raise InputError(f"{name}:{number} [text]: {error}") from error
    if not lines:
        raise InputError(f'{name}: no line to say — write {{"text": "…"}} per line')
    return lines
