"""The people who may sign in. Password hashes are handed out only by name, never with a user."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from peilian.content import InputError, StoreError
from peilian.store.database import Database
from peilian.store.plain_text import is_plain
from peilian.store.tables import team
from peilian.store.tables import user as user_table


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    """What they sign in with, folded by `fold_name`."""
    display_name: str
    role: str
    """`trainee`, `trainer`, `lead` or `admin`."""
    language: str
    must_change_password: bool
    disabled: bool
    created_at: datetime
    team_id: int | None = None
    team: str | None = None


def fold_name(name: str) -> str:
    """The form in which names are unique: full-width, case and outer spaces make no difference."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class UserRecords:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        *,
        name: str,
        display_name: str,
        role: str,
        password_hash: str,
        language: str,
        at: datetime,
        must_change_password: bool = True,
        team_id: int | None = None,
    ) -> User:
        """Raises `InputError` when the folded name is taken."""
        folded = fold_name(name)
        with self._database.write() as connection:
            self._database.serialise(connection, "user")
            if self.by_name(folded) is not None:
                raise InputError(f"the name {folded} is already taken — choose another one", code="name_taken")
            connection.execute(
                insert(user_table).values(
                    name=folded,
                    display_name=display_name,
                    role=role,
                    password_hash=password_hash,
                    must_change_password=must_change_password,
                    disabled=False,
                    created_at=at,
                    language=language,
                    team_id=team_id,
                )
            )
            return _user(connection.execute(_users().where(user_table.c.name == folded)).one())

    def get(self, user_id: int) -> User:
        """Raises `StoreError` if unknown."""
        with self._database.read() as connection:
            row = connection.execute(_users().where(user_table.c.id == user_id)).first()
        if row is None:
            raise StoreError(f"there is no user {user_id}", code="user_unknown")
        return _user(row)

    def by_name(self, name: str) -> User | None:
        if not is_plain(name):
            return None
        with self._database.read() as connection:
            row = connection.execute(_users().where(user_table.c.name == fold_name(name))).first()
        return _user(row) if row else None

    def all(self) -> tuple[User, ...]:
        """By name, disabled ones included."""
        with self._database.read() as connection:
            return tuple(_user(row) for row in connection.execute(_users().order_by(user_table.c.name)))

    def active(self, role: str) -> int:
        """How many users of that role are not disabled."""
        query = select(func.count()).select_from(user_table)
        with self._database.read() as connection:
            return connection.execute(
                query.where(user_table.c.role == role, user_table.c.disabled.is_(False))
            ).scalar_one()

    def serialise(self) -> None:
        """Inside `Store.transaction()`: nobody else adds or counts users until it ends."""
        with self._database.write() as connection:
            self._database.serialise(connection, "user")

    def password_hash(self, user_id: int) -> str:
        """Raises `StoreError` if unknown."""
        with self._database.read() as connection:
            found: str | None = connection.execute(
                select(user_table.c.password_hash).where(user_table.c.id == user_id)
            ).scalar_one_or_none()
        if found is None:
            raise StoreError(f"there is no user {user_id}", code="user_unknown")
        return found

    def set_password(self, user_id: int, password_hash: str, *, must_change: bool) -> None:
        self._change(user_id, {"password_hash": password_hash, "must_change_password": must_change})

    def set_disabled(self, user_id: int, disabled: bool) -> None:
        self._change(user_id, {"disabled": disabled})

    def set_role(self, user_id: int, role: str) -> None:
        self._change(user_id, {"role": role})

    def set_team(self, user_id: int, team_id: int | None) -> None:
        self._change(user_id, {"team_id": team_id})

    def set_language(self, user_id: int, language: str) -> None:
        self._change(user_id, {"language": language})

    def _change(self, user_id: int, values: Mapping[str, Any]) -> None:
        with self._database.write() as connection:
            changed = connection.execute(update(user_table).where(user_table.c.id == user_id).values(**values))
            if changed.rowcount != 1:
                raise StoreError(f"there is no user {user_id}", code="user_unknown")


def _users() -> Any:
    return select(user_table, team.c.name.label("team_name")).outerjoin(team, team.c.id == user_table.c.team_id)


def _user(row: Row[Any]) -> User:
    return User(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        role=row.role,
        language=row.language,
        must_change_password=row.must_change_password,
        disabled=row.disabled,
        created_at=row.created_at,
        team_id=row.team_id,
        team=row.team_name,
    )
