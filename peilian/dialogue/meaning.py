"""The second ear: kernel ridge regression over sentence vectors, one head per signal and one per group of signals.

Closed form, so nothing depends on a random start. Every threshold is chosen on leave-one-out scores (also closed
form: the residual over the diagonal of the inverse, Rasmussen & Williams 2006, eq. 5.12), so no example judges itself.
A head whose examples do not separate stays silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue.ports import Encoder, Vectors
from peilian.dialogue.signal import Signal

Matrix = NDArray[np.float64]

_NARROWNESS = 4.0
"""exp(_NARROWNESS · (cosine - 1)): how fast likeness fades as meanings part."""
_RIDGE = 0.3
_FALSE_ALARM = 3.0
"""What one false alarm costs, in misses."""
_FALSE_BLAME = 10.0
"""The same for signals of a group: wronging an agent who did nothing wrong costs more."""
_BAND = 1e-4
"""A score this close to its threshold abstains, so that one or two threads decide alike."""
_CONTRADICTED = -0.35
"""Below this a group's words count for nothing: the sentence as a whole is ordinary talk."""
_SILENT = 9.0
_FEWEST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One example sentence: which signals it carries, and of which it is a counter-example."""

    text: str
    carries: frozenset[int]
    counters: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was learned. Heads 0 … signals-1 are the signals, the others the groups in `groups`' order."""

    examples: Matrix
    """Shape (rows, dimensions), unit rows; double precision once, not at every sentence."""
    weights: Matrix
    """Shape (rows, heads)."""
    thresholds: Matrix
    """Shape (heads,)."""
    groups: Mapping[str, tuple[int, ...]]
    """The signals of each group."""

    def judge(self, vectors: Vectors, eligible: Sequence[int]) -> list[Judgement]:
        """What each sentence carries and what it contradicts.

        A signal is heard above its own threshold, or as the likeliest of its group where the group is. Only
        `eligible` signals (those with examples in the language) can be the likeliest.
        """
        scores = _kernel(vectors, self.examples) @ self.weights
        return [self._of_one(row, eligible) for row in scores]

    def _of_one(self, scores: Matrix, eligible: Sequence[int]) -> Judgement:
        fires = scores > self.thresholds + _BAND
        found = {signal: Carried(_rounded(scores[signal]), sure=True) for signal in eligible if fires[signal]}
        contradicted: set[int] = set()
        signals = self.weights.shape[1] - len(self.groups)
        for head, members in enumerate(self.groups.values(), start=signals):
            candidates = [signal for signal in members if signal in eligible]
            if fires[head] and candidates:
                likeliest = max(candidates, key=lambda signal: (round(float(scores[signal]), 3), -signal))
                found.setdefault(likeliest, Carried(_rounded(scores[likeliest]), sure=False))
            elif scores[head] < _CONTRADICTED - _BAND:
                contradicted.update(members)
        return Judgement(dict(sorted(found.items())), frozenset(contradicted))


@dataclass(frozen=True, slots=True)
class Carried:
    """How strongly a sentence carries a signal (-1 … 1, two decimals)."""

    strength: float
    sure: bool
    """False where only the group is sure, and this is its likeliest member."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the second ear makes of one sentence."""

    carried: Mapping[int, Carried]
    contradicted: frozenset[int]
    """Signals whose words may stand there, but in a sentence that plainly means something else."""


def _rounded(score: float) -> float:
    return round(float(score), 2)


def learn(rows: Sequence[Row], signals: Sequence[Signal], encoder: Encoder) -> Meaning:
    """Fit every head on all rows: one factorisation serves them all."""
    from scipy.linalg import lapack

    examples = encoder.encode([row.text for row in rows]).astype(np.float64)
    groups = _groups(signals)
    targets = _targets(rows, len(signals), groups)
    system = np.asfortranarray(_kernel(examples, examples))
    system[np.diag_indices_from(system)] += _RIDGE
    factor, failed = lapack.dpotrf(system, lower=1, overwrite_a=1)
    weights, also_failed = lapack.dpotrs(factor, targets, lower=1)
    inverse, still_failed = lapack.dpotri(factor, lower=1, overwrite_c=1)
    if failed or also_failed or still_failed:
        raise ValueError("the example sentences give no solvable system")
    left_out = targets - weights / np.diag(inverse)[:, None]
    blaming = {*range(len(signals), targets.shape[1]), *(member for group in groups.values() for member in group)}
    thresholds = np.array(
        [
            _threshold(left_out[:, head], targets[:, head], _FALSE_BLAME if head in blaming else _FALSE_ALARM)
            for head in range(targets.shape[1])
        ]
    )
    return Meaning(examples, weights, thresholds, groups)


def _kernel(left: Vectors | Matrix, right: Matrix) -> Matrix:
    cosine = left.astype(np.float64, copy=False) @ right.T
    likeness: Matrix = np.exp(_NARROWNESS * (cosine - 1.0))
    return likeness


def _groups(signals: Sequence[Signal]) -> dict[str, tuple[int, ...]]:
    names = sorted({signal.group for signal in signals if signal.group is not None})
    return {name: tuple(index for index, signal in enumerate(signals) if signal.group == name) for name in names}


def _targets(rows: Sequence[Row], signals: int, groups: Mapping[str, tuple[int, ...]]) -> Matrix:
    """1 carries it, -1 does not, 0 nobody said: what one group calls wrong another may too."""
    targets = -np.ones((len(rows), signals + len(groups)))
    grouped = frozenset(signal for members in groups.values() for signal in members)
    for index, row in enumerate(rows):
        for signal in row.carries:
            targets[index, signal] = 1.0
        for head, members in enumerate(groups.values(), start=signals):
            if row.carries & set(members):
                targets[index, head] = 1.0
            elif row.carries & grouped and not row.counters & set(members):
                targets[index, head] = 0.0
    return targets


def _threshold(scores: Matrix, target: Matrix, false_alarm: float) -> float:
    """The cut with the least cost over leave-one-out scores, rounded so that rounding noise cannot move it."""
    wanted = target > 0
    if wanted.sum() < _FEWEST_EXAMPLES:
        return _SILENT
    order = np.argsort(-np.round(scores, 6), kind="stable")
    alarm = np.where(target[order] < 0, false_alarm, 0.0)
    cost = wanted.sum() - np.cumsum(wanted[order]) + np.cumsum(alarm)
    best = int(np.argmin(cost))
    if cost[best] >= wanted.sum():
        return _SILENT
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 0.1
    return float(np.round((scores[order[best]] + following) / 2, 3))


def fingerprint(rows: Sequence[Row], signals: Sequence[Signal], encoder: Encoder) -> str:
    """Changes when a row, a signal, a constant or the encoder changes."""
    digest = hashlib.sha256(f"{encoder.name}|{_NARROWNESS}|{_RIDGE}|{_FALSE_ALARM}|{_FALSE_BLAME}".encode())
    for signal in signals:
        digest.update(f"{signal.id}/{signal.group}".encode())
    for row in rows:
        digest.update(f"{row.text}|{sorted(row.carries)}|{sorted(row.counters)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def remembered(path: Path, signals: Sequence[Signal]) -> Meaning | None:
    """A model learned earlier, or None where there is none that can be read."""
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return Meaning(stored["examples"], stored["weights"], stored["thresholds"], _groups(signals))
    except (OSError, ValueError, KeyError):
        return None


def remember(path: Path, model: Meaning) -> None:
    """Keep a model for the next start; a folder that cannot be written only costs the next start its time."""
    partial = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, examples=model.examples, weights=model.weights, thresholds=model.thresholds)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
