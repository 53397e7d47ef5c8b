"""From a sum that was asked for to a move: the arithmetic's answer, taken as this temperament takes it."""

from __future__ import annotations

from datetime import timedelta

from peilian.debtor.agenda import bring_up
from peilian.debtor.move import MoveKind, Promise
from peilian.debtor.negotiation import Answer, Demand, answer, demand, next_payday
from peilian.debtor.scene import Choice, Scene


def ready(scene: Scene) -> bool:
    """True where they trust enough, and have been heard enough, to agree to anything."""
    terms = scene.persona.will_settle
    needed = min(0.9, terms.min_trust + 0.04 * (scene.persona.difficulty - 3))
    return scene.state.trust >= needed and set(terms.needs) <= scene.state.marks and scene.state.anger < 0.7


def bargain(scene: Scene) -> Choice | None:
    """The move that answers a demand for money, if this turn holds one."""
    asked = demand(scene.reading, scene.persona)
    if asked is None:
        return None
    if scene.state.plan is not None or scene.state.promise is not None:
        return _already_agreed(scene, asked)
    taken = answer(asked, scene.state, scene.persona, ready=ready(scene))
    match taken.kind:
        case "accept":
            return Choice("accept_plan", "plan can be kept up", about="offer_instalments", offer=taken.offer)
        case "pay":
            day = asked.day if asked.day and asked.day >= scene.today else next_payday(scene.persona, scene.today)
            return Choice("promise", "sum is there", about="ask_for_payment", promise=Promise(asked.amount, day))
        case "counter" | "hold":
            return _countered(scene, taken)
        case "unready":
            return _not_yet(scene)
        case "reject":
            return Choice("reject_amount", "more than can be paid", about=_topic(scene), then=_then(scene, asked))
        case "impossible":
            return _impossible(scene, asked)


def _countered(scene: Scene, taken: Answer) -> Choice:
    if scene.state.anger >= 0.6 or scene.state.trust < 0.12:
        return Choice("refuse", "too angry to name a figure", about=_topic(scene))
    if taken.kind == "hold":
        return Choice("reject_amount", "has named all they can pay", about="hold", offer=None)
    return Choice("counter_offer", "names what they can pay", about=_topic(scene), offer=taken.offer)


def _not_yet(scene: Scene) -> Choice:
    needs = set(scene.persona.will_settle.needs) - scene.state.marks
    if "hardship_taken_up" in needs and scene.state.has("hardship_disclosed"):
        return Choice("vent", "hardship told but passed over", about="passed_over")
    if needs and (mine := bring_up(scene)) is not None:
        return mine
    if not scene.state.has("identity_checked"):
        return Choice("refuse", "no money talk with a stranger", about=_topic(scene))
    if scene.state.willingness >= 0.35:
        return Choice("stall", "could pay it, does not trust enough", about="offer_instalments")
    return Choice("evade", "could pay it, does not want to yet", about=_topic(scene))


def _impossible(scene: Scene, asked: Demand) -> Choice:
    kind = scene.temperament.when_impossible
    if asked.kind == "open":
        return Choice("ask_relief", "nothing left each month", about="nothing_left")
    if (
        kind == "upset"
        and (scene.state.trust >= 0.35 or scene.state.used("upset") >= 2)
        and not scene.heard("pressure")
    ):
        return Choice("ask_relief", "nothing left, and says so", about="nothing_left")
    liar = kind == "false_promise" or (scene.state.shame >= 0.6 and scene.state.strikes >= 1)
    if liar and scene.roll("false promise") < 0.5:
        day = asked.day if asked.day and asked.day >= scene.today else scene.today + timedelta(days=5)
        return Choice(
            "false_promise", "says anything to be left alone", promise=Promise(asked.amount, day, honest=False)
        )
    if kind == "false_promise":
        return Choice("stall", "cannot pay, puts it off", about=_topic(scene))
    return Choice(kind, "cannot be paid", about=_topic(scene))


def _already_agreed(scene: Scene, asked: Demand) -> Choice:
    plan, promise = scene.state.plan, scene.state.promise
    agreed = plan.amount if plan else promise.amount if promise else None
    if asked.kind == "open" or agreed is None or asked.amount <= agreed or scene.heard("confirm_commitment"):
        return Choice("confirm_deal", "already agreed", about="confirm_commitment", marks=frozenset({"deal_confirmed"}))
    return Choice("refuse", "more than was agreed", about="plan_changed")


def _then(scene: Scene, asked: Demand) -> MoveKind | None:
    return "ask_relief" if asked.kind == "lump" and scene.state.anger < 0.5 else None


def _topic(scene: Scene) -> str:
    for act in ("offer_instalments", "ask_for_plan", "ask_ability", "pressure", "ask_for_payment"):
        if act in scene.acts:
            return act
    return "ask_for_payment"
