"""The shipped engine for measurements: real encoder, shipped content, a throw-away cache."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from peilian.encoder import TrainedEar, UniversalSentenceEncoder
from peilian.practice.assembly import Assembly


def assembly() -> Assembly:
    """Loads nothing yet; learned models are kept in the machine's temporary folder between runs."""
    data = Path(gettempdir()) / "peilian-bench"
    return Assembly(
        encoder=UniversalSentenceEncoder(threads=1), ear=TrainedEar(), data=data, own_content=data / "content"
    )
