"""The shipped library, read once."""

from __future__ import annotations

import pytest

from knowledge import Library


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library.load()
