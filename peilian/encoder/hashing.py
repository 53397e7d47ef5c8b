"""A fake encoder for tests: hashed character n-grams. Likeness of spelling, not of meaning."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from peilian.dialogue.ports import Vectors


class HashingEncoder:
    """256 dimensions; the same sentence always gives the same vector."""

    name = "hashing-ngrams@1"
    dimensions = 256

    def encode(self, sentences: Sequence[str]) -> Vectors:
        vectors: Vectors = np.zeros((len(sentences), self.dimensions), dtype=np.float32)
        for row, text in enumerate(sentences):
            for size in (1, 2, 3):
                for start in range(len(text) - size + 1):
                    gram = text[start : start + size].encode("utf-8", errors="surrogatepass")
                    vectors[row, zlib.crc32(gram) % self.dimensions] += 1.0
            vectors[row] /= max(float(np.linalg.norm(vectors[row])), 1e-9)
        return vectors
