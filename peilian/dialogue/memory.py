"""What an organisation said of sentences that were heard wrongly, and how far that reaches.

Kernel ridge regression on what is left to correct: the very words are heard as corrected, close ones nearly so, and
what is unlike all of them stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peilian.dialogue.belief import Flags
from peilian.dialogue.ports import Matrix, Vectors

_NARROWNESS = 12.0
"""exp(_NARROWNESS · (cosine - 1)): a correction fades fast as meanings part."""
_RIDGE = 0.05
_SURE = 4.0
"""Log-odds of what somebody said outright."""


@dataclass(frozen=True, slots=True)
class Memory:
    rows: Vectors
    """Unit rows, shape (sentences, dimensions)."""
    weights: Matrix
    """Shape (sentences, heads)."""

    @classmethod
    def of(cls, rows: Vectors, logits: Matrix, carried: Flags, known: Flags) -> Memory:
        """From sentences, what is heard in them now, and what they carry where that is `known`."""
        wanted = np.where(carried, np.maximum(logits, _SURE), np.minimum(logits, -_SURE))
        missing = np.where(known, wanted - logits, 0.0)
        missing[np.abs(missing) < _SURE / 2] = 0.0
        system = _likeness(rows, rows).astype(np.float64) + _RIDGE * np.eye(len(rows))
        weights: Matrix = np.linalg.solve(system, missing).astype(np.float64)
        return cls(rows, weights)

    def shift(self, vectors: Vectors) -> Matrix:
        """What to add to the log-odds. Shape (sentences, heads)."""
        found: Matrix = _likeness(vectors, self.rows).astype(np.float64) @ self.weights
        return found


def _likeness(left: Vectors, right: Vectors) -> Vectors:
    likeness: Vectors = np.exp(np.float32(_NARROWNESS) * (left @ right.T - np.float32(1.0)))
    return likeness
