"""The voices a command may ask for."""

from __future__ import annotations

from peilian.cli.door import Door
from peilian.cli.model import configured_model, settings
from peilian.practice.assembly import Assembly
from peilian.practice.session import MakeVoice
from peilian.practice.voices import llm_voice, scripted_voice


def make_voice(door: Door, parts: Assembly, name: str) -> MakeVoice:
    """Raises `InputError` where `llm` is asked for and no model is configured."""
    if name == "scripted":
        return scripted_voice(parts)
    return llm_voice(parts, configured_model(door), settings())
