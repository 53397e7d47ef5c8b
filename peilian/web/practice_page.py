"""The practice page in Gradio: pick a case, dial, talk, hang up.

Every event finds its user again from the cookie and goes through the desk, which checks user and call. The browser
and `gr.State` hold nothing but the call's id. Imported only when the site is built, because Gradio is heavy.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import gradio as gr

from peilian.content import AccessError, InputError, PeilianError
from peilian.practice.desk import CallView
from peilian.practice.limits import checked_turn
from peilian.practice.session import Event, Over, Replied, Spoke
from peilian.privacy import mask
from peilian.store import User
from peilian.web.dialling import dial
from peilian.web.front import Front
from peilian.web.screen import Screen, Updates, build_screen
from peilian.web.stage import Stage, message, messages

_HEAD = """
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/peilian.css?v={version}">
<link rel="stylesheet" href="/assets/scorecard.css?v={version}">
<link rel="stylesheet" href="/assets/practice.css?v={version}">
<script src="/assets/page.js?v={version}" defer></script>
<script src="/assets/practice.js?v={version}" defer></script>
"""


def head(version: str) -> str:
    """What goes into the page's head: files of this site only."""
    return _HEAD.format(version=version)


def practice_page(front: Front) -> gr.Blocks:
    """The page, to be mounted behind the sign-in."""
    blocks = gr.Blocks(title="陪练", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with blocks:
        screen = build_screen(front)
        Events(front, screen).wire(blocks)
    blocks.queue(default_concurrency_limit=None, max_size=512, api_open=False)
    return blocks


class Events:
    """What happens when somebody opens the page, dials, speaks or hangs up."""

    def __init__(self, front: Front, screen: Screen) -> None:
        self._front = front
        self._screen = screen
        self._stage = Stage(front, screen)

    def wire(self, blocks: gr.Blocks) -> None:
        screen = self._screen
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": None,
        }
        blocks.load(self.open, None, screen.everything(), queue=False, **quiet)
        for persona, button in screen.dials.items():
            choices = [screen.coach_on, screen.voice]
            button.click(self._dialling(persona), choices, screen.everything(), queue=False, **quiet)
        words = [screen.box, screen.call_id]
        talking = screen.talking()
        for event in (screen.box.submit, screen.send.click):
            event(self.say, words, talking, trigger_mode="once", **quiet)
        screen.answer.click(self.answer, [screen.call_id], talking, trigger_mode="once", **quiet)
        chosen = [screen.heard_turn, screen.call_id]
        screen.heard_turn.input(self.look_at, chosen, [screen.heard, screen.notice], queue=False, **quiet)
        screen.hang_up.click(self.hang_up, [screen.call_id], talking, queue=False, **quiet)

    async def open(self, request: gr.Request) -> Updates:
        """The page has been opened or reloaded."""
        return await self._stage.opening(await self._user(request))

    def _dialling(self, persona: str) -> Callable[[bool, str | None, gr.Request], Awaitable[Updates]]:
        async def dial_persona(coach_on: bool, voice: str | None, request: gr.Request) -> Updates:
            return await self.dial(persona, coach_on, voice, request)

        return dial_persona

    async def dial(self, persona: str, coach_on: bool, voice: str | None, request: gr.Request) -> Updates:
        user = await self._user(request)
        try:
            call_id = await dial(self._front, user, persona, voice=voice or "", coach_on=coach_on)
            shown = await self._stage.talking(user, call_id)
        except PeilianError as error:
            return await self._stage.lobby(user, self._words(user, error))
        return shown | {self._screen.box: gr.update(value="", interactive=True)}

    async def say(self, text: str, call_id: str, request: gr.Request) -> AsyncIterator[Updates]:
        """One turn, and what the other side says by the sentence. A refused turn stays in the box."""
        screen = self._screen
        try:
            user = await self._user(request)
        except AccessError as error:
            yield self._refused(None, error)
            return
        try:
            kept = mask(checked_turn(text or ""))
            view = await self._front.desk.view(user, call_id)
            shown = [*messages(view.call), message("agent", kept)]
            panels = self._stage.panels(user)
            yield {
                screen.box: "",
                screen.chat: shown,
                screen.speaking: panels.speaking(now=True),
                screen.notice: panels.notice(""),
            }
            async for updates in self._hear(user, view, shown, self._front.desk.say(user, call_id, text)):
                yield updates
        except PeilianError as error:
            yield await self._interrupted(user, call_id, text, error)

    async def answer(self, call_id: str, request: gr.Request) -> AsyncIterator[Updates]:
        """The reply that was still due after an interruption."""
        screen = self._screen
        user = await self._user(request)
        try:
            view = await self._front.desk.view(user, call_id)
            panels = self._stage.panels(user)
            yield {
                screen.answer: gr.update(visible=False),
                screen.notice: panels.notice(""),
                screen.speaking: panels.speaking(now=True),
            }
            shown = messages(view.call)
            async for updates in self._hear(user, view, shown, self._front.desk.answer(user, call_id)):
                yield updates
        except PeilianError as error:
            yield await self._interrupted(user, call_id, None, error)

    async def hang_up(self, call_id: str, request: gr.Request) -> Updates:
        user = await self._user(request)
        try:
            ended = await self._front.desk.hang_up(user, call_id)
            view = await self._front.desk.view(user, call_id)
        except PeilianError as error:
            return self._refused(user, error)
        return await self._stage.over(user, view, ended, go=bool(view.call.turns))

    async def look_at(self, turn: int | None, call_id: str, request: gr.Request) -> Updates:
        """What was heard in another turn."""
        try:
            user = await self._user(request)
            return {
                self._screen.heard: self._stage.panels(user).heard(await self._front.desk.hearing(user, call_id, turn))
            }
        except PeilianError as error:
            return self._refused(None, error)

    async def _hear(
        self, user: User, view: CallView, shown: list[dict[str, Any]], events: AsyncIterator[Event]
    ) -> AsyncIterator[Updates]:
        """The other side's sentences as they come, then the coach, or the end of the call."""
        screen, panels = self._screen, self._stage.panels(user)
        space = " " if view.call.language.startswith("en") else ""
        sentences: list[str] = []
        over: Over | None = None
        async for event in events:
            if isinstance(event, Spoke):
                sentences.append(event.sentence)
                yield {screen.chat: [*shown, message("debtor", space.join(sentences))]}
            elif isinstance(event, Replied):
                yield {
                    screen.chat: [*shown, message("debtor", event.turn.text)],
                    screen.speaking: panels.speaking(now=False),
                }
            else:
                over = event
        now = await self._front.desk.view(user, view.call.id)
        if over is not None:
            yield await self._stage.over(user, now, over.ended, go=False)
            return
        updates = await self._stage.heard(user, now.call)
        if now.coach_on:
            updates[screen.coach] = panels.coach(await self._stage.advice(user, now), now.call)
        yield updates

    async def _interrupted(self, user: User, call_id: str, text: str | None, error: PeilianError) -> Updates:
        """After a failure: what is recorded is shown, and what is not goes back into the box."""
        screen = self._screen
        updates = self._refused(user, error) | {screen.speaking: self._stage.panels(user).speaking(now=False)}
        if isinstance(error, InputError | AccessError) and text is not None and error.code in _BEFORE_RECORDING:
            return updates | {screen.box: text}
        view = await self._front.desk.view(user, call_id)
        updates |= {screen.chat: messages(view.call), screen.answer: gr.update(visible=view.needs_reply)}
        if text is not None and not view.needs_reply:
            updates[screen.box] = text
        return updates

    def _refused(self, user: User | None, error: PeilianError) -> Updates:
        """One sentence above the box; nothing else changes."""
        words = self._front.words(user.language if user else None)
        html = self._front.pages.render("call_notice", words, problem=words.error(error))
        return {self._screen.notice: html}

    async def _user(self, request: gr.Request) -> User:
        return await self._front.visitors.required(request.cookies)

    def _words(self, user: User, error: PeilianError) -> str:
        return self._front.words(user.language).error(error)


_BEFORE_RECORDING = frozenset({"turn_empty", "turn_too_long", "bad_text", "call_not_yours", "signed_out"})
