"""Nearest passages to a vector: the port, and the exact answer in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from knowledge.passages import ELSEWHERE, Passage
from peilian.dialogue.ports import Vectors

Near = tuple[str, float]
"""A clause id and the likeness of one of its passages, −1 … 1."""


class Neighbours(Protocol):
    """Finds the passages nearest to a vector."""

    def nearest(self, vector: Vectors, count: int, jurisdiction: str | None) -> list[Near]:
        """Up to `count` passages nearest to `vector` (shape (dimensions,)), nearest first.

        Those of one jurisdiction (`ELSEWHERE`: of no clause), or with None those of all clauses.
        """
        ...


class MemoryNeighbours:
    """Every passage compared with every question: exact, and faster than an index for a library of this size."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        self._clauses = [passage.clause for passage in passages]
        self._jurisdictions = np.array([passage.jurisdiction for passage in passages])
        self._vectors = vectors

    def nearest(self, vector: Vectors, count: int, jurisdiction: str | None) -> list[Near]:
        likeness = self._vectors @ vector
        mine = self._jurisdictions != ELSEWHERE if jurisdiction is None else self._jurisdictions == jurisdiction
        rows = np.flatnonzero(mine)
        best = rows[np.argsort(-likeness[rows], kind="stable")][:count]
        return [(self._clauses[row], float(likeness[row])) for row in best]
