"""What the practice page shows at each moment: the lobby, a call going on, a call that is over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from peilian.content import PeilianError
from peilian.dialogue.call import Call, Ended, Speaker
from peilian.people import Action, may, own_call
from peilian.practice.coach import Advice
from peilian.practice.desk import CallView
from peilian.store import User
from peilian.web.call_rows import OPEN_STATES, call_rows
from peilian.web.front import Front
from peilian.web.panels import Panels
from peilian.web.screen import Screen, Updates
from peilian.web.words import Words

_RECENT = 5
_OPENING = 30
"""Characters of a turn by which it is found again."""


@dataclass(frozen=True, slots=True)
class Stage:
    front: Front
    screen: Screen

    def panels(self, user: User) -> Panels:
        return Panels(self.front, user, self.front.words(user.language))

    async def opening(self, user: User) -> Updates:
        """The call that is still going on, else the lobby."""
        problem = ""
        for call in await self.front.desk.calls(user):
            if call.state not in OPEN_STATES:
                continue
            try:
                return merged(self.labels(user), await self.talking(user, call.id))
            except PeilianError as error:
                problem = self.panels(user).words.error(error)
        return merged(self.labels(user), await self.lobby(user, problem))

    def labels(self, user: User) -> Updates:
        """All that is written on buttons and boxes, in the user's language."""
        screen, panels, words = self.screen, self.panels(user), self.front.words(user.language)
        voices = [(words(f"voice.{name}"), name) for name in self.front.desk.voices]
        updates: Updates = {
            screen.top_bar: panels.top_bar(),
            screen.coach_on: gr.update(label=words("lobby.coach"), info=words("lobby.coach_info")),
            screen.voice: gr.update(
                label=words("lobby.voice"), choices=voices, value=voices[0][1], visible=len(voices) > 1
            ),
            screen.hang_up: gr.update(value=words("onair.hang_up")),
            screen.answer: gr.update(value=words("onair.answer")),
            screen.send: gr.update(value=words("onair.send")),
            screen.box: gr.update(label=words("onair.box"), placeholder=words("onair.box")),
        }
        for card in self.front.desk.personas(user.language):
            if card.id in screen.cases:
                updates[screen.cases[card.id]] = panels.case(card)
                updates[screen.dials[card.id]] = gr.update(value=words("lobby.dial"))
        return updates

    async def lobby(self, user: User, problem: str = "") -> Updates:
        screen, panels = self.screen, self.panels(user)
        rows = await call_rows(self.front, user, limit=_RECENT)
        return {
            screen.call_id: "",
            screen.lobby: gr.update(visible=True),
            screen.onair: gr.update(visible=False),
            screen.intro: panels.lobby(problem),
            screen.recent: panels.recent(rows),
        }

    async def talking(self, user: User, call_id: str) -> Updates:
        """The call as it stands. Raises `AccessError`, `StoreError`."""
        screen, panels, words = self.screen, self.panels(user), self.front.words(user.language)
        view = await self.front.desk.view(user, call_id)
        summary = await asyncio.to_thread(own_call, self.front.store, user, call_id)
        if view.call.ended is not None:
            return await self.over(user, view, view.call.ended, go=False)
        waiting = words("onair.unanswered") if view.needs_reply else ""
        return {
            screen.call_id: call_id,
            screen.lobby: gr.update(visible=False),
            screen.onair: gr.update(visible=True),
            screen.bar: panels.bar(view, summary),
            screen.hang_up: gr.update(visible=True),
            screen.case_file: panels.case_file(view),
            screen.chat: gr.update(value=messages(view.call), placeholder=words("onair.picked_up")),
            screen.speaking: panels.speaking(now=False),
            screen.notice: panels.notice(waiting),
            screen.answer: gr.update(visible=view.needs_reply),
            screen.composer: gr.update(visible=True),
            screen.after: gr.update(visible=False),
            screen.coach_column: gr.update(visible=view.coach_on),
            screen.coach: panels.coach(await self.advice(user, view), view.call),
            **await self.heard(user, view.call),
        }

    async def over(self, user: User, view: CallView, ended: Ended, *, go: bool) -> Updates:
        """The call has ended; `go` takes the reader to the scorecard at once."""
        screen, panels = self.screen, self.panels(user)
        summary = await asyncio.to_thread(own_call, self.front.store, user, view.call.id)
        return {
            screen.lobby: gr.update(visible=False),
            screen.onair: gr.update(visible=True),
            screen.bar: panels.bar(view, summary, stopped=summary.ended_at),
            screen.hang_up: gr.update(visible=False),
            screen.case_file: panels.case_file(view),
            screen.chat: gr.update(value=messages(view.call)),
            screen.speaking: panels.speaking(now=False),
            screen.notice: panels.notice(""),
            screen.answer: gr.update(visible=False),
            screen.composer: gr.update(visible=False),
            screen.after: gr.update(value=panels.after(view.call, ended, go=go), visible=True),
            **await self.heard(user, view.call),
        }

    async def heard(self, user: User, call: Call) -> Updates:
        """What was heard in the agent's last turn; nothing of it reaches a trainee."""
        screen, panels, words = self.screen, self.panels(user), self.front.words(user.language)
        if not may(user, Action.SEE_READINGS):
            return {screen.heard_panel: gr.update(visible=False)}
        choices = [(_opening_of(call, index, words), index) for index in call.agent_turns()]
        last = choices[-1][1] if choices else None
        return {
            screen.heard_panel: gr.update(label=words("heard.title"), visible=True),
            screen.heard_turn: gr.update(label=words("heard.turn"), choices=choices, value=last, visible=bool(choices)),
            screen.heard: panels.heard(await self.front.desk.hearing(user, call.id)),
        }

    async def advice(self, user: User, view: CallView) -> Advice | None:
        """None where this call is practised without the coach."""
        return await self.front.desk.advice(user, view.call.id) if view.coach_on else None


def merged(first: Updates, second: Updates) -> Updates:
    """Both; what both say of one component is joined, the second prevailing."""
    both = {
        component: first[component] | second[component]
        for component in first.keys() & second.keys()
        if isinstance(first[component], dict) and isinstance(second[component], dict)
    }
    return first | second | both


def _opening_of(call: Call, index: int, words: Words) -> str:
    text = call.turns[index].text
    return f"{words('score.turn', turn=index + 1)} {text[:_OPENING]}{'…' if len(text) > _OPENING else ''}"


def messages(call: Call) -> list[dict[str, Any]]:
    """The turns as the conversation shows them."""
    return [message(turn.speaker, turn.text) for turn in call.turns]


def message(speaker: Speaker, text: str) -> dict[str, Any]:
    """One bubble. Gradio shows a message as HTML even without Markdown, so the words are escaped."""
    return {"role": "user" if speaker == "agent" else "assistant", "content": escape(text, quote=False)}
