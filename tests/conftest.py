"""What every room's tests may use: the shipped content with the real encoder, put together once per run."""

from __future__ import annotations

from pathlib import Path

import pytest

from peilian.dialogue.reader import Reader
from peilian.encoder import TrainedEar, UniversalSentenceEncoder
from peilian.practice.assembly import Assembly


@pytest.fixture(scope="session")
def shipped_parts(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """The shipped content and the bundled encoder; its learned model is kept for the run."""
    data: Path = tmp_path_factory.mktemp("shipped")
    return Assembly(
        encoder=UniversalSentenceEncoder(threads=2), ear=TrainedEar(), data=data, own_content=data / "content"
    )


@pytest.fixture(scope="session")
def shipped_reader(shipped_parts: Assembly) -> Reader:
    """The Reader over all acts and rules."""
    return shipped_parts.reader
