"""Scorecards exactly as they were scored, one per call, rubric and versions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, desc, insert, select, update

from peilian.content import StoreError
from peilian.store.database import Database, canonical
from peilian.store.tables import call as call_table
from peilian.store.tables import scorecard


@dataclass(frozen=True, slots=True)
class StoredScorecard:
    id: int
    call_id: str
    rubric: str
    key: str
    """SHA-256 over call, rubric and versions."""
    json: str
    """The contract's Scorecard v1, byte for byte as it was kept."""
    created_at: datetime


def scorecard_key(call_id: str, rubric: str, versions: Mapping[str, str | None]) -> str:
    """Equal for two scorings that must give the same result."""
    return hashlib.sha256(canonical([call_id, rubric, dict(versions)]).encode()).hexdigest()


class ScorecardRecords:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, call_id: str, *, rubric: str, versions: Mapping[str, str | None], json: str, at: datetime
    ) -> StoredScorecard:
        """Keeps a scorecard and marks the call scored; a second one for the same key changes nothing.

        Returns the one that stands. Raises `StoreError` when the call is unknown or still going on.
        """
        key = scorecard_key(call_id, rubric, versions)
        with self._database.write() as connection:
            query = select(call_table.c.state).where(call_table.c.id == call_id).with_for_update()
            state = connection.execute(query).scalar_one_or_none()
            if state is None:
                raise StoreError(f"there is no call {call_id}", code="call_unknown")
            if state not in ("ended", "scored"):
                raise StoreError(f"call {call_id} is still going on — end it before scoring", code="call_open")
            existing = connection.execute(select(scorecard).where(scorecard.c.key == key)).first()
            if existing is not None:
                return _stored(existing)
            connection.execute(
                insert(scorecard).values(call_id=call_id, rubric=rubric, key=key, body=json, created_at=at)
            )
            connection.execute(update(call_table).where(call_table.c.id == call_id).values(state="scored"))
            return _stored(connection.execute(select(scorecard).where(scorecard.c.key == key)).one())

    def find(self, call_id: str, *, rubric: str, versions: Mapping[str, str | None]) -> StoredScorecard | None:
        key = scorecard_key(call_id, rubric, versions)
        with self._database.read() as connection:
            row = connection.execute(select(scorecard).where(scorecard.c.key == key)).first()
        return _stored(row) if row else None

    def of_call(self, call_id: str) -> tuple[StoredScorecard, ...]:
        """Newest first."""
        query = select(scorecard).where(scorecard.c.call_id == call_id).order_by(desc(scorecard.c.id))
        with self._database.read() as connection:
            return tuple(_stored(row) for row in connection.execute(query))

    def latest(self, call_id: str) -> StoredScorecard | None:
        cards = self.of_call(call_id)
        return cards[0] if cards else None


def _stored(row: Row[Any]) -> StoredScorecard:
    return StoredScorecard(row.id, row.call_id, row.rubric, row.key, row.body, row.created_at)
