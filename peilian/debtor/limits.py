"""Where it stops: red lines, boiling over, worn out, the end of the call, and being provoked."""

from __future__ import annotations

from typing import Final

from peilian.debtor import dice
from peilian.debtor.feeling import CROSSING, GRAVE, hang_up_at
from peilian.debtor.law import lean_on_law
from peilian.debtor.move import MoveKind, Reason
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.state import Mark
from peilian.debtor.supply import available
from peilian.debtor.unlocking import ASKING

ASKS_SOMETHING: Final = ASKING | {"ask_for_payment", "offer_instalments", "verify_identity", "confirm_commitment"}


OPENS: Final = frozenset({"self_identify", "announce_recording", "state_mandate", "mini_miranda", "state_debt"})
"""A turn that does one of these is no goodbye, whatever politeness it holds."""


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
    if scene.heard("close") and not scene.heard(*ASKS_SOMETHING, *OPENS):
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
