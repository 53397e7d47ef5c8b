"""One's calls, the scorecard of one call, and dialling the same case again."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from peilian.content import InputError
from peilian.web.call_rows import call_rows
from peilian.web.dialling import dial
from peilian.web.endings import who_sees
from peilian.web.front import HOME, Front
from peilian.web.scorecard_view import scorecard_view

_MOST_ROWS = 100
Field = Annotated[str, Form()]


def calls_pages(front: Front) -> APIRouter:
    router = APIRouter()

    @router.get("/calls")
    async def mine(request: Request) -> Response:
        user = await front.user(request)
        rows = await call_rows(front, user, limit=_MOST_ROWS)
        seen_by = who_sees(user, front.words(user.language))
        return front.page("calls", user, here="calls", back="/calls", calls=rows, who_sees=seen_by)

    @router.get("/calls/{call_id}")
    async def one(request: Request, call_id: str) -> Response:
        user = await front.user(request)
        try:
            scored = await front.desk.scored(user, call_id)
        except InputError as error:
            if error.code == "call_open":
                return RedirectResponse(HOME, status_code=303)
            raise
        owner = await asyncio.to_thread(front.store.users.get, scored.summary.owner_id)
        words = front.words(user.language)
        view = scorecard_view(scored, owner, user, front.desk.parts, words)
        return front.page("scorecard", user, here="calls", back=f"/calls/{call_id}", card=view)

    @router.post("/dial")
    async def again(request: Request, persona: Field = "", coach: Field = "", voice: Field = "") -> Response:
        user = await front.user(request)
        await dial(front, user, persona, voice=voice, coach_on=bool(coach))
        return RedirectResponse(HOME, status_code=303)

    return router
