"""Which of the debtor's facts this turn brings out, and which it only touches."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from peilian.debtor.feeling import SOOTHING
from peilian.debtor.state import State
from personas import Fact, Persona

COMFORT: Final = SOOTHING - {"offer_relief"}
"""Kindness without an offer in it: an offer is answered first."""
ASKING: Final = frozenset({"ask_reason", "ask_ability", "ask_for_plan", "check_wellbeing"})


def trust_needed(fact: Fact, difficulty: int) -> float:
    """The trust at which `fact` comes out; higher at higher difficulty, never out of reach."""
    if fact.unlock.trust is not None:
        return min(0.9, fact.unlock.trust + 0.04 * (difficulty - 3))
    return 0.03 * (difficulty - 1) if fact.unlock.how == "asked" else 0.0


def opened(state: State, acts: Collection[str], persona: Persona) -> Fact | None:
    """The fact the debtor tells now: asked for and trusted enough, or held back before and now comforted."""
    for fact in _closed(state, persona):
        asked = bool(set(fact.unlock.by) & set(acts))
        comforted = fact.id in state.hinted and bool(COMFORT & set(acts))
        if (asked or comforted) and state.trust >= trust_needed(fact, persona.difficulty) and state.anger < 0.8:
            return fact
    return None


def touched(state: State, acts: Collection[str], persona: Persona) -> Fact | None:
    """A fact that was asked for but is still held back, and has something to let slip."""
    for fact in _closed(state, persona):
        if (
            fact.unlock.how == "trusted"
            and fact.hints
            and fact.id not in state.hinted
            and set(fact.unlock.by) & set(acts)
        ):
            return fact
    return None


def volunteered(state: State, persona: Persona) -> Fact | None:
    """The next fact that needs no asking."""
    return next((fact for fact in _closed(state, persona) if fact.unlock.how == "volunteered"), None)


def _closed(state: State, persona: Persona) -> list[Fact]:
    return [fact for fact in persona.facts if fact.id not in state.disclosed]
