"""Opening, migrating and locking: what works, and the sentence when it does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from peilian.content import StoreError
from peilian.store import Store
from peilian.store.tables import metadata
from tests.store.builders import NOON, a_started_call, a_turn, a_user


@contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder of nobody's, and (for root, whom no permission stops) nobody's rights while inside."""
    folder = Path(tempfile.mkdtemp(prefix="peilian-ro-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_an_empty_place_is_migrated_and_opens_again(where: str) -> None:
    with Store.open(where) as store:
        a_started_call(store)
    with Store.open(where) as store:
        assert store.upgrade() == "0001"
        assert store.calls.get("c1").id == "c1"


def test_the_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_a_newer_schema_is_refused(where: str) -> None:
    with Store.open(where) as store, store.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer Peilian \(schema 9999; this one knows 0001\)") as refused:
        Store.open(where)
    assert refused.value.code == "schema_newer"


def test_a_migration_that_fails_halfway_leaves_nothing(where: str, tmp_path: Path) -> None:
    with Store.open(where) as store, store.database.write() as connection:
        for table in ["alembic_version", *(each.name for each in reversed(metadata.sorted_tables))]:
            connection.execute(text(f'DROP TABLE "{table}"'))
        connection.execute(text("CREATE TABLE audit (somebody_elses INTEGER)"))
    for _ in range(2):
        with pytest.raises(StoreError, match="already exists"):
            Store.open(where)
    if "://" not in where:
        with closing(sqlite3.connect(Path(where) / "peilian.db")) as raw:
            assert [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == ["audit"]


def test_one_server_at_a_time(where: str) -> None:
    with Store.open(where) as first, Store.open(where) as second:
        with first.lock(), pytest.raises(StoreError, match=r"already using .* stop it first") as refused:
            second.lock()
        assert refused.value.code == "store_locked"
        if "://" not in where:
            assert where in str(refused.value)
            assert f"process {os.getpid()}" in str(refused.value)
        second.lock().release()


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom peilian.store import Store\nStore.open(sys.argv[1]).lock()\nprint('locked', flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script + "sys.stdin.read()", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child, Store.open(tmp_path) as store:
        assert child.stdout is not None
        assert child.stdout.readline() == b"locked\n"
        with pytest.raises(StoreError, match=f"process {child.pid}"):
            store.lock()
        child.kill()
        child.wait()
        store.lock().release()


def test_sqlite_is_set_to_keep_what_it_commits(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, store.database.read() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]
    assert found == ["wal", 2, 1, 10_000]


def test_the_database_is_nobody_elses_to_read(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data") as store:
        a_user(store)
        modes = [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "data").iterdir()]
    assert modes == [0o600] * 3
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with unprivileged() as folder:
        folder.chmod(0o555)
        with as_nobody(), pytest.raises(StoreError, match=r"cannot be written — give this user") as refused:
            Store.open(folder)
        assert str(folder) in str(refused.value)
        assert refused.value.code == "store_read_only"
        assert list(folder.iterdir()) == []


def test_a_read_only_database_is_named_and_stays_whole() -> None:
    with unprivileged() as folder:
        Store.open(folder).close()
        (folder / "peilian.db").chmod(0o444)
        folder.chmod(0o555)
        with as_nobody(), pytest.raises(StoreError, match="cannot be written"):
            Store.open(folder)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder / "missing" / "data", "does not exist — create it first"),
        (lambda folder: folder / "file", "is a file — name a folder"),
        (lambda folder: folder / "junk", "is not a Peilian database"),
        (lambda folder: "mysql://a:geheim@b/c", "use a folder or postgresql://"),
        (lambda folder: "://", "use a folder or postgresql://"),
        (lambda folder: "postgresql://a:geheim@127.0.0.1:1/c", "does not answer"),
    ],
)
def test_a_place_that_cannot_be_opened_gets_one_sentence(tmp_path: Path, make: object, sentence: str) -> None:
    assert callable(make)
    (tmp_path / "file").write_text("x")
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "peilian.db").write_text("this is no database at all " * 50)
    with pytest.raises(StoreError, match=sentence) as refused:
        Store.open(make(tmp_path))
    assert "geheim" not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "missing").exists()


def test_a_full_disk_loses_nothing_that_was_accepted(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        a_started_call(store)
        with store.database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        talk = (store.calls.append_turn("c1", index, a_turn("满" * 600)) for index in range(100))
        with pytest.raises(StoreError, match="is full") as refused:
            list(talk)
        assert refused.value.code == "store_full"
        kept = len(store.calls.get("c1").turns)
        assert 0 < kept < 100
    with Store.open(tmp_path) as store:
        assert len(store.calls.get("c1").turns) == kept
        assert store.calls.append_turn("c1", kept, a_turn("有地方了"))


def test_a_database_locked_by_another_program_is_said_so(tmp_path: Path) -> None:
    with Store.open(tmp_path, busy_timeout=0.05) as store, closing(sqlite3.connect(tmp_path / "peilian.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program") as refused:
            a_user(store)
        assert refused.value.code == "store_busy"
        other.rollback()
        assert a_user(store).name == "lin"


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with Store.open(tmp_path, busy_timeout=0.05) as store, closing(sqlite3.connect(tmp_path / "peilian.db")) as other:
        a_started_call(store)
        other.execute("BEGIN IMMEDIATE")
        assert store.calls.get("c1").id == "c1"


def test_four_processes_may_open_an_empty_folder_at_once(tmp_path: Path) -> None:
    script = "import sys\nfrom peilian.store import Store\nStore.open(sys.argv[1]).close()\n"
    children = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(4)]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    with Store.open(tmp_path) as store:
        assert a_user(store).created_at == NOON
