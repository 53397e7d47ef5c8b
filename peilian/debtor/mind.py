"""The debtor's mind: state + what was heard → state + move. Pure; knows nothing of words, prompts or pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from peilian.debtor import rules, third_party
from peilian.debtor.cue import Ground
from peilian.debtor.dice import Roll
from peilian.debtor.feeling import CROSSING, FEELINGS, begin, feel
from peilian.debtor.move import Ending, Move, MoveKind
from peilian.debtor.negotiation import demand
from peilian.debtor.scene import Choice, Scene
from peilian.debtor.slots import slots_of
from peilian.debtor.state import Mark, State
from peilian.debtor.supply import available, nearest
from peilian.debtor.temperament import Temperament, temperament_of
from peilian.dialogue.call import Grounded
from peilian.dialogue.reading import Reading
from personas import Persona

LEAVES_MARK: Final[dict[str, Mark]] = {
    "self_identify": "agent_named",
    "state_mandate": "mandate_stated",
    "announce_recording": "recording_told",
    "state_debt": "debt_stated",
    "disclose_debt": "debt_stated",
    "offer_complaint_route": "complaint_route_given",
    "offer_validation": "validation_offered",
}
TAKES_UP_HARDSHIP: Final = frozenset({"empathise", "reflect", "check_wellbeing", "offer_relief"})
TAKES_UP_DISPUTE: Final = frozenset(
    {"answer_question", "offer_complaint_route", "offer_validation", "arrange_follow_up", "reflect", "apologise"}
)
NO_RULE: Final = "words used up"


@dataclass(frozen=True, slots=True)
class Mind:
    """Every debtor's mind; `temperaments` by id."""

    temperaments: Mapping[str, Temperament]

    def start(self, persona: Persona) -> State:
        """The state before anything is said. Raises `ContentError` for an unknown temperament."""
        return begin(persona, temperament_of(persona, self.temperaments))

    def opening(self, persona: Persona, *, roll: Roll) -> tuple[State, Move]:
        """Picking up the phone, where the debtor speaks first."""
        state = replace(self.start(persona), moves=("answer_phone",))
        return state, Move("answer_phone", why=(f"picks up ({roll('opening'):.2f})",))

    def react(
        self,
        state: State,
        reading: Reading,
        persona: Persona,
        *,
        grounding: Sequence[Ground] = (),
        roll: Roll,
        on: date | None = None,
    ) -> tuple[State, Move]:
        """The state and the move after one agent turn.

        `grounding`: the clauses retrieved for this turn (at most 3). `on`: the debtor's day, by default the
        scenario's. Raises `ValueError` after the debtor has hung up.
        """
        if state.ended is not None:
            raise ValueError("the debtor has hung up: this call takes no more turns")
        temperament = temperament_of(persona, self.temperaments)
        acts = reading.ids()
        dodged = _dodged(state, acts)
        heard = _hear(feel(state, acts, persona, temperament, dodged=dodged), acts, dodged=dodged)
        today = on or persona.context().debtor_day()
        scene = Scene(heard, reading, acts, persona, temperament, grounding, roll, today, dodged)
        choice = _within_supply(_decide(scene), heard, third_party=persona.third_party)
        move = _move(choice, scene, before=state)
        return _remember(heard, choice, move, acts), move


def _decide(scene: Scene) -> Choice:
    return third_party.decide(scene) if scene.persona.third_party else rules.decide(scene)


def _dodged(state: State, acts: frozenset[str]) -> bool:
    """True where the debtor's open question was passed over for something else."""
    answers = rules.ANSWERS_TO.get(state.pending) if state.pending else None
    return bool(answers is not None and acts and not acts & answers)


def _hear(state: State, acts: frozenset[str], *, dodged: bool) -> State:
    marks: set[Mark] = set(state.marks) | {LEAVES_MARK[act] for act in acts if act in LEAVES_MARK}
    if state.has("hardship_disclosed") and acts & TAKES_UP_HARDSHIP:
        marks.add("hardship_taken_up")
    if state.has("dispute_raised") and acts & TAKES_UP_DISPUTE:
        marks.add("dispute_taken_up")
    counts = dict(state.heard)
    for act in acts:
        counts[act] = counts.get(act, 0) + 1
    return replace(
        state,
        turns=state.turns + 1,
        strikes=state.strikes + (1 if acts & CROSSING else 0),
        marks=frozenset(marks),
        heard=tuple(sorted(counts.items())),
        pending=state.pending if dodged or not acts else None,
    )


def _within_supply(choice: Choice, state: State, *, third_party: bool) -> Choice:
    """The choice, or its nearest neighbour once this has been done often enough; in the end, goodbye."""
    kind = choice.kind if available(state, choice.kind) else nearest(state, choice.kind, third_party=third_party)
    then = choice.then if choice.then and available(state, choice.then) else None
    if kind == choice.kind:
        return replace(choice, then=then)
    if kind is None or kind in ("say_goodbye", "hang_up"):
        return Choice("say_goodbye", f"{choice.rule}; nothing left to say", about="nothing_left", ends="nothing_left")
    return Choice(kind, f"{choice.rule}; {choice.kind} {NO_RULE}", agenda=choice.agenda, marks=frozenset())


def _move(choice: Choice, scene: Scene, *, before: State) -> Move:
    grounding = tuple(
        Grounded(clause=item.clause, used_as=choice.used_as if item.clause == choice.clause else None)
        for item in scene.grounding
    )
    return Move(
        kind=choice.kind,
        about=choice.about,
        then=choice.then,
        facts=choice.facts,
        misbelief=choice.misbelief,
        offer=choice.offer,
        promise=choice.promise,
        slots=slots_of(choice, demand(scene.reading, scene.persona), scene),
        grounding=grounding,
        ends=Ending(choice.ends) if choice.ends else None,
        why=_why(choice, scene, before),
    )


def _why(choice: Choice, scene: Scene, before: State) -> tuple[str, ...]:
    moved = [
        f"{name} {getattr(before, name):.2f} → {getattr(scene.state, name):.2f}"
        for name in FEELINGS
        if f"{getattr(before, name):.2f}" != f"{getattr(scene.state, name):.2f}"
    ]
    heard = ", ".join(sorted(scene.acts)) or "nothing recognised"
    asked = (f"question passed over: {before.pending}",) if scene.dodged else ()
    return (f"heard: {heard}", *asked, *moved, f"rule: {choice.rule}", f"move: {choice.kind}")


def _remember(state: State, choice: Choice, move: Move, acts: frozenset[str]) -> State:
    done: tuple[MoveKind, ...] = (move.kind, *((move.then,) if move.then else ()))
    question = next((kind for kind in reversed(done) if kind in rules.ANSWERS_TO), None)
    told = move.facts if move.kind != "hint" else ()
    return replace(
        state,
        marks=state.marks | choice.marks,
        disclosed=(*state.disclosed, *told),
        hinted=(*state.hinted, *(move.facts if move.kind == "hint" else ())),
        beliefs=(*state.beliefs, *(item for item in (choice.misbelief, choice.clause) if item)),
        offers=(*state.offers, move.offer) if move.kind == "counter_offer" and move.offer else state.offers,
        plan=move.offer if move.kind == "accept_plan" else state.plan,
        promise=move.promise if move.kind in ("promise", "false_promise") else state.promise,
        moves=(*state.moves, *done),
        agenda=(*state.agenda, move.kind) if choice.agenda else state.agenda,
        pending=question,
        last_acts=acts,
        ended=move.ends,
    )
