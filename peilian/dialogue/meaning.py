"""The second ear: kernel ridge regression over what a sentence means and how it is worded, one head per signal.

Two kernels are added: likeness of sentence vectors (in their 128 strongest directions) hears paraphrase, shared runs of
characters or words hear the one word that turns a sentence. Closed form, so nothing depends on a random start, and so
is the score of every example by a model that never saw it (Rasmussen & Williams 2006, eq. 5.12, by blocks): no
sentence judges itself, and neither does the other half of its pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue.ports import Matrix, Vectors
from peilian.dialogue.wording import Vocabulary

_DIRECTIONS = 128
_NARROWNESS = 5.0
"""exp(_NARROWNESS · (cosine - 1)): how fast likeness fades as meanings part."""
_RIDGE = 0.3
_ROUNDS = 3
"""Passes in which cells that nobody labelled take the score the others give them."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence to learn from, in normal form."""

    text: str
    carries: frozenset[int]
    """Heads it certainly carries."""
    unknown: frozenset[int] = frozenset()
    """Heads of which nobody said whether it carries them; it lacks all others."""
    pair: str | None = None
    labelled: bool = False
    """True where everything the sentence carries is known: such lessons calibrate."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was learned for one speaker in one language."""

    directions: Vectors
    """Shape (dimensions, 128)."""
    examples: Vectors
    """Shape (lessons, 128), unit rows; single precision: a score needs three decimals."""
    by_likeness: Vectors
    """Shape (lessons, heads)."""
    vocabulary: Vocabulary
    by_wording: Vectors
    """Shape (runs, heads)."""

    @property
    def heads(self) -> int:
        return int(self.by_likeness.shape[1])

    def scores(self, sentences: Sequence[str], vectors: Vectors) -> Matrix:
        """How strongly each sentence carries each head: about 1 if it does, 0 if not. Shape (sentences, heads).

        A sentence like nothing that was learned scores 0: what was never heard of is not heard.
        """
        likeness = _likeness(_turned(vectors, self.directions), self.examples)
        scores = (likeness @ self.by_likeness).astype(np.float64)
        for row, sentence in enumerate(sentences):
            places, weights = self.vocabulary.weigh(sentence)
            scores[row] += weights @ self.by_wording[places]
        return scores


def learn(lessons: Sequence[Lesson], heads: int, vectors: Vectors, family: str) -> tuple[Meaning, Matrix]:
    """The model, and the score of every lesson by a model without it and its pair. Shapes as in `Meaning`."""
    texts = [lesson.text for lesson in lessons]
    vocabulary = Vocabulary.learn(texts, family)
    directions = _strongest(vectors)
    examples = _turned(vectors, directions)
    words = wording_of(texts, vocabulary)
    system = _likeness(examples, examples).astype(np.float64)
    system += (words @ words.T).toarray()
    inverse = _inverse(system)
    targets, unknown = _targets(lessons, heads)
    weights = inverse @ targets
    blocks = _blocks(lessons)
    for _ in range(_ROUNDS if unknown.any() else 0):
        targets = np.where(unknown, _left_out(targets, weights, inverse, blocks), targets)
        weights = inverse @ targets
    model = Meaning(
        directions, examples, weights.astype(np.float32), vocabulary, (words.T @ weights).astype(np.float32)
    )
    return model, _left_out(targets, weights, inverse, blocks)


def _strongest(vectors: Vectors) -> Vectors:
    exact = vectors.astype(np.float64)
    _, found = np.linalg.eigh(exact.T @ exact)
    kept: Vectors = found[:, -_DIRECTIONS:].astype(np.float32)
    return kept


def _turned(vectors: Vectors, directions: Vectors) -> Vectors:
    turned = vectors @ directions
    length = np.linalg.norm(turned, axis=1, keepdims=True)
    unit: Vectors = turned / np.maximum(length, np.float32(1e-9))
    return unit


