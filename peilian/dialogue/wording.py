"""The words of a sentence as numbers: runs of characters (Chinese) or words (English), weighted by rarity (TF-IDF).

Sentence vectors hear what is meant and miss a single turned word; runs of characters hear exactly that word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[一二三四五六七八九十百千万两]{2,}")
_WORD = re.compile(r"[a-z']+|\d+|[?!$]")
_LONGEST = {"zh": 4, "en": 3}
_GAP = 4
"""Pairs of words up to this far apart are kept too: “won't … your employer”."""
_PIECE = 4
"""English words are also known by their runs of four letters, so that harass, harassing and harassment are alike."""
_FEWEST_SENTENCES = 2


def runs(sentence: str, family: str) -> Iterator[str]:
    """Every run of `sentence` (normal form). Figures are one word: how much is the business of `values`."""
    plain = _NUMBER.sub("0", sentence)
    return _chinese(plain) if family == "zh" else _english(plain)


def _chinese(sentence: str) -> Iterator[str]:
    marked = f"^{''.join(sentence.split())}$"
    for length in range(1, _LONGEST["zh"] + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def _english(sentence: str) -> Iterator[str]:
    words = ["^", *_WORD.findall(sentence), "$"]
    for length in range(1, _LONGEST["en"] + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
    for start, word in enumerate(words):
        for other in words[start + 2 : start + 2 + _GAP]:
            yield f"{word} … {other}"
        whole = f"<{word}>"
        for place in range(len(whole) - _PIECE + 1):
            yield whole[place : place + _PIECE]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The runs worth knowing, with the weight of each: log((1 + n) / (1 + sentences with it)) + 1."""

    family: str
    places: dict[str, int]
    rarity: Matrix

    @classmethod
    def learn(cls, sentences: Sequence[str], family: str) -> Vocabulary:
        """Runs that stand in at least two sentences."""
        counts = Counter(run for sentence in sentences for run in set(runs(sentence, family)))
        known = sorted(run for run, count in counts.items() if count >= _FEWEST_SENTENCES)
        rarity = np.array([np.log((1 + len(sentences)) / (1 + counts[run])) + 1 for run in known])
        return cls(family, {run: place for place, run in enumerate(known)}, rarity)

    def weigh(self, sentence: str) -> tuple[Places, Matrix]:
        """Places and weights of the sentence's known runs, a sparse vector of length 1."""
        counts = Counter(place for run in runs(sentence, self.family) if (place := self.places.get(run)) is not None)
        places = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        weights = (1 + np.log(times)) * self.rarity[places]
        length = float(np.sqrt(weights @ weights))
        return places, weights / length if length else weights
