"""What the adapters send and report, and how errors that no local server can cause are named."""

from __future__ import annotations

import socket
import ssl
from typing import Any, cast

import httpx
import httpx2
import openai
import pytest

from peilian.content import ModelError
from peilian.llm import Answer, LangChainModel, Options, Usage
from peilian.llm.fake_replies import DEFAULT_REPLY
from peilian.llm.fake_server import FakeServer
from peilian.llm.kinds import KINDS, MODEL_ERROR_KINDS, model_error
from peilian.llm.langchain_model import _untraced
from peilian.llm.reply import json_object
from peilian.llm.translation import retry_after, translate
from tests.llm.builders import KEY, SCHEMA, a_chat, a_langchain_model, an_openai_model, heard

REQUEST = httpx2.Request("POST", "http://host/v1")


async def test_the_request_holds_what_was_asked_and_nothing_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-account")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "another-project")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with FakeServer() as server:
        model = an_openai_model(server)
        await heard(model, Options(0.3, 123, 42, 5))
        await model.aclose()
    served = server.served[0]
    assert served.body == {
        "model": "fake",
        "messages": [{"role": message.role, "content": message.content} for message in a_chat()],
        "temperature": 0.3,
        "max_tokens": 123,
        "seed": 42,
        "stream": True,
    }
    assert served.headers["authorization"] == f"Bearer {KEY}"
    assert not {"openai-organization", "openai-project"} & set(served.headers)


async def test_langchain_sends_the_options_of_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with FakeServer() as server:
        model = a_langchain_model(server)
        await heard(model, Options(0.3, 123, 42, 5))
        await model.complete(a_chat(), Options(0.1, 50, None, 5), schema=SCHEMA)
        await model.aclose()
    first, second = (served.body for served in server.served)
    assert (first["temperature"], first["max_completion_tokens"], first["seed"]) == (0.3, 123, 42)
    assert (second["temperature"], second["max_completion_tokens"]) == (0.1, 50)
    assert second["response_format"]["type"] == "json_schema"


async def test_a_finished_reply_is_reported_with_its_usage() -> None:
    answers: list[Answer] = []
    async with FakeServer() as server:
        for model in (
            an_openai_model(server, on_answer=answers.append),
            a_langchain_model(server, on_answer=answers.append),
        ):
            await model.complete(a_chat(), Options())
            await model.aclose()
    told = [Answer(DEFAULT_REPLY, name, "stop", Usage(7, 5), 1) for name in ("fake", "openai/fake")]
    assert answers == told


async def test_an_unknown_provider_is_named_as_such() -> None:
    with pytest.raises(ModelError) as caught:
        await heard(LangChainModel("m", "nobody"))
    assert caught.value.kind == "bad_provider"


async def test_a_server_without_a_key_is_asked_all_the_same() -> None:
    async with FakeServer() as server:
        model = an_openai_model(server)
        model = type(model)(server.base_url, "", "fake")
        assert await heard(model) == DEFAULT_REPLY
        await model.aclose()


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(openai.APIConnectionError(request=REQUEST), socket.gaierror(-2, "unknown")), "dns"),
        (caused(openai.APIConnectionError(request=REQUEST), ssl.SSLCertVerificationError("self-signed")), "tls"),
        (caused(openai.APITimeoutError(REQUEST), httpx2.ConnectTimeout("slow")), "connect"),
        (caused(openai.APITimeoutError(REQUEST), httpx2.ReadTimeout("slow")), "timeout"),
        (caused(openai.APITimeoutError(REQUEST), httpx2.PoolTimeout("slow")), "timeout"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.ConnectError("refused"), "connect"),
        (httpx.RemoteProtocolError("gone"), "reset"),
        (httpx2.InvalidURL("nonsense"), "not_found"),
        (openai.APIError("rate_limit_exceeded", REQUEST, body=None), "rate_limited"),
        (openai.APIError("worker died", REQUEST, body=None), "server"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "bad_response"),
        (RecursionError(), "bad_response"),
        (TypeError("odd"), "bad_response"),
    ],
)
def test_errors_of_the_libraries_are_named(error: Exception, kind: str) -> None:
    assert translate(error).kind == kind


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Tue, 03 Mar 2026 10:00:07 GMT"}, None),
        ({"retry-after": "Tue, 03 Mar 2026 10:00:07 GMT", "date": "Tue, 03 Mar 2026 10:00:00 GMT"}, 7.0),
        ({"retry-after": "Tue, 03 Mar 2026 09:00:00 GMT", "date": "Tue, 03 Mar 2026 10:00:00 GMT"}, 0.0),
    ],
)
def test_retry_after_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize("kind", MODEL_ERROR_KINDS)
def test_every_kind_has_one_sentence_with_a_remedy(kind: str) -> None:
    sentence = str(model_error(kind))
    assert " — " in sentence
    assert sentence.endswith(".")
    assert KINDS[kind].retryable is model_error(kind).retryable


@pytest.mark.parametrize("text", ["", "[]", "7", '{"a": NaN}', '{"a": Infinity}', '{"a": 1', "好的", "[" * 100_000])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(ModelError) as caught:
        json_object(text)
    assert caught.value.kind == "bad_json"


async def test_langchain_sends_no_conversation_to_a_tracing_service(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    forget = cast(Any, utils.get_env_var).cache_clear

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    forget()
    try:
        assert utils.tracing_is_enabled()
        with _untraced():
            assert not utils.tracing_is_enabled()
    finally:
        forget()
