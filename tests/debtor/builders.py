"""Small builders: a reading made of act ids, and one call played with the scripted voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from peilian.content import Shelf
from peilian.debtor import Debtor, Mind, Move, ScriptedVoice, State, load_lines, load_temperaments
from peilian.debtor.cue import Cue
from peilian.dialogue.reading import Amount, Heard, Instalments, Reading, Span, Values
from personas import Persona
from personas.shelf import SHIPPED

ACTS: tuple[str, ...] = (
    "greet", "self_identify", "state_mandate", "announce_recording", "verify_identity", "state_debt", "ask_reason",
    "ask_ability", "ask_for_plan", "empathise", "reflect", "apologise", "lawful_consequence", "offer_instalments",
    "offer_relief", "promise_relief", "ask_for_payment", "confirm_commitment", "explain_channels", "answer_question",
    "offer_complaint_route", "respect_refusal", "arrange_follow_up", "leave_message", "check_wellbeing", "close",
    "thank", "small_talk", "threaten", "insult", "pressure", "disclose_debt", "dismiss", "blame", "command", "sarcasm",
    "ask_third_party_to_pay", "mention_law", "urge_borrowing", "mini_miranda", "offer_validation",
)  # fmt: skip


@dataclass(frozen=True)
class AClause:
    """A retrieved clause as the debtor sees it."""

    clause: str
    law: str = "示例办法"
    article: str | None = "第九条"
    text: str = "示例条文"


@cache
def personas() -> Mapping[str, Persona]:
    return {item.id: item.value for item in Shelf(Persona, (SHIPPED,))}


@cache
def a_mind() -> Mind:
    return Mind(load_temperaments())


@cache
def a_voice() -> ScriptedVoice:
    return ScriptedVoice(load_lines())


def a_debtor(persona: Persona | str, seed: int = 1) -> Debtor:
    who = personas()[persona] if isinstance(persona, str) else persona
    return Debtor(who, seed, a_mind(), a_voice())


def a_reading(*acts: str, text: str = "", values: Values | None = None) -> Reading:
    heard = tuple(Heard(act, Span(0, len(text)), "pattern", "asserted") for act in acts)
    return Reading(text, "zh-CN", "agent", (Span(0, len(text)),), heard, values or Values())


def plan(months: int | None, each: str | None) -> Values:
    return Values(instalments=(Instalments(Span(0, 0), months, Decimal(each) if each else None),))


def lump(amount: str) -> Values:
    return Values(amounts=(Amount(Span(0, 0), Decimal(amount), Decimal(amount), "CNY"),))


@dataclass(frozen=True)
class Played:
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    cues: tuple[Cue, ...]
    said: tuple[str, ...]


def play(debtor: Debtor, readings: Sequence[Reading], groundings: Sequence[Sequence[AClause]] = ()) -> Played:
    """Plays `readings` until they end or the debtor hangs up."""
    state = debtor.start()
    states, moves, cues = [state], list[Move](), list[Cue]()
    said: list[str] = []
    for index, reading in enumerate(readings):
        grounding = groundings[index] if index < len(groundings) else ()
        state, move = debtor.hear(state, reading, grounding)
        cue = debtor.cue(state, move, heard=reading.text, said=said, grounding=grounding)
        states.append(state)
        moves.append(move)
        cues.append(cue)
        said.append(a_voice().line(cue))
        if state.ended:
            break
    return Played(tuple(states), tuple(moves), tuple(cues), tuple(said))
