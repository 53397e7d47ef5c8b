"""How far both ears are believed: one small logistic regression per kind of head, fitted on labelled sentences.

Its inputs are scores of models that never saw the sentence, so its probabilities mean something on the next one. What
was believed before any labelled sentence is the prior of the fit, and all there is for signals nobody labelled yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Kind = Literal["alone", "member", "group"]
"""A signal by itself, one of a group, or the group as a whole."""

INPUTS = ("constant", "score", "words_count", "words_refused", "set_aside", "asked", "group")
"""What each weight belongs to; `set_aside`: the whole sentence is denied, quoted, policy or hearsay."""
Experience = Literal["none", "floor", "trained"]
"""What a belief starts from: nothing; weights once fitted on labelled sentences; the trained ear's own odds."""
_PRIOR: Mapping[Experience, Mapping[Kind, tuple[float, ...]]] = {
    "none": {
        "alone": (-4.0, 8.0, 4.5, -1.0, 0.0, 0.0, 0.0),
        "member": (-4.0, 8.0, 4.5, -1.0, -0.5, 0.0, 0.5),
        "group": (-4.0, 8.0, 4.5, -1.0, -0.5, 0.0, 0.0),
    },
    "floor": {
        "alone": (-5.5, 15.2, 0.9, -0.3, -0.3, 0.2, 0.0),
        "member": (-6.0, 20.0, 2.7, -0.5, -0.5, 0.1, 0.1),
        "group": (-3.4, 7.5, 1.6, -0.8, -0.7, 0.0, 0.0),
    },
    "trained": dict.fromkeys(("alone", "member", "group"), (-4.0, 8.0, 0.5, -0.5, 0.0, 0.0, 0.0)),
}
_SURENESS = 2.0
"""Precision of the prior: worth about that many labelled sentences at the threshold."""
_OFFSET_SURENESS = 4.0
_STEPS = 30
_FARTHEST = 8.0
"""A group's logit beyond this says no more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What both ears and the stance say of sentences; shapes (sentences, heads) and (sentences,)."""

    scores: Matrix
    counts: Flags
    refused: Flags
    set_aside: Flags
    asked: Flags


def score_of(logits: Matrix) -> Matrix:
    """The trained ear's log-odds as a score: 0.5 at even odds, an eighth for each unit."""
    scores: Matrix = 0.5 + np.clip(logits, -_FARTHEST, _FARTHEST) / _FARTHEST
    return scores


@dataclass(frozen=True, slots=True)
class Belief:
    """The weights of every head, in the order of `INPUTS`. Group heads come after the signals, in the groups' order."""

    table: Matrix
    """Shape (heads, inputs)."""
    groups: tuple[tuple[int, ...], ...]
    """The places of each group's signals."""

    @property
    def heads(self) -> int:
        return int(self.table.shape[0])

    @property
    def signals(self) -> int:
        return self.heads - len(self.groups)

    def logits(self, evidence: Evidence) -> Matrix:
        """Log-odds that each sentence carries each head. Shape (sentences, heads)."""
        table = self.table
        return self._with_groups(
            self._without_words(evidence) + evidence.counts * table[:, 2] + evidence.refused * table[:, 3]
        )

    def at_most(self, evidence: Evidence) -> Matrix:
        """The log-odds there would be if words of every signal were found, whatever their standing."""
        of_words = np.maximum(0.0, np.maximum(self.table[:, 2], self.table[:, 3]))
        return self._with_groups(self._without_words(evidence) + of_words)

    def _without_words(self, evidence: Evidence) -> Matrix:
        table = self.table
        of_sentence = evidence.set_aside[:, None] * table[:, 4] + evidence.asked[:, None] * table[:, 5]
        found: Matrix = evidence.scores * table[:, 1] + table[:, 0] + of_sentence
        return found

    def _with_groups(self, found: Matrix) -> Matrix:
        for head, members in enumerate(self.groups, start=self.signals):
            above = np.clip(found[:, [head]], -_FARTHEST, _FARTHEST)
            found[:, members] += above * self.table[members, 6]
        return found


