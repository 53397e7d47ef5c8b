"""What was published, word for word and for ever: calls and exams pin a (kind, id, hash)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, desc, insert, select

from peilian.content import StoreError
from peilian.store.database import Database
from peilian.store.tables import content_version


@dataclass(frozen=True, slots=True)
class ContentVersion:
    kind: str
    id: str
    hash: str
    text: str
    published_at: datetime


class ContentVersions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, kind: str, id: str, *, hash: str, text: str, at: datetime) -> bool:
        """True when new, False when the same text was there. Raises `StoreError` for another text under that hash."""
        with self._database.write() as connection:
            self._database.serialise(connection, "content")
            existing = self.find(kind, id, hash)
            if existing is not None:
                if existing.text == text:
                    return False
                raise StoreError(f"{kind} {id} has already been published with hash {hash} and another text")
            connection.execute(insert(content_version).values(kind=kind, id=id, hash=hash, text=text, published_at=at))
            return True

    def find(self, kind: str, id: str, hash: str) -> ContentVersion | None:
        query = select(content_version).where(
            content_version.c.kind == kind, content_version.c.id == id, content_version.c.hash == hash
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _version(row) if row else None

    def history(self, kind: str, id: str) -> tuple[ContentVersion, ...]:
        """Newest first."""
        query = select(content_version).where(content_version.c.kind == kind, content_version.c.id == id)
        query = query.order_by(desc(content_version.c.published_at), content_version.c.hash)
        with self._database.read() as connection:
            return tuple(_version(row) for row in connection.execute(query))


def _version(row: Row[Any]) -> ContentVersion:
    return ContentVersion(row.kind, row.id, row.hash, row.text, row.published_at)
