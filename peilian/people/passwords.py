"""Argon2id: turning passwords into hashes and checking them, a few at a time to bound memory."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from peilian.content import StoreError

if TYPE_CHECKING:
    from pwdlib import PasswordHash

RandomBytes = Callable[[int], bytes]
"""Returns that many unpredictable bytes (`secrets.token_bytes`)."""

LONGEST = 128


def normalised(password: str) -> str:
    """NFKC, so that a full-width keyboard types the same password."""
    return unicodedata.normalize("NFKC", password)


class Passwords:
    """`memory_cost` is in KiB; the defaults are RFC 9106's for ordinary machines, about 0.1 s a check."""

    def __init__(
        self,
        random_bytes: RandomBytes,
        *,
        time_cost: int = 3,
        memory_cost: int = 65_536,
        parallelism: int = 4,
        at_once: int = 2,
    ) -> None:
        self._random_bytes = random_bytes
        self._costs = (time_cost, memory_cost, parallelism)
        self._turnstile = threading.Semaphore(at_once)

    def hash(self, password: str) -> str:
        with self._turnstile:
            return self._argon2.hash(normalised(password), salt=self._random_bytes(16))

    def verify(self, password: str, hashed: str) -> bool:
        """Over-long passwords cost the same and are wrong. Raises `StoreError` for a hash of another kind."""
        from pwdlib.exceptions import UnknownHashError

        fits = len(password) <= LONGEST
        try:
            with self._turnstile:
                return self._argon2.verify(normalised(password) if fits else "", hashed) and fits
        except UnknownHashError as error:
            raise StoreError("a stored password cannot be read — an administrator must reset it") from error
        except UnicodeEncodeError:
            return False

    def reject(self, password: str) -> bool:
        """Works as long as `verify` does, for a name that does not exist; always False."""
        self.verify(password, self._nobodys)
        return False

    def outdated(self, hashed: str) -> bool:
        """True when the hash was made with other costs than today's."""
        return self._argon2.current_hasher.check_needs_rehash(hashed)

    @cached_property
    def _nobodys(self) -> str:
        return self.hash(self._random_bytes(32).hex())

    @cached_property
    def _argon2(self) -> PasswordHash:
        from pwdlib import PasswordHash
        from pwdlib.hashers.argon2 import Argon2Hasher

        time_cost, memory_cost, parallelism = self._costs
        hasher = Argon2Hasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
        return PasswordHash((hasher,))
