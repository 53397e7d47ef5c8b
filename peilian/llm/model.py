"""What every language model looks like from inside the project.

Knows nothing of HTTP, providers, debtors or judges.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant"]
Schema = Mapping[str, Any]
"""A JSON Schema of an object."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; text only."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Options:
    """How one reply is asked for."""

    temperature: float = 0.8
    max_tokens: int = 400
    seed: int | None = None
    timeout_s: float = 30.0
    """Seconds for the whole reply, all tries and pauses included."""
    attempt: int = 1
    """Which try this is; counted by the retrying wrapper."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counted them."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished reply with what the endpoint told about it."""

    text: str
    model: str
    finish_reason: str | None = None
    """`None`: the endpoint did not say why it stopped."""
    usage: Usage | None = None
    tries: int = 1


class ChatModel(Protocol):
    """Answers a list of messages; every failure is a `ModelError` whose `kind` is in `MODEL_ERROR_KINDS`."""

    @property
    def name(self) -> str:
        """Model and provider, as stamped on calls and scorecards."""
        ...

    def stream(self, messages: Sequence[Message], options: Options) -> AsyncIterator[str]:
        """Pieces of the reply, never empty, as they arrive.

        Raises `ModelError`, possibly after some pieces: those already given stand.
        """
        ...

    async def complete(self, messages: Sequence[Message], options: Options, *, schema: Schema | None = None) -> str:
        """The whole reply. With `schema` it is the text of one strict JSON object, not yet validated against it.

        Raises `ModelError`; kind `bad_schema` where the endpoint refuses schemas.
        """
        ...


async def close(pieces: AsyncIterator[object]) -> None:
    """Stops a stream early and frees its connection; a finished one is left alone."""
    aclose = getattr(pieces, "aclose", None)
    if aclose is not None:
        await aclose()
