"""What the core asks of the outside: sentence vectors, an ear that was trained, and the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), rows of length 1."""
Matrix = NDArray[np.float64]


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


class Ear(Protocol):
    """Knows from earlier training how likely a sentence carries each of its heads."""

    @property
    def name(self) -> str:
        """Name and version, as stamped on scorecards."""
        ...

    @property
    def heads(self) -> Mapping[str, str]:
        """Signals, then `group:NAME`, in the order of its figures, each with the print of what it was taught on."""
        ...

    def logits(self, sentences: Sequence[str], family: str) -> Matrix:
        """Log-odds, shape (len(sentences), len(heads)), for sentences in normal form."""
        ...

    def trust(self, family: str) -> Mapping[str, Sequence[float]]:
        """Per head the weights of `belief.INPUTS`."""
        ...


class Clock(Protocol):
    """The time, handed down from the door; nothing below reads the machine's clock."""

    def now(self) -> datetime:
        """The current time, timezone-aware."""
        ...
