"""The second ear: one linear model per signal over sentence vectors.

Weighted ridge regression in closed form; the threshold of each signal is chosen on leave-one-out scores
(also closed form: Allen 1974, PRESS), so no example judges itself. A signal whose examples do not
separate stays silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue.ports import Encoder
from peilian.dialogue.signal import Signal

Matrix = NDArray[np.float64]

_RIDGE = 1.0
_WEIGHT_OWN = 12.0
_WEIGHT_COUNTER = 2.0
_WEIGHT_OTHER_COUNTER = 1.0
_WEIGHT_OTHER_EXAMPLE = 0.4
_FALSE_ALARM = 3.0
"""What one false alarm costs, in misses."""
_BAND = 1e-4
"""A score this close to its threshold abstains, so that one or two threads decide alike."""
_SILENT = 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """One example sentence: which signals it carries, and of which it is a counter-example."""

    text: str
    carries: frozenset[int]
    counters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`weights` has shape (dimensions + 1, signals); the last row is the bias."""

    weights: Matrix
    thresholds: Matrix

    def carried(self, vectors: NDArray[np.float32]) -> list[dict[int, float]]:
        """For each sentence the signals it carries, with how far beyond the threshold."""
        beyond = _with_bias(vectors.astype(np.float64)) @ self.weights - self.thresholds
        return [{int(index): round(float(row[index]), 2) for index in (row > _BAND).nonzero()[0]} for row in beyond]


def learn(rows: Sequence[Row], signals: int, encoder: Encoder) -> Meaning:
    """Fit every signal on all rows."""
    ridge = _Ridge(_with_bias(encoder.encode([row.text for row in rows]).astype(np.float64)), rows)
    weights = np.zeros((ridge.inputs.shape[1], signals))
    thresholds = np.full(signals, _SILENT)
    for signal in range(signals):
        own = [index for index, row in enumerate(rows) if signal in row.carries or signal in row.counters]
        carries = np.array([signal in rows[index].carries for index in own], dtype=bool)
        if carries.sum() < 3:
            continue
        solution, left_out, importance = ridge.fit(own, carries)
        target = np.zeros(len(rows))
        target[np.array(own)[carries]] = 1.0
        weights[:, signal] = solution
        thresholds[signal] = _threshold(left_out, target, importance)
    return Meaning(weights, thresholds)


class _Ridge:
    """Weighted ridge regression over the same rows for many signals.

    Signals differ only in the weights of their own rows, so the common inverse is made once and corrected for each
    of them (Woodbury's identity): hundreds of signals cost little more than one.
    """

    def __init__(self, inputs: Matrix, rows: Sequence[Row]) -> None:
        self.inputs = inputs
        self._base = np.array([_WEIGHT_OTHER_COUNTER if row.counters else _WEIGHT_OTHER_EXAMPLE for row in rows])
        penalty = np.eye(inputs.shape[1]) * _RIDGE
        penalty[-1, -1] = 1e-6
        self._inverse = np.linalg.inv(inputs.T @ (inputs * self._base[:, None]) + penalty)
        self._projected = inputs @ self._inverse
        self._leverage = np.einsum("ij,ij->i", self._projected, inputs)

    def fit(self, own: Sequence[int], carries: NDArray[np.bool_]) -> tuple[Matrix, Matrix, Matrix]:
        """Weights of one signal, the leave-one-out score of every row, and how much each row counted.

        `own`: the rows that carry the signal (`carries`) or are its counter-examples.
        """
        places = np.array(own)
        importance = self._base.copy()
        importance[places] = np.where(carries, _WEIGHT_OWN, _WEIGHT_COUNTER)
        change = importance[places] - self._base[places]
        rows = self.inputs[places]
        across = self._projected[places]
        inner = np.linalg.inv(np.diag(1.0 / change) + across @ rows.T)
        reach = self._projected @ rows.T
        right = _WEIGHT_OWN * rows[carries].sum(axis=0)
        plain = self._inverse @ right
        solution = plain - across.T @ (inner @ (rows @ plain))
        leverage = (self._leverage - np.einsum("ij,jk,ik->i", reach, inner, reach, optimize=True)) * importance
        target = np.zeros(len(self.inputs))
        target[places[carries]] = 1.0
        fitted = self.inputs @ solution
        left_out = target - (target - fitted) / np.maximum(1.0 - leverage, 1e-6)
        return solution, left_out, importance


def _threshold(scores: Matrix, target: Matrix, importance: Matrix) -> float:
    """The cut with the least cost over leave-one-out scores, rounded so that rounding noise cannot move it."""
    alarm = np.where(target > 0, 0.0, _FALSE_ALARM * importance / _WEIGHT_COUNTER)
    order = np.argsort(-scores, kind="stable")
    missed = target.sum() - np.cumsum(target[order])
    cost = missed + np.cumsum(alarm[order])
    best = int(np.argmin(cost))
    if cost[best] >= target.sum():
        return _SILENT
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 0.1
    return float(np.round((scores[order[best]] + following) / 2, 3))


def _with_bias(vectors: Matrix) -> Matrix:
    return np.hstack([vectors, np.ones((vectors.shape[0], 1))])


def fingerprint(rows: Sequence[Row], signals: Sequence[Signal], encoder: Encoder) -> str:
    """Changes when a row, a signal or the encoder changes."""
    digest = hashlib.sha256(f"{encoder.name}|{_RIDGE}|{_WEIGHT_OWN}|{_WEIGHT_COUNTER}|{_FALSE_ALARM}".encode())
    for signal in signals:
        digest.update(signal.id.encode())
    for row in rows:
        digest.update(f"{row.text}|{sorted(row.carries)}|{sorted(row.counters)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def remembered(path: Path) -> Meaning | None:
    """A model learned earlier, or None where there is none that can be read."""
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return Meaning(stored["weights"], stored["thresholds"])
    except (OSError, ValueError, KeyError):
        return None


def remember(path: Path, model: Meaning) -> None:
    """Keep a model for the next start; a folder that cannot be written only costs the next start its time."""
    partial = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, weights=model.weights, thresholds=model.thresholds)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
