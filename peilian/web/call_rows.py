"""Calls as rows of a list: with whom, when, how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evaluators import Scorecard
from peilian.store import CallSummary, User
from peilian.web.front import Front
from peilian.web.scorecard_view import ScoreView, scores, verdict

OPEN_STATES = ("ringing", "talking")
_TONES = {"passed": "praise", "failed": "critical", "talking": "accent"}
_UNSCORED = tuple(ScoreView(name, None, "none") for name in ("legality", "accuracy", "courtesy"))


@dataclass(frozen=True, slots=True)
class CallRow:
    id: str
    name: str
    at: datetime
    turns: int
    open: bool
    verdict: str
    tone: str
    scores: tuple[ScoreView, ...]
    """Legality, accuracy, courtesy."""


async def call_rows(front: Front, user: User, *, limit: int) -> tuple[CallRow, ...]:
    """The user's own calls, newest first."""
    calls = await front.desk.calls(user, limit=limit)
    names = {card.id: card.name for card in front.desk.personas(user.language)}
    cards = await asyncio.to_thread(_scorecards, front, calls)
    return tuple(_row(call, names, cards.get(call.id)) for call in calls)


def _scorecards(front: Front, calls: Sequence[CallSummary]) -> dict[str, Scorecard]:
    kept = {call.id: front.store.scorecards.latest(call.id) for call in calls if call.state == "scored"}
    return {id: Scorecard.model_validate_json(card.json) for id, card in kept.items() if card is not None}


def _row(call: CallSummary, names: dict[str, str], card: Scorecard | None) -> CallRow:
    is_open = call.state in OPEN_STATES
    if is_open:
        word = "talking"
    elif card is not None:
        word = verdict(card)
    else:
        word = "unscored" if call.turns else "empty"
    shown = tuple(one for one in scores(card) if one.name != "overall") if card else _UNSCORED
    name = names.get(call.persona_id or "", call.persona_id or "—")
    return CallRow(call.id, name, call.started_at, call.turns, is_open, word, _TONES.get(word, ""), shown)
