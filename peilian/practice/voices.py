"""Makers of voices: one new voice per call, so that what its guard reports belongs to that call."""

from __future__ import annotations

from collections.abc import Callable

from peilian.debtor import LlmVoice, ScriptedVoice, Voice
from peilian.llm import ChatModel, LlmSettings
from peilian.practice.assembly import Assembly
from peilian.practice.session import MakeVoice, VoiceEvent


def scripted_voice(parts: Assembly) -> MakeVoice:
    """The built-in voice: needs no model."""

    def make(_report: Callable[[VoiceEvent], None]) -> Voice:
        return ScriptedVoice(parts.lines)

    return make


def llm_voice(parts: Assembly, model: ChatModel, settings: LlmSettings) -> MakeVoice:
    """A language model's voice behind the guard, with the scripted voice to fall back on."""

    def make(report: Callable[[VoiceEvent], None]) -> Voice:
        return LlmVoice(model, fallback=ScriptedVoice(parts.lines), settings=settings, report=report)

    return make
