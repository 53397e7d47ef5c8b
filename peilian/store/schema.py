"""Bringing a database to the schema of this version, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from peilian.content import StoreError
from peilian.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> str:
    """Migrates to the newest schema in one transaction and returns its name; a no-op when already there.

    Raises `StoreError` when a newer version of the program wrote the database.
    """
    from alembic import command
    from alembic.util import CommandError

    with database.write() as connection:
        database.serialise(connection, "schema")
        config = _config(connection)
        current, newest = _revisions(config, connection)
        if current == newest:
            return newest
        if current is not None and current not in _known(config):
            raise StoreError(
                f"the database {database.place} was written by a newer Peilian (schema {current}; this one knows "
                f"{newest}) — start that version, or restore a backup made by this one",
                code="schema_newer",
            )
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(f"the database {database.place} cannot be migrated: {error}") from error
        return newest


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revisions(config: Config, connection: Connection) -> tuple[str | None, str]:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    newest = ScriptDirectory.from_config(config).get_current_head()
    if newest is None:
        raise StoreError("this installation holds no migrations — install Peilian again")
    return MigrationContext.configure(connection).get_current_revision(), newest


def _known(config: Config) -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
