"""Teams: a name that people share, so that a lead sees their own people's work only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from peilian.store.database import Database
from peilian.store.tables import team


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    name: str


class Teams:
    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(self, name: str) -> Team:
        """The team of that name, made if need be."""
        query = select(team).where(team.c.name == name)
        with self._database.write() as connection:
            self._database.serialise(connection, "team")
            row = connection.execute(query).first()
            if row is None:
                connection.execute(insert(team).values(name=name))
                row = connection.execute(query).one()
        return Team(row.id, row.name)

    def all(self) -> tuple[Team, ...]:
        with self._database.read() as connection:
            return tuple(Team(row.id, row.name) for row in connection.execute(select(team).order_by(team.c.name)))
