"""Likeness of spelling: BM25 over character 1- and 2-grams for Chinese, words and character trigrams for English.

Robertson & Zaragoza 2009. Answers a fraction of what the query could reach at most, so that scores of
different queries can be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_K1 = 1.2
_B = 0.5


def grams(text: str) -> list[str]:
    """The terms of `text` that are compared."""
    found: list[str] = []
    for run in _HAN_RUN.findall(text):
        found += [run[at : at + size] for size in (1, 2) for at in range(len(run) - size + 1)]
    for word in _WORD.findall(text.lower()):
        found.append(f"={word}")
        found += [word[at : at + 3] for at in range(len(word) - 2)]
    return found


class Lexicon:
    """The terms of all clauses."""

    def __init__(self, documents: Mapping[str, Iterable[str]]) -> None:
        counts = {id: Counter(gram for text in texts for gram in grams(text)) for id, texts in documents.items()}
        lengths = {id: sum(count.values()) for id, count in counts.items()}
        mean = sum(lengths.values()) / max(len(lengths), 1) or 1.0
        self._norms = {id: _K1 * (1 - _B + _B * length / mean) for id, length in lengths.items()}
        self._postings: dict[str, list[tuple[str, int]]] = {}
        for id, count in counts.items():
            for gram, times in count.items():
                self._postings.setdefault(gram, []).append((id, times))
        self._size = len(counts)

    def score(self, text: str) -> dict[str, float]:
        """clause id -> 0 (no term shared) … 1 (every term shared, often); clauses that share nothing are left out."""
        terms = sorted(set(grams(text)))
        weights = {term: self._weight(term) for term in terms}
        most = sum(weights.values()) * (_K1 + 1)
        scores: dict[str, float] = {}
        for term in terms:
            for id, times in self._postings.get(term, ()):
                gain = weights[term] * times * (_K1 + 1) / (times + self._norms[id])
                scores[id] = scores.get(id, 0.0) + gain
        return {id: min(score / most, 1.0) for id, score in scores.items()} if most else {}

    def _weight(self, term: str) -> float:
        holders: Sequence[tuple[str, int]] = self._postings.get(term, ())
        return log(1 + (self._size - len(holders) + 0.5) / (len(holders) + 0.5))
