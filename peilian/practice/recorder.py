"""Where a call is kept while it happens: the store, a file, or nowhere for scripted plays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from peilian.content import StoreError
from peilian.dialogue.call import Call, Ended, Turn
from peilian.store import Store

Log = Mapping[str, Any]


class Recorder(Protocol):
    """Every method returns only when what it was given is durable. Blocking. Raises `StoreError`."""

    def start(self, call: Call, at: datetime) -> None: ...

    def turn(self, call: Call, index: int, turn: Turn, log: Log | None = None) -> None:
        """`call` already holds the turn."""
        ...

    def end(self, call: Call, ended: Ended, at: datetime) -> None: ...


class Forgetful:
    """Keeps nothing: plays that print their whole result."""

    def start(self, call: Call, at: datetime) -> None:
        return

    def turn(self, call: Call, index: int, turn: Turn, log: Log | None = None) -> None:
        return

    def end(self, call: Call, ended: Ended, at: datetime) -> None:
        return


class FileRecorder:
    """One JSON file per call, replaced as a whole at every turn: a killed terminal leaves the last whole state."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, call: Call) -> Path:
        return self._folder / f"{call.id}.json"

    def start(self, call: Call, at: datetime) -> None:
        self._write(call)

    def turn(self, call: Call, index: int, turn: Turn, log: Log | None = None) -> None:
        self._write(call)

    def end(self, call: Call, ended: Ended, at: datetime) -> None:
        self._write(call)

    def _write(self, call: Call) -> None:
        path = self.path(call)
        partial = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with partial.open("w", encoding="utf-8") as out:
                out.write(json.dumps(json.loads(call.json_line()), ensure_ascii=False, indent=1) + "\n")
                out.flush()
            partial.replace(path)
        except OSError as error:
            raise StoreError(
                f"the call cannot be kept in {self._folder}: {error.strerror} — free space or choose another folder"
            ) from error


class StoreRecorder:
    """Keeps a call in the store for its owner."""

    def __init__(self, store: Store, owner_id: int, *, coach_on: bool, stamps: Mapping[str, str | None]) -> None:
        self._store = store
        self._owner_id = owner_id
        self._coach_on = coach_on
        self._stamps = stamps

    def start(self, call: Call, at: datetime) -> None:
        self._store.calls.start(call, owner_id=self._owner_id, at=at, coach_on=self._coach_on, stamps=self._stamps)

    def turn(self, call: Call, index: int, turn: Turn, log: Log | None = None) -> None:
        self._store.calls.append_turn(call.id, index, turn, log)

    def end(self, call: Call, ended: Ended, at: datetime) -> None:
        self._store.calls.end(call.id, ended, at=at, disclosed=call.disclosed)
