"""Sends whoever opens the practice page without being signed in to the sign-in page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from peilian.web.visitor import Visitors

_PAGE = ("/practice", "/practice/")


class Doorkeeper:
    """Only a convenience for browsers: Gradio itself refuses every request without a session."""

    def __init__(self, app: ASGIApp, visitors: Visitors) -> None:
        self._app = app
        self._visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in _PAGE:
            user = await self._visitors.user(Request(scope).cookies)
            if user is None or user.must_change_password:
                target = "/password" if user is not None else "/login?next=/practice/"
                await RedirectResponse(target, status_code=303)(scope, receive, send)
                return
        await self._app(scope, receive, send)
