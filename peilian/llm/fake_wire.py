"""Just enough HTTP/1.1 for the fake server: requests in, plain and chunked replies out."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

_LARGEST_BODY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request on the connection, `None` when the caller is done. Raises `ValueError` for what is no HTTP."""
    first = await reader.read(1)
    if not first:
        return None
    if not first.isalpha():
        raise ValueError("not an HTTP request")
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    start, *lines = head.rstrip("\r\n").split("\r\n")
    method, path, _ = start.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    if not 0 <= length <= _LARGEST_BODY:
        raise ValueError("the body is too large")
    return Request(method, path.partition("?")[0], headers, await reader.readexactly(length))


async def respond(
    writer: asyncio.StreamWriter, status: int, kind: str, body: bytes, headers: Iterable[tuple[str, str]] = ()
) -> None:
    """A whole reply with its length."""
    writer.write(_head(status, kind, [*headers, ("Content-Length", str(len(body)))]) + body)
    await writer.drain()


class ChunkedBody:
    """A reply of unknown length."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def start(self, kind: str, headers: Iterable[tuple[str, str]] = ()) -> None:
        self._writer.write(_head(200, kind, [*headers, ("Transfer-Encoding", "chunked")]))
        await self._writer.drain()

    async def send(self, data: bytes) -> None:
        self._writer.write(b"%x\r\n%b\r\n" % (len(data), data))
        await self._writer.drain()

    async def end(self) -> None:
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()


def reset(writer: asyncio.StreamWriter) -> None:
    """Ends the connection with a TCP reset instead of a farewell."""
    plug = writer.get_extra_info("socket")
    if plug is not None:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _head(status: int, kind: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Type: {kind}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
