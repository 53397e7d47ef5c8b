"""The store: one database, one repository per noun, opened by the door and handed down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from peilian.store import schema
from peilian.store.audit import AuditTrail
from peilian.store.calls import CallRecords
from peilian.store.content_versions import ContentVersions
from peilian.store.database import Database, open_folder, open_server
from peilian.store.login_attempts import LoginAttempts
from peilian.store.scorecards import ScorecardRecords
from peilian.store.serve_lock import ServeLock, lock_folder, lock_server
from peilian.store.sessions import SessionRecords
from peilian.store.teams import Teams
from peilian.store.users import UserRecords


class Store:
    """Safe to use from many threads; every method is blocking."""

    def __init__(self, database: Database, folder: Path | None) -> None:
        self.database = database
        self.calls = CallRecords(database)
        self.scorecards = ScorecardRecords(database)
        self.users = UserRecords(database)
        self.teams = Teams(database)
        self.sessions = SessionRecords(database)
        self.login_attempts = LoginAttempts(database)
        self.audit = AuditTrail(database)
        self.content_versions = ContentVersions(database)
        self._folder = folder

    @classmethod
    def open(cls, where: str | Path, *, busy_timeout: float = 10.0) -> Store:
        """Opens and migrates: a data folder (SQLite at `peilian.db`) or a `postgresql://` URL.

        `busy_timeout` is in seconds, for another process that holds the SQLite file. Raises `StoreError`.
        """
        if isinstance(where, str) and "://" in where:
            store = cls(open_server(where), None)
        else:
            store = cls(open_folder(Path(where), busy_timeout=busy_timeout), Path(where))
        try:
            store.upgrade()
        except BaseException:
            store.close()
            raise
        return store

    def upgrade(self) -> str:
        """Brings the schema to this version's and returns its name. Raises `StoreError` on a newer one."""
        return schema.upgrade(self.database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What this thread's repositories write inside is kept together or not at all. Keep it short."""
        with self.database.write():
            yield

    def lock(self) -> ServeLock:
        """Makes this process the only server on this data until released. Raises `StoreError` when taken."""
        return lock_server(self.database) if self._folder is None else lock_folder(self._folder)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()
