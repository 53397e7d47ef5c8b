"""From the operator's settings to a language model that retries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from peilian.llm.kinds import model_error
from peilian.llm.langchain_model import LangChainModel
from peilian.llm.model import Answer, ChatModel
from peilian.llm.openai_model import OpenAIModel
from peilian.llm.retrying import RetryingModel, RetryNotice
from peilian.llm.settings import LlmSettings


def make_model(
    settings: LlmSettings,
    *,
    pause: Callable[[float], Awaitable[None]],
    jitter: Callable[[], float],
    clock: Callable[[], float],
    on_retry: Callable[[RetryNotice], None] | None = None,
    on_answer: Callable[[Answer], None] | None = None,
) -> RetryingModel:
    """The configured model behind retries; imports no client library yet. Raises `ModelError` not_configured."""
    inner = _inner(settings, on_answer)
    return RetryingModel(inner, pause=pause, jitter=jitter, clock=clock, on_retry=on_retry)


def _inner(settings: LlmSettings, on_answer: Callable[[Answer], None] | None) -> ChatModel:
    if not settings.configured or settings.model is None:
        raise model_error("not_configured")
    key = settings.api_key.get_secret_value()
    if settings.provider == "openai":
        return OpenAIModel(settings.base_url or "", key, settings.model, on_answer=on_answer)
    given: dict[str, Any] = {"base_url": settings.base_url, "api_key": key or None}
    named = {name: value for name, value in given.items() if value is not None}
    provider = settings.provider.removeprefix("langchain:")
    return LangChainModel(settings.model, provider, on_answer=on_answer, **named)
