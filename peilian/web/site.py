"""The whole site: own sign-in, plain pages, and the Gradio practice page behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peilian import VERSION
from peilian.content import AccessError, InputError, PeilianError, StoreError
from peilian.dialogue.ports import Clock
from peilian.people import Accounts, Action, Sessions, may
from peilian.practice.desk import Desk
from peilian.store import Store
from peilian.web.doorkeeper import Doorkeeper
from peilian.web.front import HOME, Front
from peilian.web.guard import Guard
from peilian.web.settings import SiteSettings
from peilian.web.templates import Pages
from peilian.web.visitor import Visitors
from peilian.web.words import load_words

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

_ASSETS = Path(__file__).parent / "assets"
_LARGEST_UPLOAD = "1mb"


def make_site(
    desk: Desk, sessions: Sessions, accounts: Accounts, store: Store, settings: SiteSettings, clock: Clock
) -> FastAPI:
    """The app for a server to run. Importing Gradio takes about two seconds, here and nowhere earlier.

    Call it while an event loop runs: without one Gradio makes a loop for each of its locks and never closes it.
    """
    from fastapi import FastAPI

    from peilian.web.admin_pages import admin_pages
    from peilian.web.calls_pages import calls_pages
    from peilian.web.login_pages import login_pages

    front = Front(
        desk=desk,
        accounts=accounts,
        store=store,
        settings=settings,
        clock=clock,
        languages=load_words(),
        pages=Pages(),
        visitors=Visitors(sessions, settings, clock),
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for router in (login_pages(front), calls_pages(front), admin_pages(front)):
        app.include_router(router)
    _add_small_routes(app, front)
    _add_error_pages(app, front)
    _mount_practice(app, front)
    app.add_middleware(Doorkeeper, visitors=front.visitors)
    app.add_middleware(Guard, settings=settings)
    return app


def _mount_practice(app: FastAPI, front: Front) -> None:
    import gradio as gr

    from peilian.web.practice_page import head, practice_page
    from peilian.web.theme import theme

    async def signed_in(request: Request) -> str | None:
        user = await front.visitors.user(request.cookies)
        return user.name if user is not None and may(user, Action.PRACTISE) else None

    blocks = practice_page(front)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/practice",
        auth_dependency=signed_in,
        footer_links=[],
        show_error=False,
        max_file_size=_LARGEST_UPLOAD,
        allowed_paths=[],
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        run_history=False,
        favicon_path=None,
        theme=theme(),
        head=head(VERSION),
    )
    assert not blocks.share, "the practice page must never be shared through a tunnel"


def _add_small_routes(app: FastAPI, front: Front) -> None:
    from fastapi.staticfiles import StaticFiles
    from starlette.responses import JSONResponse, RedirectResponse

    @app.get("/")
    async def home() -> Response:
        return RedirectResponse(HOME, status_code=303)

    @app.get("/healthz")
    async def health() -> Response:
        return JSONResponse({"status": "ok", "ready": front.settings.ready(), "version": VERSION})

    @app.get("/manifest.json")
    async def manifest() -> Response:
        icon = {"src": "/assets/mark.svg", "sizes": "any", "type": "image/svg+xml"}
        return JSONResponse({"name": "陪练", "short_name": "陪练", "start_url": HOME, "icons": [icon]})

    @app.get("/favicon.ico")
    async def favicon() -> Response:
        return RedirectResponse("/assets/mark.svg", status_code=308)

    app.mount("/assets", StaticFiles(directory=_ASSETS), name="assets")


def _add_error_pages(app: FastAPI, front: Front) -> None:
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, PeilianError)
        if error.code == "signed_out":
            return RedirectResponse(f"/login?next={request.url.path}", status_code=303)
        if error.code == "must_change_password":
            return RedirectResponse("/password", status_code=303)
        user = await front.visitors.user(request.cookies)
        words = front.words(user.language if user else None)
        heading = "message.call" if error.code.startswith(("call_", "persona_")) else "message.busy"
        if error.code == "not_allowed":
            heading = "message.forbidden"
        return front.page(
            "message",
            user,
            status=_status(error),
            heading=words(heading),
            sentence=words.error(error) if error.code else words("message.busy_line"),
            href=HOME,
            link=words("message.back"),
        )

    async def not_found(request: Request, error: Exception) -> Response:
        user = await front.visitors.user(request.cookies)
        words = front.words(user.language if user else None)
        status = error.status_code if isinstance(error, HTTPException) else 500
        missing = status in (404, 405) or isinstance(error, RequestValidationError)
        return front.page(
            "message",
            user,
            status=404 if missing else status,
            heading=words("message.not_found" if missing else "message.busy"),
            sentence=words("message.not_found_line" if missing else "message.busy_line"),
            href=HOME,
            link=words("message.back"),
        )

    app.add_exception_handler(PeilianError, refused)
    app.add_exception_handler(HTTPException, not_found)
    app.add_exception_handler(RequestValidationError, not_found)
    app.add_exception_handler(Exception, not_found)


def _status(error: PeilianError) -> int:
    if error.code in ("call_not_yours", "call_unknown", "user_unknown"):
        return 404
    if isinstance(error, AccessError):
        return 403
    if isinstance(error, InputError):
        return 400
    return 503 if isinstance(error, StoreError) else 500
