"""The rooms put together once for all tests, recorders that remember, and calls driven from ring to hang-up."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from peilian.debtor import Cue, Voice
from peilian.dialogue.call import Call, Ended, Turn
from peilian.encoder import HashingEncoder, TrainedEar
from peilian.llm import ChatModel, LlmSettings
from peilian.practice.assembly import Assembly
from peilian.practice.recorder import Forgetful, Recorder
from peilian.practice.session import Beginning, Event, MakeVoice, Over, Replied, Session, Spoke
from peilian.practice.voices import llm_voice, scripted_voice

NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
IDS = ("angry-driver", "cautious-consumer", "laid-off-worker", "mother-of-debtor")


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="peilian-test-")


def the_folder() -> Path:
    """Where `the_parts` keep what they have learned; another process may start from it."""
    return Path(_kept().name)


@cache
def the_parts() -> Assembly:
    """Shipped content behind the encoder that needs no weights; shared, for it never changes."""
    return Assembly(encoder=HashingEncoder(), ear=TrainedEar(), data=the_folder(), own_content=the_folder() / "content")


@dataclass
class Noting(Forgetful):
    """A recorder that remembers what became durable, in order, in a list it may share with others."""

    notes: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    logs: dict[int, Mapping[str, Any] | None] = field(default_factory=dict)

    def start(self, call: Call, at: datetime) -> None:
        self.notes.append("started")

    def turn(self, call: Call, index: int, turn: Turn, log: Mapping[str, Any] | None = None) -> None:
        self.notes.append(f"kept {turn.speaker}: {turn.text}")
        self.calls.append(call)
        self.logs[index] = log

    def end(self, call: Call, ended: Ended, at: datetime) -> None:
        self.notes.append(f"ended by {ended.by}: {ended.reason}")
        self.calls.append(call)

    def guard_events(self) -> list[Mapping[str, Any]]:
        return [event for log in self.logs.values() if log for event in log["guard"]]


def a_session(
    persona: str = "angry-driver",
    *,
    seed: int = 1,
    recorder: Recorder | None = None,
    make_voice: MakeVoice | None = None,
    at: datetime | None = None,
) -> Session:
    parts = the_parts()
    return Session.start(
        parts,
        parts.persona(persona),
        Beginning(f"{persona}-{seed}", seed, NOW, at),
        make_voice=make_voice or scripted_voice(parts),
        recorder=recorder or Forgetful(),
    )


def resumed(call: Call, *, recorder: Recorder | None = None, make_voice: MakeVoice | None = None) -> Session:
    """The session folded again from what is known of the call on disk: its JSON."""
    parts = the_parts()
    assert call.persona is not None
    again = Call.model_validate_json(call.json_line())
    return Session.resume(
        parts,
        parts.persona(call.persona.id),
        again,
        make_voice=make_voice or scripted_voice(parts),
        recorder=recorder or Forgetful(),
    )


def a_model_voice(model: ChatModel) -> MakeVoice:
    return llm_voice(the_parts(), model, LlmSettings(base_url="http://127.0.0.1:9/v1", model="none"))


async def said(events: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in events]


async def reply_of(events: AsyncIterator[Event]) -> str:
    """The other side's whole turn."""
    return next(event.turn.text for event in await said(events) if isinstance(event, Replied))


async def talk(session: Session, lines: Sequence[str]) -> list[str]:
    """Says the lines until the call ends; the replies."""
    replies = []
    for line in lines:
        replies.append(await reply_of(session.say(line, now=NOW)))
        if session.call.ended is not None:
            break
    return replies


def sentences_in(events: Sequence[Event]) -> list[str]:
    return [event.sentence for event in events if isinstance(event, Spoke)]


def ending_in(events: Sequence[Event]) -> Ended | None:
    return next((event.ended for event in events if isinstance(event, Over)), None)


@dataclass
class Gated:
    """A voice that waits before every sentence until it is let through."""

    voice: Voice
    gate: asyncio.Semaphore
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def name(self) -> str:
        return self.voice.name

    async def speak(self, cue: Cue) -> AsyncIterator[str]:
        self.asked.set()
        async for sentence in self.voice.speak(cue):
            await self.gate.acquire()
            yield sentence
