"""Dialling: a fresh id and seed, and the call begins."""

from __future__ import annotations

from peilian.store import User
from peilian.web.front import Front


async def dial(front: Front, user: User, persona: str, *, voice: str, coach_on: bool) -> str:
    """The id of the new call. Raises `InputError`, `AccessError`, `StoreError`."""
    draw = front.settings.random_bytes
    chosen = voice if voice in front.desk.voices else front.desk.voices[0]
    return await front.desk.start(
        user, persona, id=draw(12).hex(), seed=int.from_bytes(draw(4), "big"), voice=chosen, coach_on=coach_on
    )
