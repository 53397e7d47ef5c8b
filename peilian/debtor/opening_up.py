"""What the debtor tells, lets slip or keeps, and how they take kindness and help."""

from __future__ import annotations

from peilian.debtor.feeling import CROSSING, SOOTHING
from peilian.debtor.move import MoveKind
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.state import Mark
from peilian.debtor.supply import available
from peilian.debtor.unlocking import opened, touched, volunteered


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
        return Choice("hint", f"holds {held.id} back", about=held.topic, facts=(held.id,))
    told = scene.state.has("hardship_disclosed")
    if scene.heard("ask_reason"):
        kind: MoveKind = "object_repeat" if told and scene.state.times("ask_reason") > 1 else "evade"
        return Choice(kind, "does not want to talk about it", about="ask_reason")
    if scene.heard("check_wellbeing") and not told:
        return Choice("evade", "does not want to talk about it", about="check_wellbeing")
    return None


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
