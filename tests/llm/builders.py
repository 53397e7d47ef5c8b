"""What the tests of this room share: small builders and models over the fake server."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from peilian.llm import ChatModel, LangChainModel, Message, OpenAIModel, Options, RetryingModel, RetryNotice
from peilian.llm.fake_server import FakeServer

KEY = "sk-very-secret-0123456789"
SCHEMA = {
    "type": "object",
    "properties": {"verdict": {"enum": ["ok", "bad"]}, "turns": {"type": "array", "items": {"type": "integer"}}},
    "required": ["verdict", "turns"],
    "additionalProperties": False,
}


def a_chat(text: str = "您好，请问是王女士吗？") -> tuple[Message, ...]:
    return Message("system", "你是债务人。"), Message("user", text)


def an_openai_model(server: FakeServer, model: str = "fake", **settings: Any) -> OpenAIModel:
    given = {"connect_timeout": 1.0, **settings}
    return OpenAIModel(server.base_url, KEY, model, **given)


def a_langchain_model(server: FakeServer, model: str = "fake", **settings: Any) -> LangChainModel:
    return LangChainModel(model, "openai", base_url=server.base_url, api_key=KEY, **settings)


@dataclass
class Waiting:
    """Time that passes only when somebody pauses."""

    now: float = 100.0
    pauses: list[float] = field(default_factory=list)
    notices: list[RetryNotice] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def a_retrying_model(inner: ChatModel, waiting: Waiting | None = None, *, tries: int = 3) -> RetryingModel:
    waiting = waiting or Waiting()
    return RetryingModel(
        inner,
        pause=waiting.pause,
        jitter=lambda: 1.0,
        clock=waiting.clock,
        tries=tries,
        on_retry=waiting.notices.append,
    )


async def heard(model: ChatModel, options: Options | None = None, messages: Sequence[Message] = ()) -> str:
    return "".join([piece async for piece in model.stream(messages or a_chat(), options or Options(timeout_s=10))])


async def pieces_of(*pieces: str) -> AsyncIterator[str]:
    for piece in pieces:
        yield piece


@dataclass
class Stopwatch:
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started
