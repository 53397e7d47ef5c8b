"""Makers of voices: one new voice per call, so that what its guard reports belongs to that call."""

from __future__ import annotations

from peilian.debtor import Cue, LlmVoice, ScriptedVoice, Secrets, Voice
from peilian.llm import ChatModel, LlmSettings
from peilian.practice.assembly import Assembly
from peilian.practice.session import Casting, MakeVoice
from personas import Persona


def scripted_voice(parts: Assembly) -> MakeVoice:
    """The built-in voice: needs no model."""

    def make(_casting: Casting) -> Voice:
        return ScriptedVoice(parts.lines)

    return make


def llm_voice(parts: Assembly, model: ChatModel, settings: LlmSettings) -> MakeVoice:
    """A language model's voice behind the guard, with the scripted voice to fall back on."""

    def make(casting: Casting) -> Voice:
        return LlmVoice(
            model,
            fallback=ScriptedVoice(parts.lines),
            settings=settings,
            report=casting.report,
            secrets=lambda cue: _secrets(casting.persona, casting.disclosed(), cue),
            on=casting.on,
        )

    return make


def _secrets(persona: Persona, disclosed: tuple[str, ...], cue: Cue) -> Secrets:
    """What the guard must keep in: the hidden facts that neither came out before nor come out with this move."""
    told = {*disclosed, *(cue.move.facts if cue.move.kind != "hint" else ())}
    kept = [fact for fact in persona.facts if fact.hidden and fact.id not in told]
    return Secrets(
        texts=tuple(text for fact in kept for text in (fact.text, *fact.phrasings)),
        keywords=tuple(word for fact in kept for word in fact.keywords),
    )
