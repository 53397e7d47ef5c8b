"""How the debtor answers: rules in order of urgency; the first that has something to say decides.

Each looks at one side of the turn. What somebody other than the debtor does is in `third_party.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from peilian.debtor import dice
from peilian.debtor.agenda import bring_up
from peilian.debtor.bargaining import bargain
from peilian.debtor.feeling import CROSSING, GRAVE, SOOTHING, hang_up_at
from peilian.debtor.law import lean_on_law
from peilian.debtor.move import MoveKind, Reason
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.state import Mark
from peilian.debtor.supply import available
from peilian.debtor.unlocking import ASKING, opened, touched, volunteered

Rule = Callable[[Scene], Choice | None]

ASKS_SOMETHING: Final = ASKING | {"ask_for_payment", "offer_instalments", "verify_identity", "confirm_commitment"}
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


def red_line(scene: Scene) -> Choice | None:
    for line in scene.persona.red_lines:
        hits = max((scene.state.times(act) for act in line.on if act in scene.acts), default=0)
        if hits < line.times:
            continue
        named = "/".join(act for act in line.on if act in scene.acts)
        if line.then == "hang_up" or scene.state.has("complaint_raised"):
            reason: Reason = "complaint" if line.then == "complain" else "red_line"
            return Choice("hang_up", f"red line: {named}", about=reason, ends=reason)
        return Choice("threaten_complaint", f"red line: {named}", about=named, marks=frozenset({"complaint_raised"}))
    return None


def boiling(scene: Scene) -> Choice | None:
    limit = hang_up_at(scene.persona, scene.temperament)
    if scene.state.anger >= limit:
        return Choice("hang_up", f"anger {scene.state.anger:.2f} ≥ {limit:.2f}", about="anger", ends="anger")
    return None


def worn_out(scene: Scene) -> Choice | None:
    if scene.state.fatigue >= 1.0:
        return Choice("say_goodbye", "patience is used up", about="patience", ends="patience")
    return None


def closing(scene: Scene) -> Choice | None:
    if scene.heard("close") and not scene.heard(*ASKS_SOMETHING):
        reason: Reason = "agent_closed"
        if scene.state.plan or scene.state.promise:
            reason = "deal_made"
        elif scene.state.has("dispute_raised", "dispute_taken_up"):
            reason = "dispute_logged"
        elif scene.state.has("validation_asked", "validation_offered"):
            reason = "validation_asked"
        return Choice("say_goodbye", "agent closes the call", about=reason, ends=reason)
    return None


def provoked(scene: Scene) -> Choice | None:
    crossed = scene.acts & CROSSING
    if not crossed:
        return None
    if scene.roll("lean on law") < 0.6 and (choice := lean_on_law(scene)):
        return choice
    act = next(act for act in sorted(crossed, key=lambda act: (act not in GRAVE, act)))
    kinds: list[MoveKind] = [kind for kind in scene.temperament.provoked if available(scene.state, kind)] or ["refuse"]
    heat = scene.state.anger + (0.25 if act in GRAVE else 0.0)
    reach = max(1, round(len(kinds) * min(1.0, heat)))
    kind = dice.pick(kinds[:reach], scene.roll("provoked"))
    marks: frozenset[Mark] = frozenset({"complaint_raised"}) if kind == "threaten_complaint" else frozenset()
    return Choice(kind, f"provoked by {act}", about=act, marks=marks)


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
            return Choice("ask_who", "talks money without a name", about="state_debt")
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


def confiding(scene: Scene) -> Choice | None:
    """Asked about themselves: tells, lets something slip, or looks away."""
    fact = opened(scene.state, scene.acts, scene.persona)
    if fact is None and scene.heard("ask_reason") and scene.state.anger < 0.7:
        fact = volunteered(scene.state, scene.persona)
    if fact is not None:
        marks: set[Mark] = {"hardship_disclosed"} if fact.hardship else set()
        if fact.topic == "dispute":
            marks.add("dispute_raised")
        then: MoveKind | None = None
        if fact.hardship and scene.state.shame >= 0.6 and available(scene.state, "upset"):
            then = "upset"
        return Choice(
            "disclose", f"tells {fact.id}", about=fact.id, facts=(fact.id,), then=then, marks=frozenset(marks)
        )
    held = touched(scene.state, scene.acts, scene.persona)
    if held is not None and scene.state.anger < 0.8:
        return Choice("hint", f"holds {held.id} back", about=held.id, facts=(held.id,))
    told = scene.state.has("hardship_disclosed")
    if scene.heard("ask_reason"):
        kind: MoveKind = "object_repeat" if told and scene.state.times("ask_reason") > 1 else "evade"
        return Choice(kind, "does not want to talk about it", about="ask_reason")
    if scene.heard("check_wellbeing") and not told:
        return Choice("evade", "does not want to talk about it", about="check_wellbeing")
    return None


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


def relief(scene: Scene) -> Choice | None:
    if scene.heard("promise_relief"):
        return Choice("ask_proof", "too good to be true", about="promise_relief")
    if not scene.heard("offer_relief"):
        return None
    if scene.state.anger >= 0.6:
        return Choice("vent", "does not believe in help", about="offer_relief")
    kind: MoveKind = "ask_relief" if scene.state.used("ask_relief") == 0 else "thank"
    return Choice(kind, "help is offered", about="offer_relief")


def comforted(scene: Scene) -> Choice | None:
    act = next((act for act in sorted(SOOTHING - {"offer_relief"}) if act in scene.acts), None)
    if act is None:
        return None
    if scene.state.anger >= 0.62 or (scene.state.anger >= 0.4 and scene.state.last_acts & CROSSING):
        return Choice("vent", "still too angry to be soothed", about=act)
    if scene.state.shame >= 0.6 and scene.state.has("hardship_disclosed") and scene.state.used("upset") < 2:
        return Choice("upset", "kindness loosens it", about=act)
    if scene.state.has("hardship_disclosed") and scene.state.used("thank") == 0:
        return Choice("thank", "was heard", about=act)
    return Choice("soften", "is being listened to", about=act)


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
    if scene.state.used("ask_repeat") < 1:
        return Choice("ask_repeat", "did not follow")
    fact = volunteered(scene.state, scene.persona)
    if fact is not None and scene.state.has("identity_checked"):
        marks: frozenset[Mark] = frozenset({"hardship_disclosed"}) if fact.hardship else frozenset()
        return Choice("disclose", f"tells {fact.id}", about=fact.id, facts=(fact.id,), marks=marks)
    if (mine := bring_up(scene)) is not None:
        return mine
    kinds: tuple[MoveKind, ...] = (
        ("vent", "refuse") if scene.state.mood == "angry" else ("acknowledge", "stall", "ask_repeat")
    )
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
