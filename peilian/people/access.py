"""Who may do what to which object. Every page and route asks here; nothing is safe by being hidden."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from peilian.content import AccessError
from peilian.people.roles import MAY, Action, Role

if TYPE_CHECKING:
    from peilian.store import CallSummary, Store, User


def may(user: User, action: Action) -> bool:
    """False for everything while the account is disabled or its one-time password is still to be changed."""
    return not user.disabled and not user.must_change_password and action in MAY[Role(user.role)]


def require(user: User, action: Action) -> None:
    """Raises `AccessError` unless `may(user, action)`."""
    if user.must_change_password:
        raise AccessError("choose your own password first", code="must_change_password")
    if not may(user, action):
        raise AccessError("your role does not allow this — ask an administrator", code="not_allowed")


def may_manage_users(user: User) -> bool:
    return may(user, Action.MANAGE_USERS)


def may_see_call(user: User, owner: User) -> bool:
    """Their own; trainers and leads also those of their own team; an admin nobody else's."""
    if user.id == owner.id:
        return may(user, Action.SEE_OWN_CALLS)
    same_team = user.team_id is not None and user.team_id == owner.team_id
    return same_team and may(user, Action.SEE_TEAM_CALLS)


def own_call(store: Store, user: User, call_id: str) -> CallSummary:
    """The call, to speak in it or end it: its owner only.

    Raises `AccessError`, alike for a foreign and an unknown call.
    """
    require(user, Action.PRACTISE)
    summary = store.calls.find(call_id)
    if summary is None or summary.owner_id != user.id:
        raise _no_such_call()
    return summary


def see_call(store: Store, viewer: User, call_id: str, *, now: datetime) -> CallSummary:
    """The call, to read it; reading somebody else's is audited. Raises `AccessError` as `own_call` does."""
    require(viewer, Action.SEE_OWN_CALLS)
    summary = store.calls.find(call_id)
    if summary is None or not may_see_call(viewer, store.users.get(summary.owner_id)):
        raise _no_such_call()
    if summary.owner_id != viewer.id:
        store.audit.record(
            now,
            actor=viewer.name,
            action="transcript_viewed",
            object=f"call:{call_id}",
            detail={"owner": store.users.get(summary.owner_id).name},
        )
    return summary


def _no_such_call() -> AccessError:
    return AccessError("there is no such call, or it is not yours to open", code="call_not_yours")
