"""Ridge regression over runs of characters or words: the half of the trained ear that hears how a thing is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from peilian.dialogue.meaning import Lesson, wording_of
from peilian.dialogue.wording import Vocabulary
from peilian.encoder.runs import Runs

_RIDGE = 0.3
_ROUNDS = 2
"""Passes in which cells that nobody labelled take what the others say of them."""
_BELIEVED = 0.7
"""Share of what a sentence's own fit says of its unlabelled cells: the fit has seen the sentence."""


def learn_runs(lessons: Sequence[Lesson], heads: int, family: str) -> Runs:
    """In single precision: a system of some ten thousand lessons is four hundred megabytes."""
    texts = [lesson.text for lesson in lessons]
    vocabulary = Vocabulary.learn(texts, family)
    words = wording_of(texts, vocabulary)
    system = (words @ words.T).toarray().astype(np.float32)
    system[np.diag_indices_from(system)] += _RIDGE
    factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    told = np.zeros((len(lessons), heads), np.float32)
    unknown = np.zeros(told.shape, bool)
    for row, lesson in enumerate(lessons):
        told[row, list(lesson.carries)] = 1
        unknown[row, list(lesson.unknown)] = True
    targets = told
    weights: NDArray[np.float32] = cho_solve(factor, targets, check_finite=False)
    for _ in range(_ROUNDS):
        fitted = targets - _RIDGE * weights
        targets = np.where(unknown, np.clip(fitted, 0, 1) * _BELIEVED, told)
        weights = cho_solve(factor, targets, check_finite=False)
    return Runs.packed(vocabulary, (words.T @ weights).astype(np.float32))
