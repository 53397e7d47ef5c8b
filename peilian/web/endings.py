"""How a call ended, and who may see it, in one sentence each."""

from __future__ import annotations

from peilian.dialogue.call import Ended
from peilian.store import User
from peilian.web.words import Words


def how_ended(ended: Ended, words: Words, *, own: bool = True) -> str:
    if ended.by == "agent" and ended.reason != "script_end":
        return words("ended.agent") if own else words("ended.agent_other")
    return words.words.get(f"ended.{ended.reason}", words("ended.debtor"))


def who_sees(user: User, words: Words) -> str:
    """Said before dialling; follows `may_see_call`."""
    return words("who.team", team=user.team) if user.team else words("who.alone")
