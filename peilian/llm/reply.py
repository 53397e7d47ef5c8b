"""One reply while it arrives: kept inside its time and size, cleaned, and judged when it ends.

Knows nothing of the library that delivers the pieces.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Any, NoReturn

from peilian.llm.kinds import model_error
from peilian.llm.model import close

REPLY_LIMIT = 64 * 1024
"""Bytes of UTF-8 in one reply."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)
_SENTENCE_ENDS = frozenset("。！？!?….\n~～”’」』）)】》\"'")
_CUT = frozenset({"length", "max_tokens"})
_FILTERED = frozenset({"content_filter", "safety", "refusal"})


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for the first text, then between two texts, and in all."""

    first_s: float
    stall_s: float
    whole_s: float


def clean(piece: object) -> str:
    """Text without what no database stores (NUL, lone surrogates); `None` is no text. Raises `ModelError` otherwise."""
    if piece is None:
        return ""
    if not isinstance(piece, str):
        raise model_error("bad_response")
    return _UNSTORABLE.sub("", piece)


async def patiently(pieces: AsyncIterator[str], patience: Patience) -> AsyncGenerator[str, None]:
    """The non-empty pieces, within time and `REPLY_LIMIT`; closes `pieces` however it ends.

    Empty pieces do not count as a sign of life. Raises `ModelError` first_token_timeout, stalled, timeout, too_large.
    """
    clock = asyncio.get_running_loop().time
    end = clock() + patience.whole_s
    due, late = min(end, clock() + patience.first_s), "first_token_timeout"
    size = 0
    try:
        while True:
            try:
                async with asyncio.timeout_at(due):
                    piece = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise model_error("timeout" if due >= end else late) from None
            if not piece:
                continue
            size += len(piece.encode("utf-8"))
            if size > REPLY_LIMIT:
                raise model_error("too_large")
            yield piece
            due, late = min(end, clock() + patience.stall_s), "stalled"
    finally:
        await close(pieces)


def finished(text: str, finish_reason: object, *, as_json: bool = False) -> str:
    """The reply to hand on. Raises `ModelError` content_filter, cut_short, empty or bad_json where it did not end well.

    Without a finish reason a text that stops inside a sentence is taken as cut short; JSON shows that by itself.
    """
    reason = finish_reason.lower() if isinstance(finish_reason, str) else None
    if reason in _FILTERED:
        raise model_error("content_filter")
    if reason in _CUT:
        raise model_error("cut_short")
    if not text.strip():
        raise model_error("empty")
    if as_json:
        return json_object(text)
    if reason is None and text.rstrip(" ")[-1] not in _SENTENCE_ENDS:
        raise model_error("cut_short")
    return text


def json_object(text: str) -> str:
    """The JSON object in `text`, code fence removed. Raises `ModelError` bad_json; NaN and Infinity are not JSON."""
    fenced = _FENCE.match(text.strip())
    bare = fenced[1] if fenced else text.strip()
    try:
        value: Any = json.loads(bare, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise model_error("bad_json") from None
    if not isinstance(value, dict):
        raise model_error("bad_json")
    return bare


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
