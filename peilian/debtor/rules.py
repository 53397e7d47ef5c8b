"""How the debtor answers: rules in order of urgency; the first that has something to say decides.

Each looks at one side of the turn. What somebody other than the debtor does is in `third_party.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from peilian.debtor import dice
from peilian.debtor.agenda import bring_up
from peilian.debtor.bargaining import bargain
from peilian.debtor.identity import who_is_who
from peilian.debtor.law import lean_on_law
from peilian.debtor.limits import boiling, closing, provoked, red_line, worn_out
from peilian.debtor.move import MoveKind
from peilian.debtor.opening_up import comforted, confiding, relief
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.state import Mark
from peilian.debtor.supply import available
from peilian.debtor.unlocking import volunteered

Rule = Callable[[Scene], Choice | None]

SAID_AGAIN: Final = frozenset({"state_debt", "ask_for_payment", "lawful_consequence", "mention_law", "ask_ability"})
ANSWERS_TO: Final[dict[MoveKind, frozenset[str]]] = {
    "ask_who": frozenset({"self_identify", "state_mandate", "greet"}),
    "ask_proof": frozenset(
        {"state_mandate", "explain_channels", "offer_validation", "answer_question", "self_identify"}
    ),
    "ask_number_source": frozenset({"answer_question", "state_mandate", "apologise"}),
    "ask_what_about": frozenset({"state_debt", "state_mandate", "answer_question", "self_identify", "verify_identity"}),
    "ask_consequence": frozenset({"lawful_consequence", "mention_law", "answer_question"}),
    "ask_relief": frozenset(
        {"offer_relief", "offer_instalments", "promise_relief", "answer_question", "ask_ability", "ask_for_plan"}
    ),
    "ask_complaint_route": frozenset({"offer_complaint_route", "answer_question"}),
    "ask_validation": frozenset({"offer_validation", "answer_question", "respect_refusal"}),
    "dispute": frozenset({"answer_question", "offer_validation", "offer_complaint_route", "arrange_follow_up"}),
}
"""Which agent acts count as an answer to the debtor's own question."""


def agreeing(scene: Scene) -> Choice | None:
    if scene.heard("confirm_commitment") and (scene.state.plan or scene.state.promise):
        return Choice(
            "confirm_deal", "repeats what was agreed", about="confirm_commitment", marks=frozenset({"deal_confirmed"})
        )
    return None


def consequence(scene: Scene) -> Choice | None:
    if not scene.heard("lawful_consequence", "mention_law"):
        return None
    if scene.roll("lean on law") < 0.7 and (choice := lean_on_law(scene)):
        return choice
    if scene.state.anger >= 0.6:
        return Choice("refuse", "angry at what may follow", about="lawful_consequence")
    if scene.state.shame >= 0.6 and available(scene.state, "upset"):
        return Choice("upset", "frightened by what may follow", about="lawful_consequence")
    return Choice("ask_consequence", "wants to know what follows", about="lawful_consequence")


def repeated(scene: Scene) -> Choice | None:
    """The same thing over again, with nothing new in it."""
    same = scene.acts == scene.state.last_acts and scene.acts & SAID_AGAIN
    if same and not scene.reading.values.instalments and scene.state.used("object_repeat") < 2:
        return Choice("object_repeat", "hears the same again", about=min(scene.acts & SAID_AGAIN))
    return None


def told_the_debt(scene: Scene) -> Choice | None:
    if not scene.heard("state_debt", "disclose_debt"):
        return None
    fact = volunteered(scene.state, scene.persona)
    if fact is not None and fact.topic == "dispute":
        return Choice(
            "dispute", f"tells {fact.id}", about="state_debt", facts=(fact.id,), marks=frozenset({"dispute_raised"})
        )
    if scene.state.anger >= 0.5:
        return Choice("vent", "hears the sum again", about="state_debt")
    return bring_up(scene) or Choice("acknowledge", "knows about it", about="state_debt")


def passed_over(scene: Scene) -> Choice | None:
    """Their own question was not answered: they ask once more, in other words, or are put out."""
    asked = scene.state.pending
    if (
        not scene.dodged
        or asked is None
        or (scene.heard("state_debt") and scene.state.used("dispute") == 0 and _disputes(scene))
    ):
        return None
    if scene.state.used(asked) < 2 and available(scene.state, asked):
        return Choice(asked, f"{asked} was not answered", about="again")
    return None


def _disputes(scene: Scene) -> bool:
    fact = volunteered(scene.state, scene.persona)
    return fact is not None and fact.topic == "dispute"


def informed(scene: Scene) -> Choice | None:
    acts = (
        "offer_complaint_route", "offer_validation", "mini_miranda", "announce_recording", "explain_channels",
        "arrange_follow_up", "respect_refusal", "answer_question", "leave_message", "confirm_commitment",
    )  # fmt: skip
    act = next((act for act in acts if act in scene.acts), None)
    if act is None:
        return None
    if act in ("offer_complaint_route", "offer_validation", "respect_refusal") and scene.state.anger < 0.62:
        return Choice("thank" if scene.state.used("thank") == 0 else "soften", "got what they asked for", about=act)
    return bring_up(scene) or Choice("acknowledge", "has been told", about=act)


def small_talk(scene: Scene) -> Choice | None:
    if scene.heard("small_talk", "thank", "greet"):
        if scene.heard("small_talk"):
            return Choice("off_topic", "small talk", about="small_talk")
        return bring_up(scene) or Choice("acknowledge", "courtesy", about="thank")
    return None


def otherwise(scene: Scene) -> Choice:
    """Nothing that calls for an answer was recognised."""
    if scene.acts:
        return bring_up(scene) or Choice("acknowledge", "nothing to answer")
    question = scene.reading.text.rstrip().endswith(("?", "？", "吗", "呢"))
    if question and scene.state.used("ask_repeat") < 2:
        return Choice("ask_repeat", "did not follow the question")
    fact = volunteered(scene.state, scene.persona)
    if fact is not None and scene.state.has("identity_checked"):
        marks: frozenset[Mark] = frozenset({"hardship_disclosed"}) if fact.hardship else frozenset()
        return Choice("disclose", f"tells {fact.id}", about=fact.id, facts=(fact.id,), marks=marks)
    if (mine := bring_up(scene)) is not None:
        return mine
    kinds: tuple[MoveKind, ...] = ("acknowledge", "ask_repeat", "silence")
    if scene.state.mood == "angry":
        kinds = ("vent", "refuse")
    elif question:
        kinds = ("evade", "off_topic")
    return Choice(dice.pick(kinds, scene.roll("otherwise")), "nothing recognised")


RULES: Final[tuple[Rule, ...]] = (
    red_line, boiling, worn_out, closing, provoked, who_is_who, agreeing, confiding, passed_over, repeated, bargain,
    consequence, relief, comforted, told_the_debt, informed, small_talk, otherwise,
)  # fmt: skip
"""In order of urgency."""


def decide(scene: Scene) -> Choice:
    """The first rule's choice."""
    for rule in RULES:
        choice = rule(scene)
        if choice is not None:
            return choice
    raise AssertionError("the last rule always answers")
