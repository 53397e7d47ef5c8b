"""The language model of the environment, for commands that ask for one."""

from __future__ import annotations

import asyncio

from peilian.cli.door import Door
from peilian.content import InputError
from peilian.llm import ChatModel
from peilian.llm.factory import make_model
from peilian.llm.retrying import RetryNotice
from peilian.llm.settings import LlmSettings, read_llm_settings


def settings() -> LlmSettings:
    """Raises `InputError` naming the variable that is wrong."""
    return read_llm_settings()


def configured_model(door: Door) -> ChatModel:
    """Raises `InputError` where no model is configured: nothing is silently replaced."""
    chosen = settings()
    if not chosen.configured:
        raise InputError(
            "no language model is configured — set PEILIAN_LLM_BASE_URL and PEILIAN_LLM_MODEL (see the README)"
        )

    def retrying(notice: RetryNotice) -> None:
        tries = f"try {notice.attempt} of {notice.tries}"
        door.say(f"the language model failed ({notice.kind}, {tries}); asking again in {notice.pause_s:.1f} s")

    return make_model(chosen, pause=asyncio.sleep, jitter=door.jitter, clock=door.monotonic, on_retry=retrying)
