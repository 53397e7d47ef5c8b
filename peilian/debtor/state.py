"""How the debtor feels and what they remember: a value that only the mind replaces by a new one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from peilian.debtor.cue import Mood
from peilian.debtor.move import Ending, MoveKind, Offer, Promise

Mark = Literal[
    "identity_checked",
    "agent_named",
    "mandate_stated",
    "recording_told",
    "debt_stated",
    "hardship_disclosed",
    "hardship_taken_up",
    "dispute_raised",
    "dispute_taken_up",
    "complaint_raised",
    "complaint_route_given",
    "validation_asked",
    "validation_offered",
    "message_taken",
    "deal_confirmed",
]


@dataclass(frozen=True, slots=True)
class State:
    """One moment of one call. Feelings are 0 … 1."""

    anger: float
    """0 calm … 1 hangs up."""
    trust: float
    """0 tells nothing … 1 volunteers the truth."""
    willingness: float
    """0 will not hear of paying … 1 looks for a way."""
    shame: float
    """0 none … 1 cannot speak of it."""
    fatigue: float
    """0 fresh … 1 ends the call."""
    turns: int = 0
    """Agent turns heard so far."""
    strikes: int = 0
    """Turns in which the agent crossed a line."""
    marks: frozenset[Mark] = frozenset()
    """What has happened in this call."""
    heard: tuple[tuple[str, int], ...] = ()
    """How often each agent act was heard, by act id."""
    disclosed: tuple[str, ...] = ()
    """Ids of the facts that are out, in order."""
    hinted: tuple[str, ...] = ()
    beliefs: tuple[str, ...] = ()
    """Ids of misbeliefs and clauses already leaned on."""
    offers: tuple[Offer, ...] = ()
    """The debtor's own offers, in order."""
    promise: Promise | None = None
    plan: Offer | None = None
    moves: tuple[MoveKind, ...] = ()
    """Everything done so far, second breaths included."""
    agenda: tuple[str, ...] = ()
    """Agenda moves already brought up."""
    pending: MoveKind | None = None
    """The debtor's question that the agent has not answered yet."""
    last_acts: frozenset[str] = frozenset()
    """What the agent did in the turn before."""
    ended: Ending | None = None

    def has(self, *marks: Mark) -> bool:
        """True where all of `marks` have happened."""
        return set(marks) <= self.marks

    def times(self, act: str) -> int:
        """How often the agent has done `act`."""
        return dict(self.heard).get(act, 0)

    def used(self, kind: MoveKind) -> int:
        return Counter(self.moves)[kind]

    @property
    def mood(self) -> Mood:
        """The band that lines are written for."""
        if self.anger >= 0.62:
            return "angry"
        return "tense" if self.anger >= 0.32 else "calm"


def clamp(level: float) -> float:
    """`level` held in 0 … 1, rounded so that sums do not drift."""
    return round(min(1.0, max(0.0, level)), 4)
