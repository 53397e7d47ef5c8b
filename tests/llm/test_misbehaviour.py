"""Every way an endpoint can go wrong becomes a known kind of error or usable text, in time."""

from __future__ import annotations

import json
import traceback
from collections.abc import AsyncIterator, Callable

import pytest

from peilian.content import ModelError
from peilian.llm import LangChainModel, Misbehaviour, OpenAIModel, Options
from peilian.llm.fake_replies import DEFAULT_REPLY
from peilian.llm.fake_server import FakeServer
from peilian.llm.kinds import KINDS
from tests.llm.builders import KEY, SCHEMA, Stopwatch, a_chat, a_langchain_model, an_openai_model, heard

Model = OpenAIModel | LangChainModel
M = Misbehaviour

ALWAYS = {
    M.BAD_REQUEST: "bad_request",
    M.UNAUTHORISED: "unauthorised",
    M.NO_CREDIT: "quota",
    M.FORBIDDEN: "forbidden",
    M.NO_SUCH_MODEL: "not_found",
    M.REQUEST_TIMEOUT: "timeout",
    M.PAYLOAD_TOO_LARGE: "too_long",
    M.RATE_LIMITED: "rate_limited",
    M.RATE_LIMITED_SECONDS: "rate_limited",
    M.RATE_LIMITED_DATE: "rate_limited",
    M.QUOTA_USED_UP: "quota",
    M.SERVER_ERROR: "server",
    M.BAD_GATEWAY_HTML: "server",
    M.OVERLOADED: "server",
    M.GATEWAY_TIMEOUT: "server",
    M.REDIRECT: "bad_response",
    M.CONTEXT_TOO_LONG: "too_long",
    M.SCHEMA_REFUSED: "bad_schema",
    M.FILTERED_REQUEST: "content_filter",
    M.HTML: "bad_response",
    M.EMPTY_CHOICES: "empty",
    M.NULL_CONTENT: "empty",
    M.LENGTH_STOP: "cut_short",
    M.CONTENT_FILTER: "content_filter",
    M.BAD_JSON: "bad_response",
    M.WRONG_TYPES: "bad_response",
    M.NAN: "bad_response",
    M.HUGE_REPLY: "too_large",
    M.HUGE_FRAME: "too_large",
    M.COMPRESSED: "bad_response",
    M.INVALID_UTF8: "bad_response",
    M.RESET: "reset",
    M.RESET_MIDWAY: "reset",
}
STREAMED = ALWAYS | {
    M.SLOW_START: "first_token_timeout",
    M.STALL: "stalled",
    M.TRUNCATED: "cut_short",
    M.ERROR_EVENT: "server",
}
WHOLE = ALWAYS | {
    M.SLOW_START: "timeout",
    M.STALL: "timeout",
    M.TRUNCATED: "bad_response",
    M.ERROR_EVENT: "server",
}
USABLE = {
    M.NO_FINISH_REASON: DEFAULT_REPLY,
    M.EXTRA_KEYS: DEFAULT_REPLY,
    M.LONE_SURROGATE: DEFAULT_REPLY,
    M.DUPLICATE_CHUNK: DEFAULT_REPLY,
}
ADAPTERS: dict[str, Callable[..., Model]] = {"openai": an_openai_model, "langchain": a_langchain_model}
SLOW = {M.SLOW_START, M.STALL}
BUDGET = Options(timeout_s=10)


def budget(wrong: Misbehaviour) -> Options:
    return Options(timeout_s=1.2) if wrong in SLOW else BUDGET


@pytest.fixture(params=ADAPTERS)
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Callable[[Misbehaviour], Model]]:
    async with FakeServer() as server:
        models: list[Model] = []

        def build(wrong: Misbehaviour) -> Model:
            hurry = {"first_token_timeout": 0.7, "stall_timeout": 0.3} if wrong in SLOW else {}
            models.append(ADAPTERS[request.param](server, wrong.value, **hurry))
            return models[-1]

        yield build
        for model in models:
            await model.aclose()


Make = Callable[[Misbehaviour], Model]


def test_every_misbehaviour_has_an_expectation() -> None:
    assert set(Misbehaviour) == set(STREAMED) | set(USABLE) == set(WHOLE) | set(USABLE)


