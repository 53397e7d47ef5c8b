"""One call from ring to hang-up: what the trainee says goes in, what the other side says comes out by the sentence.

Every accepted turn is durable before anything is shown. Everything else is a fold of the turns, so a session can be
dropped at any time and resumed from its call.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from knowledge import SearchResult, ground
from peilian.content import InputError, Item
from peilian.debtor import Cue, Debtor, Mind, Move, State, Voice
from peilian.dialogue.call import Call, Ended, Grounded, PersonaStamp, Turn
from peilian.dialogue.reading import Reading
from peilian.practice.assembly import Assembly
from peilian.practice.limits import MOST_AGENT_TURNS, checked_turn
from peilian.practice.recorder import Recorder
from peilian.practice.tempo import after_speaking
from peilian.privacy import mask
from personas import Persona

VoiceEvent = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Casting:
    """What a voice is made from: whom it plays, what is out already, and where its guard reports."""

    persona: Persona
    on: date
    disclosed: Callable[[], tuple[str, ...]]
    report: Callable[[VoiceEvent], None]


MakeVoice = Callable[[Casting], Voice]


@dataclass(frozen=True, slots=True)
class Spoke:
    """A sentence of the other side, released."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Replied:
    """The other side's whole turn, durable."""

    index: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class Over:
    """The call has ended."""

    ended: Ended


