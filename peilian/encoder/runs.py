"""Runs of characters or words with what each says for every head, in eight bits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue.ports import Matrix
from peilian.dialogue.wording import Vocabulary


@dataclass(frozen=True, slots=True)
class Runs:
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    """Shape (runs, heads)."""
    scales: NDArray[np.float32]
    """What one step of a head's weights is worth, shape (heads,)."""

    @classmethod
    def packed(cls, vocabulary: Vocabulary, weights: NDArray[np.float32]) -> Runs:
        scales = np.maximum(np.abs(weights).max(axis=0), np.float32(1e-9)) / np.float32(127)
        return cls(vocabulary, np.round(weights / scales).astype(np.int8), scales.astype(np.float32))

    def scores(self, sentence: str) -> Matrix:
        """About 1 for a head that the sentence carries, 0 for others. Shape (heads,)."""
        places, weights = self.vocabulary.weigh(sentence)
        found: Matrix = (weights @ self.weights[places].astype(np.float64)) * self.scales
        return found

    @classmethod
    def load(cls, path: Path, family: str) -> Runs:
        with np.load(path, allow_pickle=False) as stored:
            known = stored["runs"].tobytes().decode("utf-8").split("\n")
            places = {run: place for place, run in enumerate(known)}
            vocabulary = Vocabulary(family, places, stored["rarity"].astype(np.float64))
            return cls(vocabulary, stored["weights"], stored["scales"])

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            allow_pickle=False,
            runs=np.frombuffer("\n".join(self.vocabulary.places).encode("utf-8"), dtype=np.uint8),
            rarity=self.vocabulary.rarity.astype(np.float32),
            weights=self.weights,
            scales=self.scales,
        )
