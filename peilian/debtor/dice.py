"""Chance that can be replayed: every throw is derived from seed, turn and what it is for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

Roll = Callable[[str], float]
"""A throw by name within one turn: the same name gives the same number in 0 … 1 (1 excluded)."""

T = TypeVar("T")


def roll(seed: int, turn: int, name: str) -> float:
    """A number in 0 … 1 (1 excluded), the same for the same three arguments on every machine."""
    digest = hashlib.sha256(f"{seed}:{turn}:{name}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / float(1 << 56)


def at(seed: int, turn: int) -> Roll:
    """The throws of one turn."""
    return lambda name: roll(seed, turn, name)


def pick(options: Sequence[T], throw: float) -> T:
    """The option a throw falls on; `options` must not be empty."""
    return options[min(int(throw * len(options)), len(options) - 1)]
