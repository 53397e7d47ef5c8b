"""The ways a language model fails: one stable word, one sentence with its remedy, and whether another try can help.

The sentences are English; pages translate by `kind`. None ever quotes the endpoint, its address or the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from peilian.content import ModelError


@dataclass(frozen=True, slots=True)
class Kind:
    sentence: str
    retryable: bool = False
    alive: bool = False
    """The endpoint itself works: such a failure says nothing against the next request."""


_KINDS = {
    "not_configured": Kind("No language model is configured — set PEILIAN_LLM_BASE_URL and PEILIAN_LLM_MODEL."),
    "bad_provider": Kind(
        "The language model provider cannot be set up — check its name, its key and that its package is installed."
    ),
    "connect": Kind("The language model cannot be reached — check that it runs and that its address is right.", True),
    "dns": Kind("The language model's host name is unknown — check PEILIAN_LLM_BASE_URL and the network.", True),
    "tls": Kind("No secure connection to the language model — check its certificate and http or https in its address."),
    "timeout": Kind("The language model took too long — try again or raise PEILIAN_LLM_TIMEOUT.", True),
    "first_token_timeout": Kind("The language model did not start to answer in time — try again in a moment.", True),
    "stalled": Kind("The language model stopped in the middle of its answer — try again.", True),
    "reset": Kind("The connection to the language model broke off — try again.", True),
    "unauthorised": Kind("The language model refused the key — check PEILIAN_LLM_API_KEY."),
    "forbidden": Kind("The key may not use this language model — ask its operator for access."),
    "not_found": Kind("The language model or its address does not exist — check PEILIAN_LLM_MODEL and the address."),
    "bad_request": Kind("The language model refused the request — check that it supports the settings.", alive=True),
    "bad_schema": Kind("The language model does not support answers by JSON schema — use one that does.", alive=True),
    "too_long": Kind("The conversation is too long for this language model — use a larger one.", alive=True),
    "rate_limited": Kind("The language model is asked too often — wait a moment and try again.", True),
    "quota": Kind("The language model's account has no credit left — top it up or use another key."),
    "server": Kind("The language model's server failed — try again in a moment.", True),
    "empty": Kind("The language model answered nothing — try again.", True),
    "content_filter": Kind("The language model's content filter held the answer back — say it otherwise.", alive=True),
    "cut_short": Kind("The language model's answer was cut short — raise the length limit or try again.", alive=True),
    "too_large": Kind("The language model's answer was far too long and was dropped — check the model.", alive=True),
    "bad_json": Kind("The language model's answer is not the JSON that was asked for — try again.", True, alive=True),
    "bad_response": Kind("The address answers, but not as a language model does — check that it ends in /v1."),
    "unavailable": Kind("The language model failed too often and is left alone for half a minute — try again then."),
    "failed": Kind("The language model failed — try again or check its settings."),
}

KINDS = MappingProxyType(_KINDS)
MODEL_ERROR_KINDS: tuple[str, ...] = tuple(_KINDS)
"""Every `ModelError.kind` this room raises; locale files hold one sentence for each."""


def model_error(kind: str, *, status: int | None = None, retry_after: float | None = None) -> ModelError:
    """A `ModelError` of this kind; `status` is the HTTP status, `retry_after` seconds as the endpoint asked."""
    sentence = KINDS[kind].sentence + (f" (HTTP {status})" if status is not None else "")
    return ModelError(sentence, kind=kind, retryable=KINDS[kind].retryable, retry_after=retry_after)
