"""Until it is clear who is calling and who has picked up."""

from __future__ import annotations

from peilian.debtor.scene import Choice, Scene
from peilian.debtor.unlocking import ASKING


def who_is_who(scene: Scene) -> Choice | None:
    """Until it is clear who is calling and who has picked up."""
    state = scene.state
    if state.has("identity_checked"):
        again = scene.acts <= {"verify_identity", "greet", "announce_recording"} and scene.heard("verify_identity")
        return Choice("confirm_details", "is asked for more details", about="verify_identity") if again else None
    if scene.heard("verify_identity"):
        if scene.temperament.guarded and not state.has("agent_named"):
            return Choice("ask_who", "wants to know first who is calling", about="verify_identity")
        if scene.temperament.guarded and state.used("ask_proof") == 0 and state.trust < 0.35:
            return Choice("ask_proof", "does not confirm to a stranger", about="verify_identity")
        return Choice(
            "confirm_identity",
            "asked who they are",
            about="verify_identity",
            then=None if state.has("mandate_stated") or state.used("ask_what_about") else "ask_what_about",
            marks=frozenset({"identity_checked"}),
        )
    if scene.heard("state_debt", "disclose_debt", *ASKING, "ask_for_payment", "offer_instalments"):
        if not state.has("agent_named") and state.used("ask_who") < 2:
            money = scene.heard("state_debt", "disclose_debt", "ask_for_payment", "offer_instalments")
            return Choice("ask_who", "talks money without a name", about="state_debt" if money else "ask_reason")
        return None
    if scene.heard("greet", "self_identify", "state_mandate"):
        return _met(scene)
    return None


def _met(scene: Scene) -> Choice:
    if not scene.state.has("agent_named"):
        return Choice("ask_who", "greeted by a stranger", about="greet")
    if scene.state.used("ask_what_about") == 0 and not scene.state.has("debt_stated"):
        return Choice("ask_what_about", "knows who, not why", about="self_identify")
    return Choice("acknowledge", "heard who is calling", about="self_identify")
