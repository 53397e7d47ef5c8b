"""How what is heard changes how the debtor feels. Pure arithmetic over a temperament's table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from peilian.debtor.state import State, clamp
from peilian.debtor.temperament import Temperament
from personas import Persona

SOOTHING: Final = frozenset({"empathise", "reflect", "apologise", "check_wellbeing", "offer_relief"})
CROSSING: Final = frozenset(
    {
        "threaten",
        "insult",
        "pressure",
        "sarcasm",
        "blame",
        "dismiss",
        "command",
        "urge_borrowing",
        "ask_third_party_to_pay",
    }
)
"""Acts that provoke."""
GRAVE: Final = frozenset({"threaten", "insult"})
DEMANDS: Final = frozenset({"ask_for_payment", "pressure", "command"})

ECHO: Final = 0.4
"""Weight of a second act of the same family in one turn: one sentence is felt once."""

FEELINGS: Final = ("anger", "trust", "willingness", "shame", "fatigue")
WORSE_WHEN_HIGHER: Final = frozenset({"anger", "shame", "fatigue"})


def hardness(difficulty: int) -> float:
    """0.7 at level 1 … 1.3 at level 5: bad effects are multiplied by it, good ones by 2 less it."""
    return 1.0 + 0.15 * (difficulty - 3)


def begin(persona: Persona, temperament: Temperament) -> State:
    """The state before anything is said."""
    own = persona.temperament.start
    levels = {
        name: getattr(own, name) if getattr(own, name) is not None else getattr(temperament.start, name)
        for name in FEELINGS
    }
    return State(**levels)


def feel(
    state: State, acts: frozenset[str], persona: Persona, temperament: Temperament, *, dodged: bool = False
) -> State:
    """The feelings after hearing `acts`; `dodged`: the debtor's own question was passed over."""
    levels = {name: float(getattr(state, name)) for name in FEELINGS}
    hard = hardness(persona.difficulty)
    leading = {_strongest(acts & family, temperament) for family in (SOOTHING, CROSSING | DEMANDS)}
    for act in sorted(acts):
        shift = temperament.acts.get(act)
        if shift is None:
            continue
        weight = _weight(state, act)
        echo = ECHO if act in SOOTHING | CROSSING | DEMANDS and act not in leading else 1.0
        for name in FEELINGS:
            step = float(getattr(shift, name)) * echo
            worse = (step > 0) == (name in WORSE_WHEN_HIGHER)
            levels[name] += step * (hard if worse else (2.0 - hard) * weight * _room(state, name))
    levels["anger"] += hard * _nagging(state, acts) + (0.04 * hard if dodged else 0.0)
    levels["trust"] -= 0.03 * hard if dodged else 0.0
    levels["fatigue"] += 1.0 / patience(persona, temperament)
    return replace(
        state,
        anger=clamp(levels["anger"]),
        trust=clamp(levels["trust"]),
        willingness=clamp(levels["willingness"]),
        shame=clamp(levels["shame"]),
        fatigue=clamp(levels["fatigue"]),
    )


def patience(persona: Persona, temperament: Temperament) -> float:
    """Agent turns from fresh to worn out; fewer at higher difficulty."""
    turns = persona.temperament.patience or temperament.patience
    return turns * (1.3 - 0.1 * persona.difficulty)


def hang_up_at(persona: Persona, temperament: Temperament) -> float:
    """The anger at which this person hangs up; lower at higher difficulty."""
    return min(1.0, temperament.hang_up_at + 0.04 * (3 - persona.difficulty))


def _weight(state: State, act: str) -> float:
    """Comfort counts most right after something was confided, little when nothing was, less each time."""
    if act not in SOOTHING:
        return 1.0
    weight = 1.0
    if state.has("hardship_disclosed") and not state.has("hardship_taken_up"):
        weight = 1.5
    elif not state.has("hardship_disclosed") and state.anger < 0.35:
        weight = 0.5
    return weight / (1.0 + 0.5 * state.times(act))


def _room(state: State, name: str) -> float:
    """What is won gets harder to win the more of it there is; soothing anger does not."""
    return 1.0 - 0.6 * float(getattr(state, name)) if name in ("trust", "willingness") else 1.0


def _strongest(acts: frozenset[str], temperament: Temperament) -> str | None:
    """The act of its kind that moves anger most."""
    moving = sorted(act for act in acts if act in temperament.acts)
    return max(moving, key=lambda act: abs(temperament.acts[act].anger), default=None)


def _nagging(state: State, acts: frozenset[str]) -> float:
    """Asking for the same money again and again, with nothing new."""
    again = max((state.times(act) for act in acts if act in DEMANDS), default=0)
    return min(0.03 * max(0, again - 1), 0.12)
