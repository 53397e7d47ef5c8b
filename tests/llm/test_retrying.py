"""The retrying wrapper: when it asks again, how long it waits, when it leaves an endpoint alone."""

from __future__ import annotations

import pytest

from peilian.content import ModelError
from peilian.llm import (
    MODEL_ERROR_KINDS,
    Answer,
    Breaks,
    Misbehaviour,
    Options,
    RetryNotice,
    ScriptedModel,
    model_error,
)
from peilian.llm.breaker import REST_S, THRESHOLD
from peilian.llm.fake_replies import DEFAULT_REPLY
from peilian.llm.fake_server import FakeServer
from peilian.llm.kinds import KINDS
from tests.llm.builders import Waiting, a_chat, a_retrying_model, an_openai_model, heard

BUDGET = Options(timeout_s=30)
DOWN = model_error("server", status=503)


async def test_a_second_try_is_announced_and_its_answer_heard() -> None:
    inner, waiting = ScriptedModel([DOWN, "好的。"]), Waiting()
    assert await heard(a_retrying_model(inner, waiting), BUDGET) == "好的。"
    assert waiting.notices == [RetryNotice("server", 1, 3, 0.5)]
    assert [options.attempt for options in inner.options] == [1, 2]


async def test_pauses_grow_and_the_last_failure_is_told() -> None:
    inner, waiting = ScriptedModel([DOWN, DOWN, model_error("stalled")]), Waiting()
    with pytest.raises(ModelError) as caught:
        await heard(a_retrying_model(inner, waiting), BUDGET)
    assert caught.value.kind == "stalled"
    assert waiting.pauses == [0.5, 1.0]
    assert len(inner.asked) == 3


async def test_completing_is_retried_too() -> None:
    inner = ScriptedModel([DOWN, "我不是 JSON", '```json\n{"verdict": "ok"}\n```'])
    assert await a_retrying_model(inner).complete(a_chat(), BUDGET, schema={}) == '{"verdict": "ok"}'


async def test_nothing_is_retried_once_a_piece_was_released() -> None:
    inner = ScriptedModel([Breaks("我这个月", model_error("stalled")), "从头再来。"])
    pieces = a_retrying_model(inner).stream(a_chat(), BUDGET)
    assert await anext(pieces) == "我这个月"
    with pytest.raises(ModelError, match="in the middle"):
        await anext(pieces)
    assert len(inner.asked) == 1


@pytest.mark.parametrize("kind", [kind for kind in MODEL_ERROR_KINDS if not KINDS[kind].retryable])
async def test_what_another_try_cannot_mend_is_not_tried_again(kind: str) -> None:
    inner = ScriptedModel([model_error(kind), "好的。"])
    with pytest.raises(ModelError) as caught:
        await heard(a_retrying_model(inner), BUDGET)
    assert caught.value.kind == kind
    assert len(inner.asked) == 1


@pytest.mark.parametrize(("asked_s", "paused_s"), [(2.0, 2.0), (0.0, 0.0), (600.0, 10.0)])
async def test_the_endpoint_may_say_how_long_to_wait_up_to_ten_seconds(asked_s: float, paused_s: float) -> None:
    waiting = Waiting()
    inner = ScriptedModel([model_error("rate_limited", retry_after=asked_s), "好的。"])
    assert await heard(a_retrying_model(inner, waiting), BUDGET) == "好的。"
    assert waiting.pauses == [paused_s]


async def test_all_tries_share_one_budget_of_time() -> None:
    waiting = Waiting()
    inner = ScriptedModel([model_error("rate_limited", retry_after=4), DOWN, "好的。"])
    assert await heard(a_retrying_model(inner, waiting), BUDGET) == "好的。"
    assert [options.timeout_s for options in inner.options] == [30, 26, 25]


async def test_a_pause_longer_than_the_time_left_is_not_begun() -> None:
    waiting = Waiting()
    inner = ScriptedModel([model_error("rate_limited", retry_after=8), "好的。"])
    with pytest.raises(ModelError, match="too often"):
        await heard(a_retrying_model(inner, waiting), Options(timeout_s=5))
    assert waiting.pauses == []


async def test_twenty_failures_in_a_row_give_the_endpoint_a_rest() -> None:
    waiting, inner = Waiting(), ScriptedModel(lambda messages: DOWN)
    model = a_retrying_model(inner, waiting, tries=1)
    for _ in range(THRESHOLD):
        with pytest.raises(ModelError, match="server failed"):
            await heard(model, BUDGET)
    with pytest.raises(ModelError) as caught:
        await heard(model, BUDGET)
    assert caught.value.kind == "unavailable"
    assert caught.value.retry_after == REST_S
    assert len(inner.asked) == THRESHOLD


async def test_after_the_rest_one_request_tries_and_a_good_answer_reopens() -> None:
    waiting = Waiting()
    inner = ScriptedModel([*[DOWN] * THRESHOLD, DOWN, "好的。", "好的。"])
    model = a_retrying_model(inner, waiting, tries=1)
    for _ in range(THRESHOLD):
        with pytest.raises(ModelError):
            await heard(model, BUDGET)
    waiting.now += REST_S
    with pytest.raises(ModelError, match="server failed"):
        await heard(model, BUDGET)
    with pytest.raises(ModelError, match="left alone"):
        await heard(model, BUDGET)
    waiting.now += REST_S
    assert await heard(model, BUDGET) == "好的。"
    assert await heard(model, BUDGET) == "好的。"


async def test_an_endpoint_that_answers_badly_is_still_alive() -> None:
    filtered = model_error("content_filter")
    inner = ScriptedModel([*[DOWN] * (THRESHOLD - 1), filtered, DOWN, "好的。"])
    model = a_retrying_model(inner, tries=1)
    for _ in range(THRESHOLD + 1):
        with pytest.raises(ModelError):
            await heard(model, BUDGET)
    assert await heard(model, BUDGET) == "好的。"


async def test_the_answer_knows_how_many_tries_it_took() -> None:
    answers: list[Answer] = []
    async with FakeServer() as server:
        server.queue(Misbehaviour.OVERLOADED, Misbehaviour.RESET)
        model = an_openai_model(server, on_answer=answers.append)
        assert await heard(a_retrying_model(model), BUDGET) == DEFAULT_REPLY
        await model.aclose()
    assert [(answer.tries, answer.finish_reason) for answer in answers] == [(3, "stop")]
