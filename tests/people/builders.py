"""A clock that is set by hand, bytes that never repeat, and a house with people in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from peilian.people import CONSOLE, Accounts, PasswordRules, Passwords, Sessions
from peilian.store import Store, User

GOOD = "梧桐树下-three old bicycles"
OTHER = "沙发上的猫 and 7 kettles"


class CountingBytes:
    """Different bytes at every call, the same in every run."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, count: int) -> bytes:
        self.calls += 1
        return hashlib.shake_256(self.calls.to_bytes(4, "big")).digest(count)


@dataclass
class HandClock:
    moment: datetime = field(default=datetime(2026, 11, 18, 4, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment

    def advance(self, **units: float) -> datetime:
        self.moment += timedelta(**units)
        return self.moment


@dataclass
class House:
    store: Store
    accounts: Accounts
    sessions: Sessions
    clock: HandClock

    def add(self, name: str, role: str = "trainee", *, team: str | None = None, password: str = GOOD) -> User:
        """A user who has already chosen their own password."""
        one_time = self.accounts.add_user(CONSOLE, name, name, role, team=team)
        self.accounts.change_password(self.user(name), one_time, password)
        return self.user(name)

    def user(self, name: str) -> User:
        return self.accounts.find(CONSOLE, name)

    def sign_in(self, name: str, password: str = GOOD, address: str = "10.0.0.1") -> str:
        return self.sessions.sign_in(name, password, address, self.clock.now())

    def who(self, token: str | None) -> User | None:
        return self.sessions.user_of(token, self.clock.now())

    def audited(self) -> list[str]:
        """Actions, oldest first."""
        return [entry.action for entry in reversed(self.store.audit.latest())]


def a_house(store: Store, passwords: Passwords, random_bytes: CountingBytes) -> House:
    clock = HandClock()
    accounts = Accounts(store, passwords, PasswordRules.load(), random_bytes, clock)
    return House(store, accounts, Sessions(store, passwords, random_bytes), clock)
