"""What every `ChatModel` does, whichever it is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
from jsonschema import validate

from peilian.content import ModelError
from peilian.llm import MODEL_ERROR_KINDS, ChatModel, Misbehaviour, Options, ScriptedModel, model_error
from peilian.llm.fake_replies import DEFAULT_REPLY
from peilian.llm.fake_server import FakeServer
from tests.llm.builders import KEY, SCHEMA, a_chat, a_langchain_model, a_retrying_model, an_openai_model, heard

_JSON = '{"verdict": "ok", "turns": [1]}'
_KINDS_OF_MODEL = ("openai", "langchain", "scripted", "retrying")
Make = Callable[[Misbehaviour | None], ChatModel]


@pytest.fixture(params=_KINDS_OF_MODEL)
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Make]:
    """Builds a model that meets one misbehaviour, or none."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(FakeServer(json_reply=lambda messages, schema: _JSON))

        def build(wrong: Misbehaviour | None) -> ChatModel:
            if request.param == "scripted":
                reply = model_error("rate_limited", status=429) if wrong else DEFAULT_REPLY
                return ScriptedModel(lambda messages: _JSON if "JSON" in messages[-1].content else reply)
            build_one = a_langchain_model if request.param == "langchain" else an_openai_model
            model = build_one(server, wrong.value if wrong else "fake")
            stack.push_async_callback(model.aclose)
            return a_retrying_model(model) if request.param == "retrying" else model

        yield build


async def test_streams_the_whole_reply_in_non_empty_pieces(make: Make) -> None:
    pieces = [piece async for piece in make(None).stream(a_chat(), Options())]
    assert len(pieces) > 1
    assert all(pieces)
    assert "".join(pieces) == DEFAULT_REPLY


async def test_completes_the_whole_reply(make: Make) -> None:
    assert await make(None).complete(a_chat(), Options()) == DEFAULT_REPLY


async def test_completes_json_by_schema(make: Make) -> None:
    text = await make(None).complete(a_chat("JSON"), Options(), schema=SCHEMA)
    validate(json.loads(text), SCHEMA)


async def test_fails_with_a_known_kind_and_a_sentence(make: Make) -> None:
    with pytest.raises(ModelError) as caught:
        await heard(make(Misbehaviour.RATE_LIMITED))
    assert caught.value.kind == "rate_limited"
    assert caught.value.kind in MODEL_ERROR_KINDS
    assert caught.value.retryable
    assert "wait a moment" in str(caught.value)


async def test_completing_fails_like_streaming(make: Make) -> None:
    with pytest.raises(ModelError) as caught:
        await make(Misbehaviour.RATE_LIMITED).complete(a_chat(), Options())
    assert caught.value.kind == "rate_limited"


async def test_can_be_stopped_early_and_asked_again(make: Make) -> None:
    model = make(None)
    async for _ in model.stream(a_chat(), Options()):
        break
    assert await heard(model) == DEFAULT_REPLY


async def test_has_a_name_and_shows_no_key(make: Make) -> None:
    model = make(None)
    assert model.name
    assert KEY not in repr(model) + str(model) + model.name
