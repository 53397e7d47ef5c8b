"""What the core asks of the outside: sentence vectors and the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), rows of length 1."""


class Encoder(Protocol):
    """Turns sentences into unit vectors whose dot product is likeness of meaning."""

    @property
    def name(self) -> str:
        """Name and version, as stamped on scorecards and indexes."""
        ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(sentences), dimensions)."""
        ...


class Clock(Protocol):
    """The time, handed down from the door; nothing below reads the machine's clock."""

    def now(self) -> datetime:
        """The current time, timezone-aware."""
        ...
