"""The same stores as the store's own tests, and cheap passwords."""

from __future__ import annotations

import pytest

from peilian.people import Passwords
from tests.people.builders import CountingBytes
from tests.store.conftest import postgres_server, store, where

__all__ = ["passwords", "postgres_server", "random_bytes", "store", "where"]


@pytest.fixture
def random_bytes() -> CountingBytes:
    return CountingBytes()


@pytest.fixture
def passwords(random_bytes: CountingBytes) -> Passwords:
    return Passwords(random_bytes, time_cost=1, memory_cost=8, parallelism=1)
