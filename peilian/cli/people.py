"""Accounts and sessions over an open store, with the door's randomness and clock."""

from __future__ import annotations

import base64
from collections.abc import Callable

from peilian.cli.door import Door
from peilian.people import Accounts, PasswordRules, Passwords, Sessions
from peilian.store import Store


def random_bytes(door: Door) -> Callable[[int], bytes]:
    """The door's randomness as bytes."""

    def draw(size: int) -> bytes:
        text = door.token(size)
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    return draw


def accounts(door: Door, store: Store) -> Accounts:
    draw = random_bytes(door)
    return Accounts(store, Passwords(draw), PasswordRules.load(), draw, door.clock)


def sessions(door: Door, store: Store) -> Sessions:
    draw = random_bytes(door)
    return Sessions(store, Passwords(draw), draw)


def database(door: Door) -> Store:
    """The store of the environment: PEILIAN_DATABASE (a postgresql:// URL), else the data folder."""
    url = door.environment.get("PEILIAN_DATABASE")
    return Store.open(url) if url else Store.open(door.data)
