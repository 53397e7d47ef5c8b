"""Runs migrations on the connection handed in by peilian.store.schema; alembic executes this file itself."""

from __future__ import annotations

from alembic import context

from peilian.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite undoes DDL too, given an explicit BEGIN, so an interrupted migration leaves nothing half done.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