@pytest.mark.parametrize(("wrong", "kind"), STREAMED.items())
async def test_streaming_names_the_fault(make: Make, wrong: Misbehaviour, kind: str) -> None:
    watch = Stopwatch()
    with pytest.raises(ModelError) as caught:
        await heard(make(wrong), budget(wrong))
    assert caught.value.kind == kind
    assert caught.value.retryable is KINDS[kind].retryable
    assert watch.seconds < budget(wrong).timeout_s + 5
    assert_no_secret(caught.value)


@pytest.mark.parametrize(("wrong", "kind"), WHOLE.items())
async def test_completing_names_the_fault(make: Make, wrong: Misbehaviour, kind: str) -> None:
    watch = Stopwatch()
    with pytest.raises(ModelError) as caught:
        await make(wrong).complete(a_chat(), budget(wrong))
    assert caught.value.kind == kind
    assert watch.seconds < budget(wrong).timeout_s + 5
    assert_no_secret(caught.value)


@pytest.mark.parametrize(("wrong", "kind"), WHOLE.items())
async def test_a_judge_hears_a_fault_and_never_a_half_answer(make: Make, wrong: Misbehaviour, kind: str) -> None:
    with pytest.raises(ModelError) as caught:
        await make(wrong).complete(a_chat(), budget(wrong), schema=SCHEMA)
    assert caught.value.kind in (kind, "bad_json", "bad_response")


@pytest.mark.parametrize(("wrong", "text"), USABLE.items())
async def test_harmless_oddities_leave_usable_text(make: Make, wrong: Misbehaviour, text: str) -> None:
    said = await heard(make(wrong), BUDGET)
    said.encode("utf-8")
    assert said.endswith(text[2:])
    assert json.loads(await make(wrong).complete(a_chat(), BUDGET, schema=SCHEMA))["verdict"] == "ok"


@pytest.mark.parametrize("wrong", [M.RATE_LIMITED_SECONDS, M.RATE_LIMITED_DATE])
async def test_how_long_to_wait_is_read_from_seconds_or_date(make: Make, wrong: Misbehaviour) -> None:
    with pytest.raises(ModelError) as caught:
        await heard(make(wrong), BUDGET)
    assert caught.value.retry_after == 2.0


async def test_pieces_before_the_fault_are_heard(make: Make) -> None:
    pieces = make(M.STALL).stream(a_chat(), BUDGET)
    assert DEFAULT_REPLY.startswith(await anext(pieces) + await anext(pieces))
    with pytest.raises(ModelError):
        [piece async for piece in pieces]


@pytest.mark.parametrize("build", ADAPTERS.values(), ids=ADAPTERS)
async def test_a_stopped_server_cannot_be_reached(build: Callable[[FakeServer], Model]) -> None:
    async with FakeServer() as server:
        model = build(server)
    with pytest.raises(ModelError) as caught:
        await heard(model, BUDGET)
    assert caught.value.kind == "connect"
    await model.aclose()


@pytest.mark.parametrize("provider", ADAPTERS)
async def test_https_to_a_plain_server_is_a_matter_of_certificates(provider: str) -> None:
    async with FakeServer() as server:
        address = server.base_url.replace("http://", "https://")
        model = (
            OpenAIModel(address, KEY, "fake")
            if provider == "openai"
            else LangChainModel("fake", "openai", base_url=address, api_key=KEY)
        )
        with pytest.raises(ModelError) as caught:
            await heard(model, BUDGET)
        assert caught.value.kind == "tls"
        await model.aclose()


async def test_the_time_for_the_whole_reply_is_kept_however_steadily_pieces_come() -> None:
    async with FakeServer(pieces_per_second=8, piece_length=1) as server:
        model = an_openai_model(server)
        with pytest.raises(ModelError) as caught:
            await heard(model, Options(timeout_s=0.6))
        assert caught.value.kind == "timeout"
        await model.aclose()


async def test_an_address_without_its_last_part_says_so() -> None:
    async with FakeServer() as server:
        model = OpenAIModel(server.base_url.removesuffix("/v1"), KEY, "fake")
        with pytest.raises(ModelError) as caught:
            await heard(model, BUDGET)
        assert caught.value.kind == "not_found"
        await model.aclose()


def assert_no_secret(error: ModelError) -> None:
    shown = repr(error) + "".join(traceback.format_exception(error))
    assert KEY not in shown
    assert "127.0.0.1" not in str(error)
