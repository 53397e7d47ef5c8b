"""A persona for tests: a shipped one with fields replaced."""

from __future__ import annotations

from functools import cache
from typing import Any

from peilian.content import Shelf
from personas import Persona
from personas.shelf import SHIPPED

ACTS = frozenset({
    "greet", "self_identify", "state_mandate", "announce_recording", "verify_identity", "state_debt", "ask_reason",
    "ask_ability", "ask_for_plan", "empathise", "reflect", "apologise", "lawful_consequence", "offer_instalments",
    "offer_relief", "promise_relief", "ask_for_payment", "confirm_commitment", "explain_channels", "answer_question",
    "offer_complaint_route", "respect_refusal", "arrange_follow_up", "leave_message", "check_wellbeing", "close",
    "thank", "small_talk", "threaten", "insult", "pressure", "disclose_debt", "dismiss", "blame", "command", "sarcasm",
    "ask_third_party_to_pay", "mention_law", "urge_borrowing", "mini_miranda", "offer_validation",
})  # fmt: skip
IDS = ("angry-driver", "cautious-consumer", "laid-off-worker", "mother-of-debtor")


@cache
def shipped() -> dict[str, Persona]:
    return {item.id: item.value for item in Shelf(Persona, (SHIPPED,))}


def a_persona(persona_id: str = "angry-driver", **changes: Any) -> Persona:
    """The shipped persona with parts replaced, e.g. `account={"balance": "1.00"}`."""
    raw = shipped()[persona_id].model_dump(mode="json")
    for field, change in changes.items():
        raw[field] = {**raw[field], **change} if isinstance(change, dict) else change
    return Persona.model_validate(raw)
