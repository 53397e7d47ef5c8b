"""Corrections: the very words are heard as corrected, unlike ones as before."""

from __future__ import annotations

import numpy as np

from peilian.dialogue.memory import Memory
from peilian.encoder import HashingEncoder

CORRECTED = ["兜里还剩几个子儿啊", "这个月能周转得开吗"]
ENCODER = HashingEncoder()


def memory(logits: list[list[float]], carried: list[list[bool]]) -> Memory:
    told = np.array(carried)
    return Memory.of(ENCODER.encode(CORRECTED), np.array(logits), told, np.ones_like(told))


def test_the_very_words_are_heard_as_corrected() -> None:
    before = [[-3.0, 2.0], [1.0, -5.0]]
    shift = memory(before, [[True, False], [True, False]]).shift(ENCODER.encode(CORRECTED))
    after = np.array(before) + shift
    assert (after[:, 0] > 2).all()
    assert (after[:, 1] < -2).all()


def test_what_was_heard_rightly_and_surely_is_left_alone() -> None:
    shift = memory([[6.0, -6.0], [6.0, -6.0]], [[True, False], [True, False]]).shift(ENCODER.encode(CORRECTED))
    assert np.abs(shift).max() < 1e-9


def test_unlike_sentences_stay_as_they_were() -> None:
    shift = memory([[-3.0, 2.0], [-3.0, 2.0]], [[True, False], [True, False]]).shift(
        ENCODER.encode(["我们是江河银行委托的机构，工号一零二三"])
    )
    assert np.abs(shift).max() < 0.5