Event = Spoke | Replied | Over


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new call needs that the persona does not say."""

    id: str
    seed: int
    now: datetime
    at: datetime | None = None
    """The scenario's time; by default the persona's."""


@dataclass(frozen=True, slots=True)
class _Speaking:
    """A reply on its way: what was decided, and the sentences released so far."""

    state: State
    move: Move
    sentences: list[str] = field(default_factory=list)

    def text(self, language: str) -> str:
        return (" " if language == "en-US" else "").join(sentence.strip() for sentence in self.sentences)


class Session:
    """A live call. Not shared between callers at once: a second turn before the reply is refused."""

    def __init__(
        self, parts: Assembly, item: Item[Persona], call: Call, make_voice: MakeVoice, recorder: Recorder
    ) -> None:
        self._parts = parts
        self._persona = item.value
        self._recorder = recorder
        self._events: list[VoiceEvent] = []
        on = call.call.debtor_day()
        self.voice = make_voice(Casting(item.value, on, lambda: self._state.disclosed, self._events.append))
        self._debtor = Debtor(item.value, call.seed or 0, Mind(parts.temperaments), self.voice, on)
        self.call = call
        self.readings: list[Reading] = []
        self.grounds: list[tuple[SearchResult, ...]] = []
        """The clauses retrieved for each agent turn."""
        self.whys: dict[int, tuple[str, ...]] = {}
        """Why the debtor did that, by turn index."""
        self._state: State = self._debtor.start()
        self._pending: tuple[State, Move] | None = None
        self._busy = asyncio.Lock()
        self._speaking: _Speaking | None = None
        self._writing = asyncio.Lock()
        """Held while a reply or the end is recorded: hanging up may fall into the other side's sentence."""

    @classmethod
    def start(
        cls,
        parts: Assembly,
        item: Item[Persona],
        beginning: Beginning,
        *,
        make_voice: MakeVoice,
        recorder: Recorder,
    ) -> Session:
        """A new call, recorded before it is returned. Blocking. Raises `StoreError`."""
        persona = item.value
        context = persona.context()
        if beginning.at is not None:
            context = context.model_copy(update={"started_at": beginning.at})
        call = Call(
            id=beginning.id,
            language=persona.language,
            jurisdiction=persona.jurisdiction,
            call=context,
            account=persona.account,
            turns=(),
            persona=PersonaStamp(id=item.id, hash=item.hash),
            seed=beginning.seed,
            disclosed=(),
        )
        session = cls(parts, item, call, make_voice, recorder)
        session.call = call.model_copy(update={"voice": session.voice.name})
        recorder.start(session.call, beginning.now)
        return session

    @classmethod
    def resume(
        cls, parts: Assembly, item: Item[Persona], call: Call, *, make_voice: MakeVoice, recorder: Recorder
    ) -> Session:
        """The session of a call that is already recorded, folded again from its turns. Blocking."""
        session = cls(parts, item, call, make_voice, recorder)
        session.readings = list(parts.reader.read_call(call))
        for index, turn in enumerate(call.turns):
            if turn.speaker == "agent":
                grounds = parts.grounds(turn.grounding or (), call.language)
                session.grounds.append(grounds)
                session._hear(session.readings[index], grounds)
            else:
                session._settle(index)
        session.call = call.model_copy(update={"disclosed": session._disclosed(session.state)})
        return session

    @property
    def state(self) -> State:
        """The debtor's state after the last whole exchange. Hidden: never goes to a browser during the call."""
        return self._state

    @property
    def needs_reply(self) -> bool:
        """True where the process died in between: the last turn has no reply yet, or the goodbye no end."""
        return self.call.ended is None and (self._pending is not None or self._due_end() is not None)

    async def say(self, text: str, *, now: datetime) -> AsyncGenerator[Event, None]:
        """The agent says `text`; yields what the other side says, then `Replied`, then `Over` where the call ends.

        Raises `InputError` before anything is recorded; the text is the caller's to keep.
        """
        self._refuse_when_over()
        kept = checked_turn(text)
        self._refuse_while_speaking()
        async with self._busy:
            if self.needs_reply:
                raise InputError("the last turn has no reply yet — let the other side answer first", code="unanswered")
            await asyncio.to_thread(self._accept, mask(kept))
            async with aclosing(self._answer(now)) as events:
                async for event in events:
                    yield event

    async def answer(self, *, now: datetime) -> AsyncGenerator[Event, None]:
        """The reply that was still due when the session was resumed. Raises `InputError` while it is being given."""
        self._refuse_when_over()
        self._refuse_while_speaking()
        async with self._busy:
            if self._pending is not None:
                async with aclosing(self._answer(now)) as events:
                    async for event in events:
                        yield event
            elif (ended := self._due_end()) is not None:
                yield Over(await asyncio.to_thread(self._end, ended, now))

    async def hang_up(self, *, now: datetime, reason: str = "hang_up") -> Ended:
        """The agent puts the phone down; what the other side has said by then is kept.

        A call that has ended stays as it ended.
        """
        async with self._writing:
            if self.call.ended is not None:
                return self.call.ended
            if self._speaking is not None and self._speaking.sentences:
                await asyncio.to_thread(self._reply, self._speaking)
            ended = self._due_end() or Ended(by="agent", reason=reason)
            return await asyncio.to_thread(self._end, ended, now)

    def _refuse_when_over(self) -> None:
        if self.call.ended is not None:
            raise InputError("the call has ended, nothing more can be said in it", code="call_ended")

    def _refuse_while_speaking(self) -> None:
        if self._busy.locked():
            raise InputError("the other side is still speaking — wait for the reply", code="still_speaking")

    def _accept(self, text: str) -> None:
        """Reads, grounds and records the agent's turn. What is not recorded leaves no trace here."""
        call = self.call
        day = call.call.debtor_day()
        reading = self._parts.reader.read(text, language=call.language, speaker="agent", on=day)
        grounds = ground(text, self._parts.retriever, jurisdiction=call.jurisdiction, on=day)
        retrieved = tuple(Grounded(clause=result.clause) for result in grounds)
        turn = Turn(speaker="agent", text=text, at=self._next_time(), grounding=retrieved or None)
        self._keep(turn, reading, None)
        self.grounds.append(grounds)
        self._hear(reading, grounds)

    def _hear(self, reading: Reading, grounds: Sequence[SearchResult]) -> None:
        self._pending = self._debtor.hear(self._state, reading, grounds)

    def _settle(self, index: int) -> None:
        if self._pending is not None:
            self._state, move = self._pending
            self.whys[index] = move.why
            self._pending = None

    async def _answer(self, now: datetime) -> AsyncGenerator[Event, None]:
        assert self._pending is not None
        speaking = self._speaking = _Speaking(*self._pending)
        try:
            async for sentence in self._debtor.speak(self._cue(speaking)):
                if self.call.ended is not None:
                    break
                speaking.sentences.append(sentence)
                yield Spoke(sentence)
            for event in await self._finished(speaking, now):
                yield event
        finally:
            self._speaking = None

    def _cue(self, speaking: _Speaking) -> Cue:
        said = [turn.text for turn in self.call.turns if turn.speaker == "debtor"]
        return self._debtor.cue(
            speaking.state,
            speaking.move,
            heard=self.call.turns[-1].text,
            said=said,
            recent=self.call.turns[-8:],
            grounding=self.grounds[-1],
        )

    async def _finished(self, speaking: _Speaking, now: datetime) -> list[Event]:
        """Records the whole reply and, where the call is over with it, the end."""
        async with self._writing:
            if self.call.ended is not None:
                return [Over(self.call.ended)]
            turn = await asyncio.to_thread(self._reply, speaking)
            events: list[Event] = [Replied(len(self.call.turns) - 1, turn)]
            if (ended := self._due_end()) is not None:
                events.append(Over(await asyncio.to_thread(self._end, ended, now)))
            return events

    def _due_end(self) -> Ended | None:
        """How the call is over after the last whole exchange, recorded or not."""
        if self._pending is None and self._state.ended is not None:
            return Ended(by="debtor", reason=self._state.ended.reason)
        if len(self.call.agent_turns()) >= MOST_AGENT_TURNS:
            return Ended(by="system", reason="too_long")
        return None

    def _reply(self, speaking: _Speaking) -> Turn:
        call, state, move = self.call, speaking.state, speaking.move
        text = speaking.text(call.language)
        reading = self._parts.reader.read(text, language=call.language, speaker="debtor", on=call.call.debtor_day())
        used = tuple(item for item in move.grounding if item.used_as is not None)
        turn = Turn(speaker="debtor", text=text, at=self._next_time(), grounding=used or None)
        log = {
            "move": move.kind,
            "why": list(move.why),
            "feelings": {name: getattr(state, name) for name in ("anger", "trust", "willingness", "shame", "fatigue")},
            "voice": self.voice.name,
            "guard": [dict(event) for event in self._events],
        }
        self._keep(turn, reading, log)
        self._events.clear()
        self._settle(len(self.call.turns) - 1)
        self.call = self.call.model_copy(update={"disclosed": self._disclosed(state)})
        return turn

    def _disclosed(self, state: State) -> tuple[str, ...]:
        """The hidden facts that are out."""
        hidden = self._persona.hidden_facts()
        return tuple(id for id in dict.fromkeys(state.disclosed) if id in hidden)

    def _keep(self, turn: Turn, reading: Reading, log: Mapping[str, Any] | None) -> None:
        index = len(self.call.turns)
        grown = self.call.model_copy(update={"turns": (*self.call.turns, turn)})
        self._recorder.turn(grown, index, turn, log)
        self.call = grown
        self.readings.append(reading)

    def _end(self, ended: Ended, now: datetime) -> Ended:
        finished = self.call.model_copy(update={"ended": ended})
        self._recorder.end(finished, ended, now)
        self.call = finished
        return ended

    def _next_time(self) -> datetime:
        if not self.call.turns:
            return self.call.call.debtor_time()
        last = self.call.turns[-1]
        return after_speaking(last.at or self.call.call.debtor_time(), last.text, self.call.language)