def _likeness(left: Vectors, right: Vectors) -> Vectors:
    likeness: Vectors = np.exp(np.float32(_NARROWNESS) * (left @ right.T - np.float32(1.0)))
    return likeness


def wording_of(texts: Sequence[str], vocabulary: Vocabulary) -> Any:
    """Sparse, shape (texts, runs)."""
    from scipy.sparse import csr_array

    weighed = [vocabulary.weigh(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in weighed)])
    places = np.concatenate([places for places, _ in weighed])
    weights = np.concatenate([weights for _, weights in weighed])
    return csr_array((weights, places, ends), shape=(len(texts), len(vocabulary.places)))


def _inverse(system: Matrix) -> Matrix:
    from scipy.linalg import lapack

    system[np.diag_indices_from(system)] += _RIDGE
    factor, failed = lapack.dpotrf(np.asfortranarray(system), lower=1, overwrite_a=1)
    inverse, also_failed = lapack.dpotri(factor, lower=1, overwrite_c=1)
    if failed or also_failed:
        raise ValueError("the example sentences give no solvable system")
    lower = np.tril(inverse)
    whole: Matrix = lower + np.tril(inverse, -1).T
    return whole


def _targets(lessons: Sequence[Lesson], heads: int) -> tuple[Matrix, NDArray[np.bool_]]:
    targets = np.zeros((len(lessons), heads))
    unknown = np.zeros((len(lessons), heads), dtype=bool)
    for row, lesson in enumerate(lessons):
        targets[row, list(lesson.carries)] = 1.0
        unknown[row, list(lesson.unknown)] = True
    targets[unknown] = 0.0
    return targets, unknown


def _blocks(lessons: Sequence[Lesson]) -> NDArray[np.intp]:
    """Shape (pairs, 2): lessons that are left out together."""
    members: dict[str, list[int]] = {}
    for place, lesson in enumerate(lessons):
        if lesson.pair is not None:
            members.setdefault(lesson.pair, []).append(place)
    pairs = [both for both in members.values() if len(both) == 2]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _left_out(targets: Matrix, weights: Matrix, inverse: Matrix, pairs: NDArray[np.intp]) -> Matrix:
    """target - (inverse restricted to the block)⁻¹ · weights of the block."""
    scores: Matrix = targets - weights / np.diag(inverse)[:, None]
    if len(pairs):
        one, other = pairs[:, 0], pairs[:, 1]
        own, shared, its = inverse[one, one], inverse[one, other], inverse[other, other]
        scale = 1.0 / (own * its - shared**2)
        scores[one] = targets[one] - (scale * its)[:, None] * weights[one] + (scale * shared)[:, None] * weights[other]
        scores[other] = (
            targets[other] - (scale * own)[:, None] * weights[other] + (scale * shared)[:, None] * weights[one]
        )
    return scores


def pack(model: Meaning) -> dict[str, NDArray[np.generic]]:
    """What `unpack` needs, as plain arrays."""
    return {
        "directions": model.directions,
        "examples": model.examples,
        "by_likeness": model.by_likeness,
        "by_wording": model.by_wording,
        "rarity": model.vocabulary.rarity,
        "runs": np.frombuffer("\n".join(model.vocabulary.places).encode("utf-8", "surrogatepass"), dtype=np.uint8),
    }


def unpack(arrays: dict[str, NDArray[np.generic]], family: str) -> Meaning:
    """Raises `KeyError` where an array is missing."""
    known: Iterable[str] = arrays["runs"].tobytes().decode("utf-8", "surrogatepass").split("\n")
    places = {run: place for place, run in enumerate(known)}
    vocabulary = Vocabulary(family, places, arrays["rarity"].astype(np.float64))
    return Meaning(
        arrays["directions"].astype(np.float32),
        arrays["examples"].astype(np.float32),
        arrays["by_likeness"].astype(np.float32),
        vocabulary,
        arrays["by_wording"].astype(np.float32),
    )
