"""Tries to sign in, counted before the password is checked so that parallel guesses cannot slip past the limit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from peilian.store.database import Database
from peilian.store.tables import login_attempt


class LoginAttempts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(
        self, account: str, address: str, *, at: datetime, since: datetime, per_account: int, per_address: int
    ) -> int | None:
        """Counts one try as failed (until `succeeded`) and returns its number; None when a limit is reached.

        Limits hold for failed tries after `since`: `per_account` for this account from this address, `per_address`
        for all accounts from this address.
        """
        failed = select(func.count()).select_from(login_attempt)
        failed = failed.where(
            login_attempt.c.address == address, login_attempt.c.at > since, login_attempt.c.ok.is_(False)
        )
        with self._database.write() as connection:
            self._database.serialise(connection, f"login:{address}")
            if connection.execute(failed).scalar_one() >= per_address:
                return None
            if connection.execute(failed.where(login_attempt.c.account == account)).scalar_one() >= per_account:
                return None
            number: int = connection.execute(
                insert(login_attempt)
                .values(account=account, address=address, at=at, ok=False)
                .returning(login_attempt.c.id)
            ).scalar_one()
            return number

    def succeeded(self, attempt: int) -> None:
        with self._database.write() as connection:
            connection.execute(update(login_attempt).where(login_attempt.c.id == attempt).values(ok=True))

    def purge(self, before: datetime) -> int:
        with self._database.write() as connection:
            return connection.execute(delete(login_attempt).where(login_attempt.c.at < before)).rowcount
