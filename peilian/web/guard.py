"""What every answer carries and every request must pass: security headers, own host, own origin.

Plain ASGI, so that streamed answers pass through untouched.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from peilian.web.settings import SiteSettings

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_GRADIO = "/practice"
_LARGEST_FORM = 64 * 1024
"""Bytes; Gradio has a limit of its own."""
_ALWAYS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"),
)
_COMMON = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; connect-src 'self'"
_PLAIN_POLICY = f"default-src 'self'; img-src 'self' data:; {_COMMON}"
_GRADIO_POLICY = (
    # Gradio starts from inline scripts, styles its components inline and compiles its HTML templates in the browser.
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; worker-src 'self' blob:; {_COMMON}"
)


class Guard:
    def __init__(self, app: ASGIApp, settings: SiteSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path: str = scope["path"]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message), path)
            await send(message)

        problem = self._problem(scope["method"], path, headers, scope["scheme"])
        if problem is not None:
            await problem(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)

    def _problem(self, method: str, path: str, headers: Headers, scheme: str) -> Response | None:
        host = headers.get("host", "")
        hosts = self._settings.hosts
        if hosts is not None and _name(host) not in hosts:
            return _refused("This address is not one of this site's. Open the address that was printed at the start.")
        if method in _SAFE_METHODS:
            return None
        origin = headers.get("origin")
        own = {f"{scheme}://{host}"} | ({self._settings.public_url} if self._settings.public_url else set())
        if not path.startswith(f"{_GRADIO}/") and not _is_small(headers):
            return PlainTextResponse("The form is too large.", status_code=413)
        if origin in own:
            return None
        # Programs send no Origin; browsers always do with a POST.
        if origin is None and path.startswith(f"{_GRADIO}/") and "sec-fetch-site" not in headers:
            return None
        return _refused("The request came from another site and was refused.")

    def _add_headers(self, headers: MutableHeaders, path: str) -> None:
        for name, value in _ALWAYS:
            headers[name] = value
        gradio = path == _GRADIO or path.startswith(f"{_GRADIO}/")
        headers["content-security-policy"] = _GRADIO_POLICY if gradio else _PLAIN_POLICY
        if self._settings.https:
            headers["strict-transport-security"] = "max-age=31536000"
        cacheable = path.startswith(("/assets/", f"{_GRADIO}/assets/", f"{_GRADIO}/static/"))
        if not cacheable:
            headers["cache-control"] = "no-store"


def _refused(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=403)


def _is_small(headers: Headers) -> bool:
    """True where the body's length is known and no more than a form needs."""
    length = headers.get("content-length", "0")
    return "transfer-encoding" not in headers and length.isdecimal() and int(length) <= _LARGEST_FORM


def _name(host: str) -> str:
    """The host without its port."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name
