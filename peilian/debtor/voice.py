"""The port between what the debtor decides and the words: a cue goes in, released sentences come out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from peilian.debtor.cue import Cue


class Voice(Protocol):
    """Turns a cue into spoken sentences; joined they are the debtor's turn.

    `ScriptedVoice` picks from line banks; `LlmVoice` asks a model and passes every sentence through the guard.
    """

    @property
    def name(self) -> str:
        """`scripted` or `llm`, as stamped on calls."""
        ...

    def speak(self, cue: Cue) -> AsyncIterator[str]:
        """The sentences of one turn, released one by one; at least one. Raises `ModelError`."""
        ...
