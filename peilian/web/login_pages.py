"""Signing in and out, one's own password, one's own language."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from peilian.content import AccessError, InputError
from peilian.web.front import HOME, Front, local
from peilian.web.words import Words

Field = Annotated[str, Form()]


def login_pages(front: Front) -> APIRouter:
    router = APIRouter()

    @router.get("/login")
    async def show(request: Request, next: str = HOME, lang: str = "", out: str = "") -> Response:
        user = await front.visitors.user(request.cookies)
        if user is not None:
            return _to("/password" if user.must_change_password else local(next))
        words = front.words(lang)
        said = words("login.signed_out") if out else ""
        return _login(front, words, chosen=lang, next=local(next), said=said)

    @router.post("/login")
    async def enter(
        request: Request, name: Field = "", password: Field = "", next: Field = HOME, lang: Field = ""
    ) -> Response:
        words = front.words(lang)
        address = request.client.host if request.client else ""
        try:
            token = await asyncio.to_thread(front.sessions.sign_in, name, password, address, front.clock.now())
        except AccessError as error:
            status = 429 if error.code == "too_many_tries" else 401
            said = words.error(error)
            return _login(front, words, chosen=lang, next=local(next), name=name[:64], problem=said, status=status)
        user = await asyncio.to_thread(front.sessions.user_of, token, front.clock.now())
        if user is not None and lang:
            await front.set_language(user, lang)
        answer = _to("/password" if user is not None and user.must_change_password else local(next))
        _set_cookie(front, answer, token)
        return answer

    @router.post("/logout")
    async def leave(request: Request) -> Response:
        token = front.visitors.token(request.cookies)
        if token:
            await asyncio.to_thread(front.sessions.sign_out, token, front.clock.now())
        answer = _to("/login?out=1")
        answer.delete_cookie(
            front.settings.cookie, path="/", secure=front.settings.https, httponly=True, samesite="strict"
        )
        return answer

    @router.get("/password")
    async def ask_password(request: Request) -> Response:
        user = await front.visitors.required(request.cookies)
        return front.page("password", user, problem="")

    @router.post("/password")
    async def change_password(request: Request, old: Field = "", new: Field = "", again: Field = "") -> Response:
        user = await front.visitors.required(request.cookies)
        words = front.words(user.language)
        if new != again:
            return front.page("password", user, problem=words("password.differ"), status=400)
        token = front.visitors.token(request.cookies)
        try:
            await asyncio.to_thread(front.accounts.change_password, user, old, new, keep_token=token)
        except (AccessError, InputError) as error:
            if error.code == "signed_out":
                raise
            status = 429 if error.code == "too_many_tries" else 400
            return front.page("password", user, problem=words.error(error), status=status)
        return _to(HOME)

    @router.post("/language")
    async def choose_language(request: Request, language: Field = "", next: Field = HOME) -> Response:
        user = await front.visitors.required(request.cookies)
        await front.set_language(user, language)
        return _to(local(next))

    return router


def _login(
    front: Front,
    words: Words,
    *,
    chosen: str,
    next: str,
    name: str = "",
    problem: str = "",
    said: str = "",
    status: int = 200,
) -> Response:
    return front.page_in(words, "login", status=status, chosen=chosen, next=next, name=name, problem=problem, said=said)


def _to(path: str) -> Response:
    """After a POST the browser is to GET the next page."""
    return RedirectResponse(path, status_code=303)


def _set_cookie(front: Front, answer: Response, token: str) -> None:
    answer.set_cookie(
        front.settings.cookie, token, path="/", secure=front.settings.https, httponly=True, samesite="strict"
    )
