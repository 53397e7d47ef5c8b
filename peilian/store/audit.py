"""Who did what to what, when: rows chained by SHA-256 so that an edit or a deletion shows.

Cutting off the newest rows shows only against a head that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, desc, insert, select

from peilian.store.database import Database, canonical
from peilian.store.tables import audit

ORIGIN = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    id: int
    at: datetime
    actor: str
    """A user's name, `console` for the command line, `anonymous` before sign-in."""
    action: str
    object: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest row's number and hash; noted elsewhere it proves later that nothing up to it was removed."""

    id: int
    hash: str


class AuditTrail:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, at: datetime, *, actor: str, action: str, object: str, detail: Mapping[str, Any] | None = None
    ) -> None:
        """Appends one row; inside `Store.transaction()` it is kept or undone with the rest."""
        text = canonical(dict(detail or {}))
        with self._database.write() as connection:
            self._database.serialise(connection, "audit")
            last = connection.execute(select(audit.c.id, audit.c.hash).order_by(desc(audit.c.id)).limit(1)).first()
            number, previous = (last.id + 1, last.hash) if last else (1, ORIGIN)
            row = {"id": number, "at": at, "actor": actor, "action": action, "object": object, "detail": text}
            digest = _digest(previous, number, at, actor, action, object, text)
            connection.execute(insert(audit).values(**row, prev_hash=previous, hash=digest))

    def head(self) -> AuditHead:
        with self._database.read() as connection:
            last = connection.execute(select(audit.c.id, audit.c.hash).order_by(desc(audit.c.id)).limit(1)).first()
        return AuditHead(last.id, last.hash) if last else AuditHead(0, ORIGIN)

    def first_break(self, known: AuditHead | None = None) -> int | None:
        """The number of the first row that was edited, removed or moved; None when the chain is whole.

        `known` is a head noted earlier; a trail that no longer holds it is broken there.
        """
        previous, number = ORIGIN, 0
        with self._database.read() as connection:
            for row in connection.execute(select(audit).order_by(audit.c.id)).yield_per(1000):
                number += 1
                digest = _digest(previous, number, row.at, row.actor, row.action, row.object, row.detail)
                if row.id != number or row.prev_hash != previous or row.hash != digest:
                    return number
                if known is not None and known.id == number and known.hash != row.hash:
                    return number
                previous = row.hash
        return number + 1 if known is not None and known.id > number else None

    def latest(self, *, limit: int = 200, action: str | None = None) -> tuple[AuditEntry, ...]:
        """Newest first."""
        query = select(audit).order_by(desc(audit.c.id)).limit(limit)
        if action is not None:
            query = query.where(audit.c.action == action)
        with self._database.read() as connection:
            return tuple(_entry(row) for row in connection.execute(query))


def _digest(previous: str, number: int, at: datetime, actor: str, action: str, object: str, detail: str) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([previous, number, moment, actor, action, object, detail]).encode()).hexdigest()


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.id, row.at, row.actor, row.action, row.object, json.loads(row.detail))
