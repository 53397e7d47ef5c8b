"""How somebody who owes nothing answers for the debtor: who is calling, a message, and no more.

They neither give account information nor can they agree to pay.
"""

from __future__ import annotations

from typing import Final

from peilian.debtor.agenda import bring_up
from peilian.debtor.feeling import CROSSING
from peilian.debtor.limits import boiling, red_line, worn_out
from peilian.debtor.move import MoveKind
from peilian.debtor.rules import Rule, passed_over
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.supply import available
from peilian.debtor.unlocking import opened, touched


def closing(scene: Scene) -> Choice | None:
    if scene.heard("close") and not scene.heard(
        "leave_message", "verify_identity", "ask_third_party_to_pay", "self_identify", "state_mandate"
    ):
        left = scene.state.has("message_taken")
        reason = "message_left" if left else "agent_closed"
        return Choice(
            "say_goodbye", "agent closes the call", about=reason, ends="message_left" if left else "agent_closed"
        )
    return None


def crossed(scene: Scene) -> Choice | None:
    """Told of the debt, asked to pay, or abused."""
    for act in ("ask_third_party_to_pay", "disclose_debt", "state_debt", "ask_for_payment", *sorted(CROSSING)):
        if act not in scene.acts:
            continue
        hard = act not in ("disclose_debt", "state_debt")
        if hard and scene.state.strikes >= 2 and available(scene.state, "refuse_message"):
            return Choice("refuse_message", f"has had enough: {act}", about=act)
        if act == "threaten" and scene.state.shame >= 0.5 and available(scene.state, "upset"):
            return Choice("upset", "frightened for the debtor", about="threaten")
        return Choice("third_party_reply", f"answers {act}", about=act)
    return None


def message(scene: Scene) -> Choice | None:
    if not scene.heard("leave_message", "arrange_follow_up"):
        return None
    if scene.state.anger >= 0.62:
        return Choice("refuse_message", "too upset to pass anything on", about="leave_message")
    if scene.temperament.guarded and not scene.state.has("agent_named") and scene.state.used("ask_who") < 2:
        return Choice("ask_who", "a message from whom?", about="leave_message")
    fact = opened(scene.state, scene.acts, scene.persona)
    if fact is not None and fact.topic == "contact" and scene.state.has("message_taken"):
        return Choice("disclose", f"tells {fact.id}", about=fact.id, facts=(fact.id,))
    return Choice("take_message", "will pass it on", about="leave_message", marks=frozenset({"message_taken"}))


def who_is_who(scene: Scene) -> Choice | None:
    if scene.heard("verify_identity"):
        return Choice(
            "third_party_reply", "says who they are", about="verify_identity", marks=frozenset({"identity_checked"})
        )
    if scene.heard("greet", "self_identify", "state_mandate") and not scene.heard("leave_message"):
        if not scene.state.has("agent_named") and available(scene.state, "ask_who"):
            return Choice("ask_who", "a stranger is calling", about="greet")
        kind: MoveKind = "ask_what_about" if scene.state.used("ask_what_about") == 0 else "third_party_reply"
        return Choice(kind, "wants to know what it is about", about="self_identify")
    return None


def confiding(scene: Scene) -> Choice | None:
    fact = opened(scene.state, scene.acts, scene.persona)
    if fact is not None:
        return Choice("disclose", f"tells {fact.id}", about=fact.id, facts=(fact.id,))
    held = touched(scene.state, scene.acts, scene.persona)
    if held is not None:
        return Choice("hint", f"holds {held.id} back", about=held.topic, facts=(held.id,))
    for act in (
        "ask_reason",
        "ask_ability",
        "ask_for_plan",
        "offer_instalments",
        "offer_relief",
        "lawful_consequence",
        "mention_law",
    ):
        if act in scene.acts:
            return Choice("third_party_reply", "knows nothing of that", about="unknown")
    return None


def reassured(scene: Scene) -> Choice | None:
    for act in ("respect_refusal", "apologise", "answer_question", "empathise", "reflect", "check_wellbeing"):
        if act in scene.acts:
            return Choice(
                "acknowledge" if scene.state.anger < 0.62 else "third_party_reply", "is spoken to kindly", about=act
            )
    return None


def otherwise(scene: Scene) -> Choice:
    if scene.heard("small_talk"):
        return Choice("off_topic", "small talk", about="small_talk")
    if (mine := bring_up(scene)) is not None:
        return mine
    if not scene.acts and scene.state.used("ask_repeat") < 1:
        return Choice("ask_repeat", "did not follow")
    return Choice("third_party_reply", "nothing to add")


RULES: Final[tuple[Rule, ...]] = (
    red_line, boiling, worn_out, closing, crossed, message, who_is_who, confiding, passed_over, reassured, otherwise,
)  # fmt: skip


def decide(scene: Scene) -> Choice:
    """The first rule's choice for somebody who is not the debtor."""
    for rule in RULES:
        choice = rule(scene)
        if choice is not None:
            return choice
    raise AssertionError("the last rule always answers")
