"""Signing in and out, and who a request comes from."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from peilian.content import AccessError
from peilian.people.passwords import Passwords, RandomBytes
from peilian.people.tries import Tries, TryLimits, network_of

if TYPE_CHECKING:
    from peilian.store import Store, User


@dataclass(frozen=True, slots=True)
class SessionLimits:
    idle: timedelta = timedelta(hours=8)
    absolute: timedelta = timedelta(hours=24)
    touch_every: timedelta = timedelta(minutes=1)
    """How stale the last sight may be before it is written again."""


def token_hash(token: str) -> str:
    """What is stored of a token: its SHA-256, in hex."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Sessions:
    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        random_bytes: RandomBytes,
        *,
        limits: SessionLimits | None = None,
        tries: TryLimits | None = None,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._random_bytes = random_bytes
        self._limits = limits or SessionLimits()
        self._tries = Tries(store, tries or TryLimits())

    def sign_in(self, name: str, password: str, address: str, now: datetime) -> str:
        """A new 256-bit token for a cookie. Blocks about 0.1 s: call it through a thread.

        Raises `AccessError`, the same for an unknown name and a wrong password.
        """
        from peilian.store import fold_name

        folded = fold_name(name)
        attempt = self._tries.reserve(folded, address, now)
        user = self._store.users.by_name(folded)
        if user is None:
            self._passwords.reject(password)
            raise self._refused(None, address, "unknown", now)
        hashed = self._store.users.password_hash(user.id)
        if not self._passwords.verify(password, hashed):
            raise self._refused(user, address, "password", now)
        if user.disabled:
            self._refused(user, address, "disabled", now)
            raise AccessError("this account is disabled — ask an administrator", code="account_disabled")
        renewed = self._passwords.hash(password) if self._passwords.outdated(hashed) else None
        return self._admit(user, hashed, renewed, attempt, address, now)

    def sign_out(self, token: str, now: datetime) -> None:
        """Ends that session at the server; an unknown token changes nothing."""
        with self._store.transaction():
            stored = self._store.sessions.find(token_hash(token))
            if stored is not None and self._store.sessions.remove(stored.token_hash):
                name = self._store.users.get(stored.user_id).name
                self._store.audit.record(now, actor=name, action="sign_out", object=f"user:{name}")

    def user_of(self, token: str | None, now: datetime) -> User | None:
        """Who the token belongs to, as they are in the database now; None when nobody is signed in by it."""
        stored = self._store.sessions.find(token_hash(token)) if token else None
        if stored is None:
            return None
        if now >= stored.expires or now - stored.last_seen_at >= self._limits.idle:
            self._store.sessions.remove(stored.token_hash)
            return None
        user = self._store.users.get(stored.user_id)
        if user.disabled:
            return None
        if now - stored.last_seen_at >= self._limits.touch_every:
            self._store.sessions.touch(stored.token_hash, now)
        return user

    def _admit(self, user: User, checked: str, renewed: str | None, attempt: int, address: str, now: datetime) -> str:
        token = base64.urlsafe_b64encode(self._random_bytes(32)).rstrip(b"=").decode()
        with self._store.transaction():
            self._store.users.serialise()
            # Checking took a while: the account may have been disabled or reset meanwhile.
            if self._store.users.get(user.id).disabled or self._store.users.password_hash(user.id) != checked:
                raise _wrong()
            if renewed is not None:
                self._store.users.set_password(user.id, renewed, must_change=user.must_change_password)
            self._tries.succeeded(attempt, now)
            self._store.sessions.purge(now=now, idle_since=now - self._limits.idle)
            self._store.sessions.add(token_hash(token), user.id, at=now, expires=now + self._limits.absolute)
            self._store.audit.record(
                now, actor=user.name, action="sign_in", object=f"user:{user.name}", detail=_from(address)
            )
        return token

    def _refused(self, user: User | None, address: str, reason: str, now: datetime) -> AccessError:
        """Audits the failure and returns what the person is told."""
        name = user.name if user else "unknown"
        detail = {**_from(address), "reason": reason}
        self._store.audit.record(now, actor="anonymous", action="sign_in_failed", object=f"user:{name}", detail=detail)
        return _wrong()


def _wrong() -> AccessError:
    return AccessError("the name or the password is wrong", code="sign_in_failed")


def _from(address: str) -> dict[str, str]:
    return {"address": network_of(address)}
