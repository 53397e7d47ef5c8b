"""The voice of a language model: streams, passes the guard sentence by sentence, falls back on the scripted voice.

The model chooses words; what is decided, disclosed, offered or promised is the cue's.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from typing import Any

from peilian.content import ModelError
from peilian.debtor.cue import Cue
from peilian.debtor.direction import stage_direction
from peilian.debtor.guard import Fault, Secrets, fault_of, tidied
from peilian.debtor.scripted_voice import ScriptedVoice
from peilian.dialogue.values import read_values
from peilian.llm import ChatModel, LlmSettings, by_sentence
from peilian.llm.model import close

_MOST_SENTENCES = 4
_MOST_TOKENS = 220
_TRIES = 2
"""The first try and one re-ask."""

Report = Callable[[Mapping[str, Any]], None]


class LlmVoice:
    """One per call. `secrets` tells the guard what is not out yet; it never reaches a prompt."""

    name = "llm"

    def __init__(
        self,
        model: ChatModel,
        *,
        fallback: ScriptedVoice,
        settings: LlmSettings,
        report: Report,
        secrets: Callable[[Cue], Secrets],
        on: date,
    ) -> None:
        self._model = model
        self._fallback = fallback
        self._settings = settings
        self._report = report
        self._secrets = secrets
        self._on = on

    async def speak(self, cue: Cue) -> AsyncIterator[str]:
        """Released sentences; where the model gives nothing usable the scripted voice speaks, which is reported."""
        released: list[str] = []
        fault: Fault | None = None
        broken = False
        for attempt in range(1, _TRIES + 1):
            mend, fault = fault, None
            try:
                async with aclosing(self._asked(cue, mend)) as sentences:
                    async for sentence in sentences:
                        fault = fault_of(sentence, cue, released, self._secrets(cue), on=self._on)
                        if fault is not None:
                            self._report({"event": "refused", "fault": fault, "attempt": attempt})
                            break
                        released.append(sentence)
                        yield sentence
                        if len(released) == _MOST_SENTENCES:
                            break
            except ModelError as error:
                broken = True
                self._report({"event": "model_error", "kind": error.kind, "attempt": attempt})
            if released or broken:
                break
        for sentence in self._rest(cue, released, cut=fault is not None or broken):
            yield sentence

    async def _asked(self, cue: Cue, mend: Fault | None) -> AsyncGenerator[str, None]:
        options = self._settings.options(max_tokens=_MOST_TOKENS, seed=(cue.seed * 1_000 + cue.turn) % 2**31)
        sentences = by_sentence(self._model.stream(stage_direction(cue, mend), options))
        try:
            async for raw in sentences:
                sentence = tidied(raw)
                if sentence:
                    yield sentence
        finally:
            await close(sentences)  # A refused reply stops now, not when it is collected.

    def _rest(self, cue: Cue, released: Sequence[str], *, cut: bool) -> list[str]:
        """What the scripted voice adds: everything, an ending, the figures that were left out, or nothing."""
        if not released:
            self._report({"event": "fallback", "why": "nothing usable"})
        elif cut:
            self._report({"event": "fallback", "why": "ending"})
        elif self._left_out(cue, released):
            self._report({"event": "fallback", "why": "figures left out"})
        else:
            return []
        return [self._fallback.line(replace(cue, said=(*cue.said, *released)))]

    def _left_out(self, cue: Cue, released: Sequence[str]) -> bool:
        """An offer or promise whose sum was never said."""
        decided = cue.move.offer.amount if cue.move.offer else cue.move.promise.amount if cue.move.promise else None
        if decided is None or cue.move.kind not in ("counter_offer", "promise", "false_promise"):
            return False
        values = read_values(" ".join(released), language=cue.style.language, on=self._on)
        return all(said.low != decided for said in values.amounts)
