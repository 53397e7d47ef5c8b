"""Any OpenAI-compatible endpoint, through the `openai` client.

Does not retry (see `retrying`) and knows no debtor or judge.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from importlib import import_module
from typing import TYPE_CHECKING, Any

from peilian.llm.kinds import model_error
from peilian.llm.model import Answer, Message, Options, Schema, Usage
from peilian.llm.reply import Patience, clean, finished, patiently
from peilian.llm.translation import Boundary

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class OpenAIModel:
    """A `ChatModel` at `base_url`, which comes from the operator alone and is never followed elsewhere.

    Times are in seconds. `on_answer` hears of every reply that ended well. Use it inside one event loop.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        first_token_timeout: float = 15.0,
        stall_timeout: float = 10.0,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._connect_s = connect_timeout
        self._read_s = read_timeout
        self._first_s = first_token_timeout
        self._stall_s = stall_timeout
        self._on_answer = on_answer or (lambda answer: None)
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()

    @property
    def name(self) -> str:
        return self._model

    def __repr__(self) -> str:
        return f"OpenAIModel({self._model!r})"

    async def stream(self, messages: Sequence[Message], options: Options) -> AsyncIterator[str]:
        arrival, request = _Arrival(), self._request(messages, options)
        patience = Patience(self._first_s, self._stall_s, options.timeout_s)
        text: list[str] = []
        async with aclosing(patiently(self._pieces(await self._opened(), request, arrival), patience)) as pieces:
            async for piece in pieces:
                text.append(piece)
                yield piece
        self._finish("".join(text), arrival, options)

    async def complete(self, messages: Sequence[Message], options: Options, *, schema: Schema | None = None) -> str:
        arrival, request = _Arrival(), self._request(messages, options)
        if schema is not None:
            shape = {"name": "answer", "strict": True, "schema": dict(schema)}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        patience = Patience(options.timeout_s, options.timeout_s, options.timeout_s)
        whole = patiently(self._whole(await self._opened(), request, arrival), patience)
        async with aclosing(whole) as pieces:
            text = "".join([piece async for piece in pieces])
        return self._finish(text, arrival, options, as_json=schema is not None)

    async def aclose(self) -> None:
        """Closes the connections; the model may be asked again afterwards."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _finish(self, text: str, arrival: _Arrival, options: Options, *, as_json: bool = False) -> str:
        answer = finished(text, arrival.finish_reason, as_json=as_json)
        self._on_answer(Answer(answer, self._model, arrival.finish_reason, arrival.usage, options.attempt))
        return answer

    async def _pieces(self, client: AsyncOpenAI, request: dict[str, Any], arrival: _Arrival) -> AsyncIterator[str]:
        with Boundary():
            chunks = await client.chat.completions.create(**request, stream=True)
        async with chunks:
            if "json" in (kind := chunks.response.headers.get("content-type", "")) or "html" in kind:
                raise model_error("bad_response")
            while True:
                with Boundary():
                    chunk = await anext(chunks, None)
                if chunk is None:
                    return
                yield arrival.text_of(chunk, "delta")

    async def _whole(self, client: AsyncOpenAI, request: dict[str, Any], arrival: _Arrival) -> AsyncIterator[str]:
        with Boundary():
            completion = await client.chat.completions.create(**request, stream=False)
        yield arrival.text_of(completion, "message")

    def _request(self, messages: Sequence[Message], options: Options) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "temperature": options.temperature,
            "max_tokens": options.max_tokens,
        }
        return request if options.seed is None else {**request, "seed": options.seed}

    async def _opened(self) -> AsyncOpenAI:
        """The client; loading the library takes a second, so it happens in a thread and before any clock starts."""
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self._made)
            return self._client

    def _made(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI

        from peilian.llm.wire import http_client

        client = AsyncOpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",  # Local servers need no key, the client insists on one.
            max_retries=0,
            http_client=http_client(connect_s=self._connect_s, read_s=self._read_s),
        )
        import_module("openai.resources.chat.completions")  # Half of the library loads only when first used.
        # The client fills these from the environment; another account's ids are not for this host.
        client.organization = client.project = client.admin_api_key = None
        return client


class _Arrival:
    """What the chunks said besides text."""

    def __init__(self) -> None:
        self.finish_reason: str | None = None
        self.usage: Usage | None = None

    def text_of(self, part: Any, field: str) -> str:
        """The text in one chunk or completion, which the client has not validated."""
        if not hasattr(part, "choices"):
            raise model_error("bad_response")
        if getattr(part, "error", None):
            raise model_error("server")
        self.usage = _usage(getattr(part, "usage", None)) or self.usage
        choices = part.choices or []
        if not isinstance(choices, list):
            raise model_error("bad_response")
        if not choices:
            return ""
        body = getattr(choices[0], field, None)
        reason = getattr(choices[0], "finish_reason", None)
        self.finish_reason = reason if isinstance(reason, str) and reason else self.finish_reason
        if getattr(body, "refusal", None):
            self.finish_reason = "content_filter"
        return clean(getattr(body, "content", None))


def _usage(told: Any) -> Usage | None:
    prompt, completion = getattr(told, "prompt_tokens", None), getattr(told, "completion_tokens", None)
    return Usage(prompt, completion) if isinstance(prompt, int) and isinstance(completion, int) else None
