"""What the operator sets for the language model, from PEILIAN_LLM_… in the environment.

Constructed only by the door. The address comes from nowhere else, so no user of the app can point it at another host.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from peilian.content import InputError
from peilian.llm.model import Options

_PREFIX = "PEILIAN_LLM_"


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("must be an http or https address such as https://host/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"must hold no user name, password, ? or # — put the key in {_PREFIX}API_KEY")
    return url.rstrip("/")


class LlmSettings(BaseSettings):
    """`PEILIAN_LLM_BASE_URL`, `_API_KEY`, `_MODEL`, `_PROVIDER`, `_TEMPERATURE`, `_TIMEOUT`; empty means not set."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    base_url: Annotated[str, AfterValidator(_address)] | None = None
    api_key: SecretStr = SecretStr("")
    """May stay empty for a local server."""
    model: str | None = None
    provider: str = Field(default="openai", pattern=r"^(openai|langchain:[a-z][a-z0-9_]*)$")
    """`openai`: any OpenAI-compatible endpoint; `langchain:<provider>`: as `init_chat_model` names it."""
    temperature: float = Field(default=0.8, ge=0, le=2)
    timeout: float = Field(default=30.0, gt=0, le=600)
    """Seconds for one reply, all tries included."""

    @property
    def configured(self) -> bool:
        """Whether there is a model to ask; without one the scripted voice speaks."""
        return bool(self.model) and (bool(self.base_url) or self.provider != "openai")

    def options(self, *, max_tokens: int, seed: int | None = None) -> Options:
        """The options of one reply."""
        return Options(self.temperature, max_tokens, seed, self.timeout)


def read_llm_settings() -> LlmSettings:
    """The settings in the environment. Raises `InputError` naming the variable, never its value."""
    try:
        return LlmSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False, include_url=False)[0]
        name = _PREFIX + "_".join(str(part) for part in first["loc"][:1]).upper()
        raise InputError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
