"""One debtor on one call: persona, seed, mind and voice put together.

Keeps nothing between turns: the state is handed in and out, and can always be folded again from the readings.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peilian.debtor import dice
from peilian.debtor.cue import CitedClause, Cue, Ground, OwnLine, Style, Told
from peilian.debtor.mind import Mind
from peilian.debtor.mood import mood_words
from peilian.debtor.move import Move
from peilian.debtor.state import State
from peilian.debtor.voice import Voice
from peilian.dialogue.call import Turn
from peilian.dialogue.reading import Reading
from personas import Persona


@dataclass(frozen=True, slots=True)
class Debtor:
    """Whoever answers in one call."""

    persona: Persona
    seed: int
    mind: Mind
    voice: Voice
    on: date | None = None
    """The debtor's day; by default the scenario's."""

    def start(self) -> State:
        return self.mind.start(self.persona)

    def opening(self) -> tuple[State, Move]:
        """Picking up, where the debtor speaks first."""
        return self.mind.opening(self.persona, roll=dice.at(self.seed, 0))

    def hear(self, state: State, reading: Reading, grounding: Sequence[Ground] = ()) -> tuple[State, Move]:
        """The state and the move after one agent turn."""
        roll = dice.at(self.seed, state.turns + 1)
        return self.mind.react(state, reading, self.persona, grounding=grounding, roll=roll, on=self.on)

    def replay(self, readings: Sequence[Reading], groundings: Sequence[Sequence[Ground]] = ()) -> State:
        """The state after all `readings` (the agent's, in order); `groundings` pairs with them, short means empty."""
        state = self.start()
        for index, reading in enumerate(readings):
            state, _ = self.hear(state, reading, groundings[index] if index < len(groundings) else ())
        return state

    def cue(
        self,
        state: State,
        move: Move,
        *,
        heard: str,
        said: Sequence[str],
        recent: Sequence[Turn] = (),
        grounding: Sequence[Ground] = (),
    ) -> Cue:
        """The stage direction for `move`; `state` is the one after it. Holds no fact the move does not disclose."""
        persona = self.persona
        kinds = {move.kind, *((move.then,) if move.then else ())}
        return Cue(
            move=_sayable(move),
            style=style(persona, state),
            third_party=persona.third_party,
            heard=heard,
            facts=_told(persona, move),
            belief=_belief(persona, move),
            grounding=_cited(move, grounding),
            own_lines=tuple(
                OwnLine(line.text, line.move, line.about, line.mood) for line in persona.lines if line.move in kinds
            ),
            recent=tuple(recent),
            said=tuple(said),
            seed=self.seed,
            turn=state.turns,
        )

    def speak(self, cue: Cue) -> AsyncIterator[str]:
        """The released sentences of this turn."""
        return self.voice.speak(cue)


def replay(
    persona: Persona,
    seed: int,
    readings: Sequence[Reading],
    groundings: Sequence[Sequence[Ground]] = (),
    *,
    mind: Mind,
    on: date | None = None,
) -> State:
    """The state of a call folded again from what the agent said: for resuming, retrying and checking."""
    return Debtor(persona, seed, mind, _Silent(), on).replay(readings, groundings)


class _Silent:
    """Replaying needs no words."""

    name = "silent"

    async def speak(self, cue: Cue) -> AsyncIterator[str]:
        raise ValueError(f"a replay does not speak (turn {cue.turn})")
        yield ""


def style(persona: Persona, state: State) -> Style:
    """How whoever picks up talks and feels right now."""
    answers, speech = persona.answers, persona.speech
    english = persona.language.startswith("en")
    return Style(
        name=answers.name or persona.name,
        age=answers.age or persona.age,
        gender=answers.gender or persona.gender,
        place=persona.place,
        occupation=persona.occupation if not persona.third_party else "",
        language=persona.language,
        role=answers.relation or ("the account holder" if english else "客户本人"),
        register=speech.manner,
        particles=speech.particles,
        catch_phrases=speech.catch_phrases,
        pace=speech.pace,
        mood=state.mood,
        mood_words=mood_words(state, persona.language),
    )


def _sayable(move: Move) -> Move:
    """The move without its reasons, and for a hint without the name of what is held back: names can tell."""
    return replace(move, why=(), facts=() if move.kind == "hint" else move.facts)


def _told(persona: Persona, move: Move) -> tuple[Told, ...]:
    facts = [persona.fact(fact_id) for fact_id in move.facts]
    if move.kind == "hint":
        return tuple(Told(fact.topic, fact.hints[0], fact.hints[1:]) for fact in facts if fact.hints)
    return tuple(Told(fact.id, fact.text, fact.phrasings) for fact in facts)


def _belief(persona: Persona, move: Move) -> Told | None:
    if move.misbelief is None:
        return None
    belief = persona.misbelief(move.misbelief)
    return Told(belief.id, belief.belief, belief.phrasings)


def _cited(move: Move, grounding: Sequence[Ground]) -> tuple[CitedClause, ...]:
    used = {item.clause: item.used_as for item in move.grounding}
    return tuple(
        CitedClause(item.clause, item.law, item.article, item.text, used.get(item.clause)) for item in grounding
    )
