"""Signed-in browsers, by the SHA-256 of their token; the token itself is never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from peilian.store.database import Database
from peilian.store.tables import session


@dataclass(frozen=True, slots=True)
class StoredSession:
    token_hash: str
    user_id: int
    created_at: datetime
    last_seen_at: datetime
    expires: datetime


class SessionRecords:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token_hash: str, user_id: int, *, at: datetime, expires: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(
                insert(session).values(
                    token_hash=token_hash, user_id=user_id, created_at=at, last_seen_at=at, expires=expires
                )
            )

    def find(self, token_hash: str) -> StoredSession | None:
        with self._database.read() as connection:
            row = connection.execute(select(session).where(session.c.token_hash == token_hash)).first()
        return (
            StoredSession(row.token_hash, row.user_id, row.created_at, row.last_seen_at, row.expires) if row else None
        )

    def touch(self, token_hash: str, at: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(update(session).where(session.c.token_hash == token_hash).values(last_seen_at=at))

    def remove(self, token_hash: str) -> bool:
        """True when it was there."""
        with self._database.write() as connection:
            return connection.execute(delete(session).where(session.c.token_hash == token_hash)).rowcount > 0

    def remove_of(self, user_id: int, *, keep: str | None = None) -> int:
        """Ends the user's sessions, except the one with token hash `keep`; returns how many."""
        query = delete(session).where(session.c.user_id == user_id)
        if keep is not None:
            query = query.where(session.c.token_hash != keep)
        with self._database.write() as connection:
            return connection.execute(query).rowcount

    def purge(self, *, now: datetime, idle_since: datetime) -> int:
        """Removes those past their absolute end, or not seen since `idle_since`."""
        query = delete(session).where((session.c.expires <= now) | (session.c.last_seen_at <= idle_since))
        with self._database.write() as connection:
            return connection.execute(query).rowcount
