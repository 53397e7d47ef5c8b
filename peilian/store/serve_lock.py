"""The lock that lets one server at a time use a data folder or a database."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, text

from peilian.content import StoreError
from peilian.store import failures
from peilian.store.database import Database

FILE = "serve.lock"
_KEY = 7_345_452_761
"""Names the advisory lock on a PostgreSQL server; any constant that nobody else uses."""


class ServeLock:
    """Held until `release()` or the end of the process, however it ends."""

    def __init__(self, *, file: int | None = None, connection: Connection | None = None) -> None:
        self._file = file
        self._connection = connection

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.release()


def lock_folder(folder: Path) -> ServeLock:
    """Locks `<folder>/serve.lock`. Raises `StoreError` when another process holds it."""
    import fcntl

    try:
        file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise failures.of_disk(error, str(folder)) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
    except BlockingIOError as error:
        owner = os.read(file, 20).decode(errors="replace").strip()
        os.close(file)
        raise _taken(f"the data folder {folder}", f" (process {owner})" if owner.isdigit() else "") from error
    except OSError as error:
        os.close(file)
        raise failures.of_disk(error, str(folder)) from error
    return ServeLock(file=file)


def lock_server(database: Database) -> ServeLock:
    """Holds a session-level advisory lock on the PostgreSQL server. Raises `StoreError` when it is taken."""
    with database.translated():
        connection = database.engine.connect()
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar_one()
        connection.commit()
    lock = ServeLock(connection=connection)
    if not taken:
        lock.release()
        raise _taken(f"the database {database.place}", "")
    return lock


def _taken(what: str, who: str) -> StoreError:
    return StoreError(
        f"another Peilian server{who} is already using {what} — stop it first, or start this one on other data",
        code="store_locked",
    )
