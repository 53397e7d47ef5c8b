"""A call played from a script: the agent speaks first, every line in order. Same input, same call."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from peilian.content import Item
from peilian.dialogue.call import Call
from peilian.practice.assembly import Assembly
from peilian.practice.recorder import Forgetful, Recorder
from peilian.practice.session import Beginning, MakeVoice, Session
from personas import Persona


async def play(
    parts: Assembly,
    item: Item[Persona],
    lines: Sequence[str],
    *,
    seed: int,
    at: datetime | None,
    make_voice: MakeVoice,
    voice_name: str,
    recorder: Recorder | None = None,
) -> Call:
    """The whole call; ends with `script_end` unless the debtor hung up before. Kept nowhere without a `recorder`."""
    begin = at or item.value.context().started_at
    beginning = Beginning(_id(item, lines, seed, begin, voice_name), seed, begin, at)
    session = Session.start(parts, item, beginning, make_voice=make_voice, recorder=recorder or Forgetful())
    for line in lines:
        async for _ in session.say(line, now=begin):
            pass
        if session.call.ended is not None:
            break
    await session.hang_up(now=begin, reason="script_end")
    return session.call


def _id(item: Item[Persona], lines: Sequence[str], seed: int, at: datetime, voice: str) -> str:
    digest = hashlib.sha256(f"{item.id}|{item.hash}|{seed}|{at.isoformat()}|{voice}".encode())
    for line in lines:
        digest.update(b"\0" + line.encode("utf-8", errors="surrogatepass"))
    return f"{item.id}-{digest.hexdigest()[:16]}"
