"""The desk where signed-in people practise: starts, resumes, continues, ends and scores calls of the store.

Every method takes the user and loads the object by user and id; what it returns may be shown to that user.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from evaluators import Scorecard
from peilian.content import AccessError, InputError, Item, StoreError
from peilian.dialogue.call import Call, Ended
from peilian.dialogue.ports import Clock
from peilian.people.access import own_call, require, see_call
from peilian.people.roles import Action
from peilian.practice.assembly import Assembly
from peilian.practice.coach import Advice, advise
from peilian.practice.hearing import Hearing, hearing
from peilian.practice.recorder import StoreRecorder
from peilian.practice.scoring import scorecard
from peilian.practice.session import Beginning, Event, MakeVoice, Session
from peilian.store import CallSummary, Store, User
from personas import Card, Persona, card

_LIVE_SESSIONS = 400
"""How many live sessions stay in memory; the others are folded again when their owner speaks."""


@dataclass(frozen=True, slots=True)
class CallView:
    """An open or ended call as its trainee may see it: nothing hidden is in it."""

    call: Call
    card: Card
    coach_on: bool
    needs_reply: bool


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """A finished call with its scorecard and, now that it is over, what stayed hidden and why the debtor did what."""

    call: Call
    scorecard: Scorecard
    card: Card | None
    whys: Mapping[int, tuple[str, ...]]
    summary: CallSummary


class Desk:
    """Safe to share between requests."""

    def __init__(
        self,
        parts: Assembly,
        store: Store,
        clock: Clock,
        *,
        voices: Mapping[str, MakeVoice],
    ) -> None:
        self._parts = parts
        self._store = store
        self._clock = clock
        self._voices = voices
        self._live: OrderedDict[str, Session] = OrderedDict()
        self._opening: dict[str, asyncio.Lock] = {}

    @property
    def parts(self) -> Assembly:
        return self._parts

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices that can be chosen, the built-in one last."""
        return tuple(self._voices)

    def personas(self, language: str) -> tuple[Card, ...]:
        """Whom one can call, easiest first, in the reader's language."""
        cards = (card(item.value, language) for item in self._parts.personas.values())
        return tuple(sorted(cards, key=lambda one: (one.jurisdiction, one.difficulty, one.id)))

    async def start(self, user: User, persona: str, *, id: str, seed: int, voice: str, coach_on: bool) -> str:
        """Dials: a new call, recorded; returns its id. Raises `InputError`, `AccessError`, `StoreError`."""
        require(user, Action.PRACTISE)
        item = self._parts.persona(persona)
        maker = self._voice(voice)
        recorder = StoreRecorder(self._store, user.id, coach_on=coach_on, stamps=self._stamps(item))
        beginning = Beginning(id, seed, self._clock.now())

        def begin() -> Session:
            self._publish(item)
            return Session.start(self._parts, item, beginning, make_voice=maker, recorder=recorder)

        self._remember(id, await asyncio.to_thread(begin))
        return id

    async def say(self, user: User, call_id: str, text: str) -> AsyncGenerator[Event, None]:
        """See `Session.say`."""
        session = await self._session(user, call_id)
        async with aclosing(session.say(text, now=self._clock.now())) as events:
            async for event in events:
                yield event

    async def answer(self, user: User, call_id: str) -> AsyncGenerator[Event, None]:
        """The reply that was still due after an interruption."""
        session = await self._session(user, call_id)
        async with aclosing(session.answer(now=self._clock.now())) as events:
            async for event in events:
                yield event

    async def hang_up(self, user: User, call_id: str) -> Ended:
        """Ends the call; also one whose persona has changed, which cannot be continued but must not stay open."""
        now = self._clock.now()
        try:
            session = await self._session(user, call_id)
        except StoreError as error:
            if error.code != "persona_changed":
                raise
            ended = Ended(by="agent", reason="hang_up")
            return await asyncio.to_thread(self._store.calls.end, call_id, ended, at=now)
        return await session.hang_up(now=now)

    async def view(self, user: User, call_id: str) -> CallView:
        """The call as it stands, to show or to show again after a reload."""
        session = await self._session(user, call_id)
        summary = await asyncio.to_thread(own_call, self._store, user, call_id)
        shown = card(self._item(session.call).value, user.language)
        return CallView(session.call.for_trainee(), shown, summary.coach_on, session.needs_reply)

    async def advice(self, user: User, call_id: str) -> Advice:
        """What the coach would whisper now. Raises `AccessError` where this call is practised without a coach."""
        session = await self._session(user, call_id)
        summary = await asyncio.to_thread(own_call, self._store, user, call_id)
        if not summary.coach_on:
            raise AccessError("this call is practised without the coach", code="coach_off")
        return await asyncio.to_thread(advise, self._parts, session.call, session.readings, session.grounds)

    async def hearing(self, user: User, call_id: str, turn: int | None = None) -> Hearing | None:
        """What was heard in the agent's turn with that index, by default the last; None where there is none.

        Of the user's own call, and only for those who write or oversee the practice: chances distract who practises.
        """
        require(user, Action.SEE_READINGS)
        session = await self._session(user, call_id)
        spoken = session.call.agent_turns()
        index = spoken[-1] if turn is None and spoken else turn
        if index not in spoken:
            return None
        return await asyncio.to_thread(hearing, self._parts, session.readings[index])

    async def calls(self, user: User, *, limit: int = 20) -> tuple[CallSummary, ...]:
        """The user's own calls, newest first."""
        return await asyncio.to_thread(lambda: self._store.calls.of_owner(user.id, limit=limit))

    async def scored(self, user: User, call_id: str) -> ScoredCall:
        """The scorecard of a finished call; scored at the first look and kept.

        Raises `InputError` while the call is going on or nothing was said in it.
        """
        return await asyncio.to_thread(self._scored, user, call_id)

    def _scored(self, user: User, call_id: str) -> ScoredCall:
        summary = see_call(self._store, user, call_id, now=self._clock.now())
        call = self._store.calls.get(call_id)
        if call.ended is None:
            raise InputError("the call is still going on — hang up first", code="call_open")
        if not call.turns:
            raise InputError("nothing was said in this call, so there is nothing to score", code="call_empty")
        kept = self._store.scorecards.latest(call_id)
        result = Scorecard.model_validate_json(kept.json) if kept else self._score(call)
        item = self._parts.personas.get(call.persona.id) if call.persona else None
        logs = self._store.calls.logs(call_id)
        whys = {index: tuple(log.get("why", ())) for index, log in logs.items()}
        return ScoredCall(call, result, card(item.value, user.language) if item else None, whys, summary)

    def _score(self, call: Call) -> Scorecard:
        result = scorecard(self._parts, call)
        versions = result.versions.model_dump()
        self._store.scorecards.keep(
            call.id, rubric=result.rubric, versions=versions, json=result.json_line(), at=self._clock.now()
        )
        self._live.pop(call.id, None)
        return result

    async def _session(self, user: User, call_id: str) -> Session:
        """The live session of the user's own call, folded again where it is not in memory."""
        summary = await asyncio.to_thread(own_call, self._store, user, call_id)
        lock = self._opening.setdefault(call_id, asyncio.Lock())
        async with lock:
            session = self._live.get(call_id)
            if session is None:
                session = await asyncio.to_thread(self._resume, summary)
            self._remember(call_id, session)
        self._opening.pop(call_id, None)
        return session

    def _resume(self, summary: CallSummary) -> Session:
        call = self._store.calls.get(summary.id)
        item = self._item(call)
        recorder = StoreRecorder(self._store, summary.owner_id, coach_on=summary.coach_on, stamps=summary.stamps)
        maker = self._voices.get(call.voice or "scripted", self._voices["scripted"])
        return Session.resume(self._parts, item, call, make_voice=maker, recorder=recorder)

    def _item(self, call: Call) -> Item[Persona]:
        """The persona the call began with. Raises `StoreError` where its file has changed or gone since."""
        stamp = call.persona
        item = self._parts.personas.get(stamp.id) if stamp else None
        if item is None or stamp is None or item.hash != stamp.hash:
            raise StoreError(
                "the persona of this call has been changed since — hang up; the call can be scored, not continued",
                code="persona_changed",
            )
        return item

    def _remember(self, id: str, session: Session) -> None:
        self._live[id] = session
        self._live.move_to_end(id)
        while len(self._live) > _LIVE_SESSIONS:
            self._live.popitem(last=False)

    def _voice(self, name: str) -> MakeVoice:
        try:
            return self._voices[name]
        except KeyError:
            raise InputError(f"the voice {name!r} is not available — choose {', '.join(self._voices)}") from None

    def _publish(self, item: Item[Persona]) -> None:
        """The persona's text as it is now, kept for good: calls pin its hash."""
        text = item.path.read_text(encoding="utf-8")
        self._store.content_versions.publish("persona", item.id, hash=item.hash, text=text, at=self._clock.now())

    def _stamps(self, item: Item[Persona]) -> Mapping[str, str | None]:
        rubric = self._parts.rubric(None, item.value.jurisdiction).value
        return self._parts.versions(rubric, persona=item.hash).model_dump()
