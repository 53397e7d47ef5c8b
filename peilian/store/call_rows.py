"""How a Call becomes rows and how rows become a Call again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row

from peilian.dialogue.call import Call, Ended, Grounded, Parent, Turn
from peilian.store.plain_text import require_plain

CallState = Literal["ringing", "talking", "ended", "scored"]


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call without its words, as lists and access checks need it."""

    id: str
    owner_id: int
    state: CallState
    persona_id: str | None
    persona_hash: str | None
    language: str
    jurisdiction: str
    seed: int | None
    voice: str | None
    started_at: datetime
    """When it was practised (UTC), not the scenario's time."""
    ended: Ended | None
    ended_at: datetime | None
    parent: Parent | None
    coach_on: bool
    turns: int
    stamps: Mapping[str, str | None]
    """Versions of content and code at the start."""


def call_row(call: Call, stamps: Mapping[str, str | None] | None) -> dict[str, Any]:
    require_plain(call.id + (call.note or ""), "the call")
    whole = call.model_dump(mode="json", exclude_none=True)
    return {
        "id": call.id,
        "persona_id": call.persona.id if call.persona else None,
        "persona_hash": call.persona.hash if call.persona else None,
        "language": call.language,
        "jurisdiction": call.jurisdiction,
        "seed": call.seed,
        "voice": call.voice,
        "context": {"call": whole["call"], "account": whole["account"], "stamps": dict(stamps or {})},
        "state": "talking" if call.turns else "ringing",
        "parent_call": call.parent.call if call.parent else None,
        "parent_turn": call.parent.turn if call.parent else None,
        "disclosed": None if call.disclosed is None else list(call.disclosed),
        "note": call.note,
    }


def turn_row(turn: Turn) -> dict[str, Any]:
    require_plain(turn.text, "the turn")
    return {
        "speaker": turn.speaker,
        "text": turn.text,
        "at": turn.at.isoformat() if turn.at else None,
        "channel": turn.channel,
        "grounding": None if turn.grounding is None else [clause.model_dump() for clause in turn.grounding],
    }


def turn_of(row: Row[Any]) -> Turn:
    grounding = None if row.grounding is None else tuple(Grounded.model_validate(clause) for clause in row.grounding)
    at = None if row.at is None else datetime.fromisoformat(row.at)
    return Turn(speaker=row.speaker, text=row.text, at=at, channel=row.channel, grounding=grounding)


def ended_of(row: Row[Any]) -> Ended | None:
    return None if row.ended_by is None else Ended(by=row.ended_by, reason=row.ended_reason)


def parent_of(row: Row[Any]) -> Parent | None:
    return None if row.parent_call is None else Parent(call=row.parent_call, turn=row.parent_turn)


def call_of(row: Row[Any], turns: list[Turn]) -> Call:
    return Call.model_validate(
        {
            "id": row.id,
            "language": row.language,
            "jurisdiction": row.jurisdiction,
            "call": row.context["call"],
            "account": row.context["account"],
            "turns": turns,
            "persona": None if row.persona_id is None else {"id": row.persona_id, "hash": row.persona_hash},
            "seed": row.seed,
            "voice": row.voice,
            "ended": ended_of(row),
            "parent": parent_of(row),
            "disclosed": row.disclosed,
            "note": row.note,
        }
    )


def summary_of(row: Row[Any]) -> CallSummary:
    return CallSummary(
        id=row.id,
        owner_id=row.owner_id,
        state=row.state,
        persona_id=row.persona_id,
        persona_hash=row.persona_hash,
        language=row.language,
        jurisdiction=row.jurisdiction,
        seed=row.seed,
        voice=row.voice,
        started_at=row.started_at,
        ended=ended_of(row),
        ended_at=row.ended_at,
        parent=parent_of(row),
        coach_on=row.coach_on,
        turns=row.turn_count,
        stamps=row.context["stamps"],
    )
