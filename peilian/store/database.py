"""The engine, its pragmas, and the two ways to use it: `read()` and `write()`.

Knows no table. On SQLite one thread writes at a time; on PostgreSQL the server sees to that.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from peilian.content import StoreError
from peilian.store import failures

FILE = "peilian.db"


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class _Joined(threading.local):
    """The write transaction that this thread is in, if any."""

    connection: Connection | None = None
    failed: bool = False


class Database:
    """`place` names the database in sentences: its path, or its URL without the password."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self._writer: AbstractContextManager[Any] = (
            threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )
        self._joined = _Joined()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block ends without an error, and undone otherwise.

        Inside another `write()` of the same thread it joins that one. Raises `StoreError`.
        """
        if self._joined.connection is not None:
            with self._join(self._joined.connection) as connection:
                yield connection
            return
        with self._writer, self.translated(), self._begin() as connection:
            self._joined.connection, self._joined.failed = connection, False
            try:
                yield connection
                if self._joined.failed:
                    raise StoreError("a part of this change failed, so none of it was kept")
            finally:
                self._joined.connection = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; inside a `write()` of the same thread it sees that one's changes."""
        if self._joined.connection is not None:
            yield self._joined.connection
            return
        with self.translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    def serialise(self, connection: Connection, name: str) -> None:
        """Until this transaction ends, nobody else passes `serialise` with the same name."""
        if self.engine.dialect.name == "postgresql":
            key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.execution_options(peilian_writes=True).begin():
            yield connection

    @contextmanager
    def _join(self, connection: Connection) -> Iterator[Connection]:
        try:
            yield connection
        except BaseException:
            self._joined.failed = True
            raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns what the driver raises into `StoreError`."""
        try:
            yield
        except IntegrityError as error:
            raise StoreError(f"the database {self.place} refused a contradictory row", code="store_refused") from error
        except (DBAPIError, sqlite3.Error) as error:
            raise failures.of_database(error, self.place) from error


def open_folder(folder: Path, *, busy_timeout: float) -> Database:
    """SQLite at `<folder>/peilian.db`; creates the folder itself, never its parents. Raises `StoreError`."""
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        # Made by hand so that nobody else on the machine can read it, whatever the umask; WAL files inherit this.
        path.touch(mode=0o600)
        with path.open("r+b"):
            pass
    except FileExistsError as error:
        raise StoreError(f"{folder} is a file — name a folder for the data", code="store_missing") from error
    except OSError as error:
        raise failures.of_disk(error, str(folder)) from error
    engine = create_engine(
        f"sqlite:///{path.resolve()}", json_serializer=canonical, pool_size=10, max_overflow=40, pool_timeout=60
    )
    _prepare_sqlite(engine, busy_timeout)
    return Database(engine, str(path))


def open_server(address: str) -> Database:
    """A PostgreSQL server by URL. Raises `StoreError`; connects only when first used."""
    try:
        url = make_url(address)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise ArgumentError(url.drivername)
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            json_serializer=canonical,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            connect_args={"connect_timeout": 10},
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # The address may hold a password, so it is not repeated.
        raise StoreError(
            "the database address is not understood — use a folder or postgresql://user:password@host/name",
            code="store_missing",
        ) from error
    return Database(engine, url.render_as_string(hide_password=True))


def _prepare_sqlite(engine: Engine, busy_timeout: float) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        # The driver would begin transactions late and commit before DDL; SQLAlchemy's own BEGIN below replaces that.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(busy_timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        # NORMAL may lose the last commits on power loss; an accepted turn must survive it.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred BEGIN that turns into a write can fail without waiting for the busy timeout.
        writes = connection.get_execution_options().get("peilian_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
