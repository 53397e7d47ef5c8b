"""A `ChatModel` for tests and trials that says what it was given; needs no network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from peilian.content import ModelError
from peilian.llm.model import Message, Options, Schema
from peilian.llm.reply import json_object


@dataclass(frozen=True, slots=True)
class Breaks:
    """A reply that fails after `text`."""

    text: str
    error: ModelError


Reply = str | ModelError | Breaks


class ScriptedModel:
    """Gives the replies in order, one for each time it is asked, or whatever a callable answers.

    `asked` holds every list of messages, `options` and `schemas` what came with each. Asked once more than there
    are replies it raises `ModelError`.
    """

    def __init__(
        self,
        replies: Sequence[Reply] | Callable[[Sequence[Message]], Reply],
        *,
        name: str = "scripted-model",
        piece_length: int = 4,
    ) -> None:
        self._replies = replies
        self._name = name
        self._piece_length = piece_length
        self.asked: list[tuple[Message, ...]] = []
        self.options: list[Options] = []
        self.schemas: list[Schema | None] = []

    @property
    def name(self) -> str:
        return self._name

    async def stream(self, messages: Sequence[Message], options: Options) -> AsyncIterator[str]:
        text, error = self._next(messages, options, None)
        for start in range(0, len(text), self._piece_length):
            yield text[start : start + self._piece_length]
        if error is not None:
            raise error

    async def complete(self, messages: Sequence[Message], options: Options, *, schema: Schema | None = None) -> str:
        text, error = self._next(messages, options, schema)
        if error is not None:
            raise error
        return text if schema is None else json_object(text)

    def _next(
        self, messages: Sequence[Message], options: Options, schema: Schema | None
    ) -> tuple[str, ModelError | None]:
        self.asked.append(tuple(messages))
        self.options.append(options)
        self.schemas.append(schema)
        if callable(self._replies):
            reply = self._replies(messages)
        elif len(self.asked) > len(self._replies):
            raise ModelError(f"the scripted model has only {len(self._replies)} replies — give it more", kind="failed")
        else:
            reply = self._replies[len(self.asked) - 1]
        if isinstance(reply, Breaks):
            return reply.text, reply.error
        return ("", reply) if isinstance(reply, ModelError) else (reply, None)
