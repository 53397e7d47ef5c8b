"""Providers without an OpenAI-compatible endpoint, through LangChain's `init_chat_model`. Text only.

Needs the provider's own `langchain-…` package; does not retry. Tracing to outside services is switched off.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, aclosing
from typing import TYPE_CHECKING, Any

from peilian.llm.kinds import model_error
from peilian.llm.model import Answer, Message, Options, Schema, Usage, close
from peilian.llm.reply import Patience, clean, finished, patiently
from peilian.llm.translation import Boundary

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_OPENAI_LIKE = frozenset({"openai", "azure_openai"})
_LENGTH_FIELDS = ("max_tokens", "max_output_tokens", "num_predict")
"""How the providers' classes call the longest reply."""


class LangChainModel:
    """A `ChatModel` from `provider` as `init_chat_model` names it; `settings` go to the provider's class.

    Times are in seconds. `on_answer` hears of every reply that ended well. Use it inside one event loop.
    """

    def __init__(
        self,
        model: str,
        provider: str,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        first_token_timeout: float = 15.0,
        stall_timeout: float = 10.0,
        on_answer: Callable[[Answer], None] | None = None,
        **settings: Any,
    ) -> None:
        self._model = model
        self._provider = provider
        self._settings = settings
        self._connect_s = connect_timeout
        self._read_s = read_timeout
        self._first_s = first_token_timeout
        self._stall_s = stall_timeout
        self._on_answer = on_answer or (lambda answer: None)
        self._chat: BaseChatModel | None = None
        self._client: AsyncClient | None = None
        self._opening = asyncio.Lock()

    @property
    def name(self) -> str:
        return f"{self._provider}/{self._model}"

    def __repr__(self) -> str:
        return f"LangChainModel({self._model!r}, {self._provider!r})"

    async def stream(self, messages: Sequence[Message], options: Options) -> AsyncIterator[str]:
        arrival = _Arrival()
        patience = Patience(self._first_s, self._stall_s, options.timeout_s)
        text: list[str] = []
        async with aclosing(
            patiently(self._pieces(await self._opened(options), messages, arrival), patience)
        ) as pieces:
            async for piece in pieces:
                text.append(piece)
                yield piece
        self._finish("".join(text), arrival, options)

    async def complete(self, messages: Sequence[Message], options: Options, *, schema: Schema | None = None) -> str:
        arrival = _Arrival()
        patience = Patience(options.timeout_s, options.timeout_s, options.timeout_s)
        whole = patiently(self._whole(await self._opened(options), messages, schema, arrival), patience)
        async with aclosing(whole) as pieces:
            text = "".join([piece async for piece in pieces])
        return self._finish(text, arrival, options, as_json=schema is not None)

    async def aclose(self) -> None:
        """Closes the connections this room made; the model may be asked again afterwards."""
        client, self._client, self._chat = self._client, None, None
        if client is not None:
            await client.aclose()

    def _finish(self, text: str, arrival: _Arrival, options: Options, *, as_json: bool = False) -> str:
        answer = finished(text, arrival.finish_reason, as_json=as_json)
        self._on_answer(Answer(answer, self.name, arrival.finish_reason, arrival.usage, options.attempt))
        return answer

    async def _pieces(self, chat: BaseChatModel, messages: Sequence[Message], arrival: _Arrival) -> AsyncIterator[str]:
        chunks = chat.astream(_as_langchain(messages))
        try:
            while True:
                with Boundary(), _untraced():
                    chunk = await anext(chunks, None)
                if chunk is None:
                    return
                yield arrival.text_of(chunk)
        finally:
            await close(chunks)

    async def _whole(
        self, chat: BaseChatModel, messages: Sequence[Message], schema: Schema | None, arrival: _Arrival
    ) -> AsyncIterator[str]:
        with Boundary(), _untraced():
            asked = _as_langchain(messages)
            if schema is None:
                answer: Any = {"raw": await chat.ainvoke(asked), "parsed": None}
            else:
                shaped = chat.with_structured_output({"title": "answer", **schema}, include_raw=True)
                answer = await shaped.ainvoke(asked)
        # Providers that answer by tool call leave the text empty and only fill `parsed`.
        text, parsed = arrival.text_of(answer["raw"]), answer["parsed"]
        yield text if text or parsed is None else json.dumps(parsed, ensure_ascii=False)

    async def _opened(self, options: Options) -> BaseChatModel:
        """The provider's object with these options; copies share its connections.

        Loading the libraries takes two seconds, so it happens in a thread and before any clock starts.
        """
        async with self._opening:
            if self._chat is None:
                try:
                    self._chat = await asyncio.to_thread(self._made)
                except (ImportError, ValueError, TypeError):
                    raise model_error("bad_provider") from None
        fields = type(self._chat).model_fields
        longest = next((name for name in _LENGTH_FIELDS if name in fields), None)
        wanted = {"temperature": options.temperature, "seed": options.seed, longest: options.max_tokens}
        return self._chat.model_copy(update={name: value for name, value in wanted.items() if name in fields})

    def _made(self) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        settings: dict[str, Any] = {"timeout": self._read_s, "max_retries": 0, **self._settings}
        if self._provider in _OPENAI_LIKE:
            from peilian.llm.wire import http_client

            self._client = http_client(connect_s=self._connect_s, read_s=self._read_s)
            settings = {"http_async_client": self._client, "stream_chunk_timeout": None, **settings}
        chat: BaseChatModel = init_chat_model(self._model, model_provider=self._provider, **settings)
        return chat


class _Arrival:
    """What the chunks said besides text."""

    def __init__(self) -> None:
        self.finish_reason: str | None = None
        self.usage: Usage | None = None

    def text_of(self, chunk: Any) -> str:
        """The text of one message or chunk; reasoning and tool parts are left out."""
        told = getattr(chunk, "response_metadata", None) or {}
        reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
        self.finish_reason = reason if isinstance(reason, str) else self.finish_reason
        if chunk.additional_kwargs.get("refusal"):
            self.finish_reason = "content_filter"
        counted = getattr(chunk, "usage_metadata", None)
        if counted:
            self.usage = Usage(counted["input_tokens"], counted["output_tokens"])
        return clean(str(chunk.text))


def _as_langchain(messages: Sequence[Message]) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[message.role](content=message.content) for message in messages]


def _untraced() -> AbstractContextManager[None]:
    """LangChain sends conversations to a tracing service when the environment says so; here it never does."""
    from langsmith import tracing_context

    return tracing_context(enabled=False)
