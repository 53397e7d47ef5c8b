"""What the fake server puts on the wire for one reply, right or wrong. Pure: bytes out, no sockets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peilian.llm.misbehaviour import HttpError, Misbehaviour

DEFAULT_REPLY = "你们怎么又打过来了？我这个月真拿不出来，能不能先缓一缓？"
_BAD_BYTES = "�".encode()
_HUGE = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Send:
    """Bytes to write; `piece` is the text in them, for the pace and the record."""

    data: bytes
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Hang:
    """Say nothing for a long time."""


@dataclass(frozen=True, slots=True)
class Abort:
    """Reset the connection."""


Step = Send | Hang | Abort


def error_body(error: HttpError, key: str) -> tuple[str, bytes]:
    """Content type and body of an HTTP error. Some endpoints echo the key; so does this one."""
    if error.html:
        return "text/html", f"<html><body><h1>{error.message}</h1></body></html>".encode()
    told = {"message": error.message.format(key=key), "type": "error", "code": error.code or None}
    return "application/json", json.dumps({"error": told}).encode()


def frames(text: str, model: str, piece_length: int, wrong: Misbehaviour | None) -> list[Step]:
    """The server-sent events of a streamed reply."""
    cut = [text[start : start + piece_length] for start in range(0, len(text), piece_length)]
    role = _frame(model, {"role": "assistant", "content": ""})
    pieces: list[Step] = [_frame(model, {"content": piece}, piece=piece) for piece in cut]
    half = pieces[: max(1, len(pieces) // 2)]
    stop, done = _frame(model, {}, finish="stop"), Send(b"data: [DONE]\n\n")
    match wrong:
        case Misbehaviour.SLOW_START:
            return [role, Hang(), *pieces, stop, done]
        case Misbehaviour.STALL:
            return [role, *half, Hang(), *pieces[len(half) :], stop, done]
        case Misbehaviour.NO_FINISH_REASON:
            return [role, *pieces, done]
        case Misbehaviour.TRUNCATED:
            return [role, *half, Send(_frame(model, {"content": "x"}).data[:40])]
        case Misbehaviour.ERROR_EVENT:
            return [role, *half, Send(b'data: {"error": {"message": "worker died", "type": "server_error"}}\n\n')]
        case Misbehaviour.LENGTH_STOP:
            return [role, *half, _frame(model, {}, finish="length"), done]
        case Misbehaviour.CONTENT_FILTER:
            return [role, _frame(model, {}, finish="content_filter"), done]
        case Misbehaviour.DUPLICATE_CHUNK:
            return [role, pieces[0], *pieces, stop, done]
        case Misbehaviour.RESET:
            return [Abort()]
        case Misbehaviour.RESET_MIDWAY:
            return [role, *half, Abort()]
        case Misbehaviour.HUGE_REPLY:
            big = "欠" * 1024
            return [role, *[_frame(model, {"content": big}) for _ in range(_HUGE // 3072)], stop, done]
        case None:
            return [role, *pieces, stop, done]
        case _:
            return [role, Send(b"data: " + _odd_part(text, model, "delta", wrong) + b"\n\n"), stop, done]


def whole(text: str, model: str, wrong: Misbehaviour | None) -> list[Step]:
    """The body of a reply that is not streamed."""
    body = _odd_part(text, model, "message", wrong)
    match wrong:
        case Misbehaviour.SLOW_START:
            return [Hang(), Send(body)]
        case Misbehaviour.STALL:
            return [Send(body[:40]), Hang(), Send(body[40:])]
        case Misbehaviour.TRUNCATED:
            return [Send(body[: len(body) // 2])]
        case Misbehaviour.RESET:
            return [Abort()]
        case Misbehaviour.RESET_MIDWAY:
            return [Send(body[:40]), Abort()]
        case _:
            return [Send(body, text)]


def _odd_part(text: str, model: str, field: str, wrong: Misbehaviour | None) -> bytes:
    """One chunk or completion, wrong in the way asked for."""
    content: Any = text
    finish: str | None = "stop" if field == "message" else None
    match wrong:
        case Misbehaviour.BAD_JSON:
            return b'{"choices": [{"message": {"content": "'
        case Misbehaviour.ERROR_EVENT:
            return b'{"error": {"message": "worker died", "type": "server_error"}}'
        case Misbehaviour.WRONG_TYPES:
            content = {"text": 7}
        case Misbehaviour.NAN:
            content = float("nan")
        case Misbehaviour.NULL_CONTENT | Misbehaviour.CONTENT_FILTER:
            content = None
        case Misbehaviour.HUGE_FRAME | Misbehaviour.HUGE_REPLY:
            content = "x" * _HUGE
        case Misbehaviour.INVALID_UTF8:
            content = "\ufffd" + text
        case Misbehaviour.LONE_SURROGATE:
            content = "\ud83d" + text
        case Misbehaviour.LENGTH_STOP:
            content, finish = text[: len(text) // 2], "length"
    if wrong is Misbehaviour.NO_FINISH_REASON:
        finish = None
    if wrong is Misbehaviour.CONTENT_FILTER:
        finish = "content_filter"
    choice = {"index": 0, field: {"role": "assistant", "content": content}, "finish_reason": finish}
    choices = [] if wrong is Misbehaviour.EMPTY_CHOICES else [choice]
    extra = {"weather": "fine", "choice_count": 1} if wrong is Misbehaviour.EXTRA_KEYS else {}
    # Raw bytes only where they are to be broken: JSON escapes would hide the fault.
    part = _dump({**_head(model, field), "choices": choices, **extra}, ascii_only=wrong is Misbehaviour.LONE_SURROGATE)
    return part.replace(_BAD_BYTES, b"\xff\xfe") if wrong is Misbehaviour.INVALID_UTF8 else part


def _frame(model: str, delta: Mapping[str, Any], *, finish: str | None = None, piece: str = "") -> Send:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return Send(b"data: " + _dump({**_head(model, "delta"), "choices": [choice]}) + b"\n\n", piece)


def _head(model: str, field: str) -> dict[str, Any]:
    kind = "chat.completion.chunk" if field == "delta" else "chat.completion"
    head: dict[str, Any] = {"id": "chatcmpl-fake", "object": kind, "created": 1767225600, "model": model}
    if field == "message":
        head["usage"] = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
    return head


def _dump(value: Any, *, ascii_only: bool = False) -> bytes:
    return json.dumps(value, ensure_ascii=ascii_only).encode()


def sample(schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> Any:
    """A small value that fits a JSON Schema: first choices, empty lists, zeros."""
    root = schema if root is None else root
    if "$ref" in schema:
        return sample(root.get("$defs", {})[schema["$ref"].rsplit("/", 1)[-1]], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return sample(schema[union][0], root)
    kind = schema.get("type", "object")
    if kind == "object":
        return {name: sample(part, root) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], root) for _ in range(schema.get("minItems", 0))]
    simple: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}
    return schema.get("minimum", simple[kind])
