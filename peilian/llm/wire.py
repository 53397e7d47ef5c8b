"""The HTTP client under the adapters: time limits, a size limit, no proxy or settings from the environment.

Loads httpx2, so it is imported only when a model is first asked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

WIRE_LIMIT = 4 * 1024 * 1024
"""Bytes of one response body. A 64 KB reply streamed by the character needs about 3 MB of frames."""


class ReplyTooLargeError(httpx2.RequestError):
    """The body passed `WIRE_LIMIT`."""


class EncodedReplyError(httpx2.RequestError):
    """The body is compressed though plain text was asked for; unpacked it could be any size."""


class _BoundedBody(httpx2.AsyncByteStream):
    def __init__(self, body: httpx2.AsyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._body:
            size += len(part)
            if size > WIRE_LIMIT:
                raise ReplyTooLargeError("the reply is too large")
            yield part

    async def aclose(self) -> None:
        await self._body.aclose()


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            raise EncodedReplyError("the reply is compressed", request=request)
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _BoundedBody(response.stream)
        return response


def http_client(*, connect_s: float, read_s: float) -> httpx2.AsyncClient:
    """A client that follows no redirects; `read_s` is the longest silence between two network reads."""
    return httpx2.AsyncClient(
        transport=_BoundedTransport(trust_env=False, limits=httpx2.Limits(max_connections=256)),
        timeout=httpx2.Timeout(read_s, connect=connect_s),
        headers={"accept-encoding": "identity"},
        follow_redirects=False,
        trust_env=False,
    )