def prior(signals: int, groups: Sequence[tuple[int, ...]], experience: Experience = "none") -> Belief:
    """What is believed before any labelled sentence."""
    table = np.zeros((signals + len(groups), len(INPUTS)))
    for kind, heads in _heads(signals, groups).items():
        table[heads] = _PRIOR[experience][kind]
    return Belief(table, tuple(groups))


def fit(before: Belief, evidence: Evidence, carried: Flags, known: Flags) -> Belief:
    """The belief after labelled sentences: `carried` and `known` have shape (sentences, heads).

    One regression for all heads of a kind, from the weights they have `before`; then an offset for each head.
    """
    belief = before
    kinds: tuple[Kind, ...] = ("group", "member", "alone")
    for kind in kinds:
        heads = _heads(before.signals, before.groups)[kind]
        if not heads or not known[:, heads].any():
            continue
        above = _above(belief, evidence) if kind == "member" else np.zeros_like(evidence.scores)
        inputs = _inputs(evidence, heads, above)
        seen, told = known[:, heads], carried[:, heads]
        weights = _regress(inputs[seen], told[seen], before.table[heads].mean(axis=0))
        table = belief.table.copy()
        table[heads] = weights
        for column, head in enumerate(heads):
            table[head, 0] += _offset(inputs[:, column] @ weights, told[:, column], seen[:, column])
        belief = replace(belief, table=table)
    return belief


def _heads(signals: int, groups: Sequence[tuple[int, ...]]) -> dict[Kind, list[int]]:
    members = sorted({member for group in groups for member in group})
    return {
        "group": list(range(signals, signals + len(groups))),
        "member": members,
        "alone": [head for head in range(signals) if head not in members],
    }


def _above(belief: Belief, evidence: Evidence) -> Matrix:
    logits = belief.logits(evidence)
    above = np.zeros_like(logits)
    for number, members in enumerate(belief.groups):
        above[:, list(members)] = np.clip(logits[:, [belief.signals + number]], -_FARTHEST, _FARTHEST)
    return above


def _inputs(evidence: Evidence, heads: Sequence[int], above: Matrix) -> Matrix:
    """Shape (sentences, heads, inputs)."""
    scores = evidence.scores[:, heads]
    each = np.ones_like(scores)
    return np.stack(
        [
            each,
            scores,
            evidence.counts[:, heads],
            evidence.refused[:, heads],
            each * evidence.set_aside[:, None],
            each * evidence.asked[:, None],
            above[:, heads],
        ],
        axis=2,
    )


def _regress(inputs: Matrix, carried: Flags, before: Matrix) -> Matrix:
    """Newton's method on the logistic loss with a Gaussian prior around `before`; rounded so that noise is gone.

    A step that would raise the loss is halved: words that were never wrong would otherwise run away.
    """
    weights = before.copy()

    def loss(at: Matrix) -> float:
        logits = inputs @ at
        return float(
            np.logaddexp(0.0, np.where(carried, -logits, logits)).sum() + _SURENESS * ((at - before) ** 2).sum() / 2
        )

    reached = loss(weights)
    for _ in range(_STEPS):
        chance = _chance(inputs @ weights)
        slope = inputs.T @ (carried - chance) - _SURENESS * (weights - before)
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + _SURENESS * np.eye(len(before))
        step = np.linalg.solve(bend, slope)
        while (ahead := loss(weights + step)) > reached + 1e-9 and np.abs(step).max() > 1e-6:
            step /= 2
        weights, reached = weights + step, ahead
        if np.abs(step).max() < 1e-6:
            break
    return np.round(weights, 4)


def _offset(logits: Matrix, carried: Flags, known: Flags) -> float:
    """How much likelier or unlikelier this head is than others of its kind with the same evidence."""
    offset = 0.0
    for _ in range(_STEPS):
        chance = _chance(logits[known] + offset)
        slope = float((carried[known] - chance).sum()) - _OFFSET_SURENESS * offset
        step = slope / (float((chance * (1 - chance)).sum()) + _OFFSET_SURENESS)
        step = min(1.0, max(-1.0, step))
        offset += step
        if abs(step) < 1e-6:
            break
    return round(offset, 4)


def _chance(logits: Matrix) -> Matrix:
    chance: Matrix = 1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0)))
    return chance
