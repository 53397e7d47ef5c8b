"""The fake server itself: pace, record, what it answers to nonsense."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
from jsonschema import validate

from peilian.content import InputError
from peilian.llm import Message, Misbehaviour
from peilian.llm.fake_replies import sample
from peilian.llm.fake_server import FakeServer
from tests.llm.builders import SCHEMA, an_openai_model, heard


async def test_answers_what_the_callable_says() -> None:
    async with FakeServer(lambda messages: f"您说“{messages[-1].content}”？") as server:
        model = an_openai_model(server)
        assert await heard(model, messages=[Message("user", "你好")]) == "您说“你好”？"
        await model.aclose()


async def test_keeps_the_pace_and_records_when_each_piece_left() -> None:
    async with FakeServer(lambda messages: "一二三四五六", pieces_per_second=50, first_token_s=0.1) as server:
        model = an_openai_model(server)
        await heard(model)
        await model.aclose()
    times = [time for time, _ in server.served[0].sent]
    assert [piece for _, piece in server.served[0].sent] == ["一二", "三四", "五六"]
    assert times[-1] - times[0] > 0.03


async def test_queued_misbehaviours_come_in_order_and_then_it_behaves() -> None:
    async with FakeServer() as server, httpx.AsyncClient(trust_env=False) as client:
        server.queue(Misbehaviour.OVERLOADED, None, Misbehaviour.UNAUTHORISED)
        question = {"model": "fake", "messages": [{"role": "user", "content": "在吗"}]}
        replies = [await client.post(f"{server.base_url}/chat/completions", json=question) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [503, 200, 401, 200]


async def test_lists_its_models_and_refuses_nonsense() -> None:
    async with FakeServer() as server, httpx.AsyncClient(trust_env=False) as client:
        models = (await client.get(f"{server.base_url}/models")).json()["data"]
        assert {"fake", "stall"} <= {model["id"] for model in models}
        assert (await client.get(f"{server.base_url}/nothing")).status_code == 404
        assert (await client.post(f"{server.base_url}/chat/completions", content=b"{")).status_code == 400
        assert (await client.post(f"{server.base_url}/chat/completions", json={"model": "fake"})).status_code == 400


async def test_listens_on_this_machine_only_and_names_a_taken_port() -> None:
    async with FakeServer() as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        port = int(server.base_url.split(":")[2].split("/")[0])
        with pytest.raises(InputError, match=f"port {port} is in use"):
            await FakeServer(port=port).start()


async def test_serves_many_at_once() -> None:
    async with FakeServer(pieces_per_second=200) as server:
        model = an_openai_model(server)
        replies = await asyncio.gather(*(heard(model) for _ in range(40)))
        await model.aclose()
    assert len(set(replies)) == 1


def test_a_sample_fits_its_schema() -> None:
    part = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}, "ok": {"const": True}}}
    schema = {
        "type": "object",
        "properties": {"parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}}, "all": SCHEMA},
        "required": ["parts", "all"],
        "$defs": {"part": part},
    }
    validate(json.loads(json.dumps(sample(schema))), schema)
