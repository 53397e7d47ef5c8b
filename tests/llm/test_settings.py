"""Settings come from the environment alone, are checked, and show no secret."""

from __future__ import annotations

import traceback

import pytest

from peilian.content import InputError, ModelError
from peilian.llm import LlmSettings, Options, RetryingModel, make_model, read_llm_settings
from tests.llm.builders import KEY, Waiting


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "API_KEY", "MODEL", "PROVIDER", "TEMPERATURE", "TIMEOUT"):
        monkeypatch.delenv(f"PEILIAN_LLM_{name}", raising=False)


def made(settings: LlmSettings) -> RetryingModel:
    waiting = Waiting()
    return make_model(settings, pause=waiting.pause, jitter=lambda: 0.0, clock=waiting.clock)


def test_nothing_set_means_not_configured() -> None:
    settings = read_llm_settings()
    assert not settings.configured
    with pytest.raises(ModelError, match="PEILIAN_LLM_MODEL") as caught:
        made(settings)
    assert caught.value.kind == "not_configured"


def test_the_environment_configures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEILIAN_LLM_BASE_URL", "http://127.0.0.1:8100/v1/")
    monkeypatch.setenv("PEILIAN_LLM_API_KEY", KEY)
    monkeypatch.setenv("PEILIAN_LLM_MODEL", "fake")
    monkeypatch.setenv("PEILIAN_LLM_TIMEOUT", "12")
    monkeypatch.setenv("PEILIAN_LLM_TEMPERATURE", "")
    settings = read_llm_settings()
    assert settings.configured
    assert settings.base_url == "http://127.0.0.1:8100/v1"
    assert settings.options(max_tokens=200, seed=7) == Options(0.8, 200, 7, 12.0)
    assert KEY not in repr(settings) + settings.model_dump_json()
    assert made(settings).name == "fake"


def test_a_langchain_provider_needs_only_a_model() -> None:
    settings = LlmSettings(model="m", provider="langchain:openai")
    assert settings.configured
    assert made(settings).name == "openai/m"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://host/v1",
        "file:///etc/passwd",
        "host/v1",
        "http://",
        f"https://user:{KEY}@host/v1",
        f"https://host/v1?key={KEY}",
        "http://[::1",
        "http://host:99999/v1",
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PEILIAN_LLM_BASE_URL", address)
    with pytest.raises(InputError, match="PEILIAN_LLM_BASE_URL: must") as caught:
        read_llm_settings()
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("name", "value"),
    [("TEMPERATURE", "hot"), ("TEMPERATURE", "3"), ("TEMPERATURE", "nan"), ("TIMEOUT", "0"), ("PROVIDER", "somebody")],
)
def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PEILIAN_LLM_{name}", value)
    with pytest.raises(InputError, match=f"PEILIAN_LLM_{name}"):
        read_llm_settings()
