"""Whatever a client library throws, as a `ModelError`.

Goes by status codes, by the errors underneath and by class names, so it needs none of the libraries. The
original error is cut off on purpose: it may hold the key or quote the endpoint.
"""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

from peilian.content import ModelError
from peilian.llm.kinds import model_error

_BY_STATUS = {
    401: "unauthorised",
    402: "quota",
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    408: "timeout",
    409: "server",
    413: "too_long",
    429: "rate_limited",
}
_BY_WORDS = (
    ("quota", ("insufficient_quota", "insufficient balance", "arrearage")),
    ("content_filter", ("content_filter", "content management policy", "data_inspection_failed")),
    ("too_long", ("context_length", "context length", "context window", "too long", "input tokens exceed")),
    ("bad_schema", ("response_format", "json_schema")),
    ("rate_limited", ("rate_limit", "rate limit")),
)
_BY_CLASS = (
    ("too_large", ("ReplyTooLargeError",)),
    ("cut_short", ("LengthFinishReasonError",)),
    ("bad_response", ("EncodedReplyError",)),
    ("content_filter", ("ContentFilterFinishReasonError", "OpenAIRefusalError")),
    ("too_long", ("ContextOverflowError",)),
    ("connect", ("ConnectTimeout", "ConnectError", "ConnectionRefusedError", "ProxyError")),
    ("reset", ("ReadError", "WriteError", "RemoteProtocolError", "CloseError", "ConnectionResetError", "EndOfStream")),
    ("timeout", ("TimeoutException", "TimeoutError", "APITimeoutError", "ModelTimeoutError")),
    ("not_found", ("UnsupportedProtocol", "InvalidURL", "ModelNotFoundError")),
    ("unauthorised", ("ModelAuthenticationError",)),
    ("forbidden", ("ModelPermissionDeniedError",)),
    ("rate_limited", ("ModelRateLimitError",)),
    ("bad_request", ("ModelInvalidRequestError",)),
    ("empty", ("IndexError",)),  # LangChain's way of saying that there were no choices.
    ("connect", ("APIConnectionError", "ModelConnectionError", "OSError")),
    ("server", ("APIError", "ModelAPIError")),
)
_LONGEST_MESSAGE = 4_000


class Boundary:
    """`with Boundary(): …` around calls into a client library: any exception leaves it as a `ModelError`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, Exception) and not isinstance(error, (ModelError, StopAsyncIteration)):
            raise translate(error) from None


def translate(error: Exception) -> ModelError:
    """The `ModelError` for this exception; one nobody foresaw is `bad_response`."""
    chain = tuple(_chain(error))
    status = next((link.status_code for link in chain if isinstance(getattr(link, "status_code", None), int)), None)
    if status is not None:
        return _of_status(status, chain)
    if any(isinstance(link, ssl.SSLError) for link in chain):
        return model_error("tls")
    if any(isinstance(link, socket.gaierror) for link in chain):
        return model_error("dns")
    names = {cls.__name__ for link in chain for cls in type(link).__mro__}
    kind = next((kind for kind, classes in _BY_CLASS if names.intersection(classes)), "bad_response")
    if isinstance(error, ValueError) and error.args and isinstance(error.args[0], dict):
        kind = "server"  # LangChain's way of passing on an error object in a reply with status 200.
    if kind == "server":
        # An error event inside a stream carries no status, only words.
        kind = _by_words(chain) or kind
    return model_error(kind)


def _chain(error: BaseException) -> Iterator[Any]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _of_status(status: int, chain: tuple[Any, ...]) -> ModelError:
    kind = _BY_STATUS.get(status, "server" if status >= 500 else "bad_request" if status >= 400 else "bad_response")
    if kind in ("bad_request", "rate_limited", "forbidden"):
        kind = _by_words(chain) or kind
    response = next((link.response for link in chain if getattr(link, "response", None) is not None), None)
    headers = getattr(response, "headers", {})
    return model_error(kind, status=status, retry_after=retry_after(headers) if kind != "quota" else None)


def _by_words(chain: tuple[Any, ...]) -> str | None:
    said = " ".join(f"{getattr(link, 'code', '')} {link}"[:_LONGEST_MESSAGE] for link in chain).lower()
    return next((kind for kind, words in _BY_WORDS if any(word in said for word in words)), None)


def retry_after(headers: Any) -> float | None:
    """Seconds the endpoint asks to wait; a date counts from the reply's own `Date`. `None` if absent or nonsense."""
    asked = headers.get("retry-after")
    if not isinstance(asked, str):
        return None
    try:
        seconds = float(asked)
    except ValueError:
        seconds = _seconds_between(headers.get("date"), asked)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _seconds_between(start: str | None, end: str) -> float:
    try:
        return (parsedate_to_datetime(end) - parsedate_to_datetime(start or "")).total_seconds()
    except (ValueError, TypeError):
        return math.nan
