"""The four roles and what each may do, as one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    TRAINEE = "trainee"
    TRAINER = "trainer"
    LEAD = "lead"
    ADMIN = "admin"


class Action(StrEnum):
    PRACTISE = "practise"
    SEE_OWN_CALLS = "see_own_calls"
    SEE_TEAM_CALLS = "see_team_calls"
    """Transcripts of people in the same team; each look is audited."""
    SEE_TEAM_SCORES = "see_team_scores"
    WRITE_CONTENT = "write_content"
    """Personas, rules, rubrics, clauses."""
    SEE_READINGS = "see_readings"
    """What the Reader heard in one's own call, with how sure it was."""
    MANAGE_USERS = "manage_users"
    SEE_AUDIT = "see_audit"


_EVERYBODY = frozenset({Action.PRACTISE, Action.SEE_OWN_CALLS})

MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.TRAINEE: _EVERYBODY,
        Role.TRAINER: _EVERYBODY
        | {Action.SEE_TEAM_CALLS, Action.SEE_TEAM_SCORES, Action.WRITE_CONTENT, Action.SEE_READINGS},
        Role.LEAD: _EVERYBODY | {Action.SEE_TEAM_CALLS, Action.SEE_TEAM_SCORES, Action.SEE_READINGS},
        # An admin runs the house and reads nobody's transcripts.
        Role.ADMIN: _EVERYBODY | {Action.WRITE_CONTENT, Action.SEE_READINGS, Action.MANAGE_USERS, Action.SEE_AUDIT},
    }
)
