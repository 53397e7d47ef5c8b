"""The ways in which the fake server can go wrong, and the HTTP errors among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Misbehaviour(StrEnum):
    """The value is also a model name that makes the fake server misbehave so."""

    SLOW_START = "slow-start"
    STALL = "stall"
    BAD_REQUEST = "400"
    UNAUTHORISED = "401"
    NO_CREDIT = "402"
    FORBIDDEN = "403"
    NO_SUCH_MODEL = "404"
    REQUEST_TIMEOUT = "408"
    PAYLOAD_TOO_LARGE = "413"
    RATE_LIMITED = "429"
    RATE_LIMITED_SECONDS = "429-seconds"
    RATE_LIMITED_DATE = "429-date"
    QUOTA_USED_UP = "429-quota"
    SERVER_ERROR = "500"
    BAD_GATEWAY_HTML = "502-html"
    OVERLOADED = "503"
    GATEWAY_TIMEOUT = "504"
    REDIRECT = "302"
    CONTEXT_TOO_LONG = "400-context"
    SCHEMA_REFUSED = "400-schema"
    FILTERED_REQUEST = "400-filter"
    HTML = "200-html"
    EMPTY_CHOICES = "empty-choices"
    NULL_CONTENT = "null-content"
    NO_FINISH_REASON = "no-finish-reason"
    TRUNCATED = "truncated"
    ERROR_EVENT = "error-event"
    LENGTH_STOP = "length-stop"
    CONTENT_FILTER = "content-filter"
    BAD_JSON = "bad-json"
    WRONG_TYPES = "wrong-types"
    NAN = "nan"
    EXTRA_KEYS = "extra-keys"
    HUGE_REPLY = "huge-reply"
    HUGE_FRAME = "huge-frame"
    COMPRESSED = "compressed"
    INVALID_UTF8 = "invalid-utf8"
    LONE_SURROGATE = "lone-surrogate"
    DUPLICATE_CHUNK = "duplicate-chunk"
    RESET = "reset"
    RESET_MIDWAY = "reset-midway"


@dataclass(frozen=True, slots=True)
class HttpError:
    """A reply that is not an answer."""

    status: int
    message: str
    code: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    html: bool = field(default=False)


_DATE = ("Date", "Tue, 03 Mar 2026 10:00:00 GMT")
"""Fixed, so that a date in Retry-After is always two seconds away."""

HTTP_ERRORS: dict[Misbehaviour, HttpError] = {
    Misbehaviour.BAD_REQUEST: HttpError(400, "invalid value for 'temperature'"),
    Misbehaviour.UNAUTHORISED: HttpError(401, "Incorrect API key provided: {key}", "invalid_api_key"),
    Misbehaviour.NO_CREDIT: HttpError(402, "Insufficient Balance"),
    Misbehaviour.FORBIDDEN: HttpError(403, "no access to this model"),
    Misbehaviour.NO_SUCH_MODEL: HttpError(404, "the model does not exist", "model_not_found"),
    Misbehaviour.REQUEST_TIMEOUT: HttpError(408, "request timeout"),
    Misbehaviour.PAYLOAD_TOO_LARGE: HttpError(413, "payload too large"),
    Misbehaviour.RATE_LIMITED: HttpError(429, "slow down"),
    Misbehaviour.RATE_LIMITED_SECONDS: HttpError(429, "slow down", headers=(("Retry-After", "2"),)),
    Misbehaviour.RATE_LIMITED_DATE: HttpError(
        429, "slow down", headers=(_DATE, ("Retry-After", "Tue, 03 Mar 2026 10:00:02 GMT"))
    ),
    Misbehaviour.QUOTA_USED_UP: HttpError(429, "you exceeded your current quota", "insufficient_quota"),
    Misbehaviour.SERVER_ERROR: HttpError(500, "internal error"),
    Misbehaviour.BAD_GATEWAY_HTML: HttpError(502, "Bad Gateway", html=True),
    Misbehaviour.OVERLOADED: HttpError(503, "overloaded"),
    Misbehaviour.GATEWAY_TIMEOUT: HttpError(504, "gateway timeout"),
    Misbehaviour.REDIRECT: HttpError(302, "moved", headers=(("Location", "/elsewhere"),)),
    Misbehaviour.CONTEXT_TOO_LONG: HttpError(400, "maximum context length is 4096", "context_length_exceeded"),
    Misbehaviour.SCHEMA_REFUSED: HttpError(400, "'response_format' of type 'json_schema' is not supported"),
    Misbehaviour.FILTERED_REQUEST: HttpError(400, "the prompt was filtered", "content_filter"),
    Misbehaviour.HTML: HttpError(200, "Please sign in", html=True),
}
