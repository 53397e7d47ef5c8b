"""A local OpenAI-compatible server for tests, trials and measurements: streams at a set pace, misbehaves on command.

Listens on 127.0.0.1 only. `python -m peilian.llm.fake_server --port 8100` starts one by hand; a model named after a
`Misbehaviour` misbehaves so.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peilian.content import InputError
from peilian.llm.fake_replies import DEFAULT_REPLY, Abort, Hang, Step, error_body, frames, sample, whole
from peilian.llm.fake_wire import ChunkedBody, Request, read_request, reset, respond
from peilian.llm.misbehaviour import HTTP_ERRORS, HttpError, Misbehaviour
from peilian.llm.model import Message

_REMEMBERED = 1_000
_NO_ROUTE = HttpError(404, "no such page")
_NOT_A_CHAT = HttpError(400, "the body must be JSON with model and messages")


@dataclass(frozen=True, slots=True)
class Served:
    """One request as it came, and when each piece of the reply left (seconds on the event loop's clock)."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]
    wrong: Misbehaviour | None
    sent: list[tuple[float, str]] = field(default_factory=list)


class FakeServer:
    """`async with FakeServer() as server: … server.base_url`.

    `reply` turns the messages into the answer; a request with a JSON schema gets `json_reply`, by default the
    smallest fitting object. `first_token_s` and `pieces_per_second` set the pace (`None`: at once). `port` 0 takes a
    free one. A server that was stopped refuses connections at the same address.
    """

    def __init__(
        self,
        reply: Callable[[Sequence[Message]], str] = lambda messages: DEFAULT_REPLY,
        *,
        json_reply: Callable[[Sequence[Message], Mapping[str, Any]], str] | None = None,
        first_token_s: float = 0.0,
        pieces_per_second: float | None = None,
        piece_length: int = 2,
        hang_s: float = 3600.0,
        port: int = 0,
    ) -> None:
        self.reply = reply
        self.json_reply = json_reply or (lambda messages, schema: json.dumps(sample(schema), ensure_ascii=False))
        self.first_token_s = first_token_s
        self.pieces_per_second = pieces_per_second
        self.served: deque[Served] = deque(maxlen=_REMEMBERED)
        self._piece_length = piece_length
        self._hang_s = hang_s
        self._port = port
        self._queue: deque[Misbehaviour | None] = deque()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def queue(self, *wrongs: Misbehaviour | None) -> None:
        """What the next requests meet, one each; `None` is a good reply."""
        self._queue.extend(wrongs)

    async def start(self) -> None:
        """Raises `InputError` where the port is taken."""
        try:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        except OSError as error:
            raise InputError(f"port {self._port} is in use — choose another with --port") from error
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Breaks off every conversation and stops listening."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await server.wait_closed()

    async def __aenter__(self) -> FakeServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await read_request(reader)) is not None:
                if not await self._answer(request, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # The caller hung up.
        except (ValueError, asyncio.LimitOverrunError):
            await respond(writer, 400, "text/plain", b"This is an HTTP server.", [("Connection", "close")])
        finally:
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection can carry another request."""
        if request.method == "GET" and request.path == "/v1/models":
            models = {"object": "list", "data": [{"id": name, "object": "model"} for name in ["fake", *Misbehaviour]]}
            await respond(writer, 200, "application/json", json.dumps(models).encode())
            return True
        if (request.method, request.path) != ("POST", "/v1/chat/completions"):
            return await self._refuse(_NO_ROUTE, request, writer)
        try:
            body = json.loads(request.body)
            messages = [Message(message["role"], message["content"]) for message in body["messages"]]
            model = str(body["model"])
        except (ValueError, KeyError, TypeError):
            return await self._refuse(_NOT_A_CHAT, request, writer)
        wrong = self._queue.popleft() if self._queue else _named(model)
        served = Served(body, request.headers, wrong)
        self.served.append(served)
        if wrong in HTTP_ERRORS:
            return await self._refuse(HTTP_ERRORS[wrong], request, writer)
        return await self._speak(served, messages, model, writer)

    async def _refuse(self, error: HttpError, request: Request, writer: asyncio.StreamWriter) -> bool:
        kind, body = error_body(error, request.headers.get("authorization", "").removeprefix("Bearer "))
        await respond(writer, error.status, kind, body, error.headers)
        return True

    async def _speak(
        self, served: Served, messages: Sequence[Message], model: str, writer: asyncio.StreamWriter
    ) -> bool:
        shape = served.body.get("response_format")
        text = self.reply(messages) if shape is None else self.json_reply(messages, _schema(shape))
        streamed = bool(served.body.get("stream"))
        kind = "text/event-stream" if streamed else "application/json"
        steps = frames(text, model, self._piece_length, served.wrong) if streamed else whole(text, model, served.wrong)
        if isinstance(steps[0], Abort):
            reset(writer)
            return False
        encoding = (("Content-Encoding", "gzip"),) if served.wrong is Misbehaviour.COMPRESSED else ()
        body = ChunkedBody(writer)
        await body.start(kind, encoding)
        if not await self._play(steps, served, body):
            reset(writer)
            return False
        await body.end()
        return True

    async def _play(self, steps: Sequence[Step], served: Served, body: ChunkedBody) -> bool:
        """Sends the steps at the set pace; `False` where the connection is to be reset."""
        clock = asyncio.get_running_loop().time
        due = clock() + self.first_token_s
        for step in steps:
            if isinstance(step, Abort):
                return False
            if isinstance(step, Hang):
                await asyncio.sleep(self._hang_s)
                continue
            if step.piece:
                await asyncio.sleep(max(0.0, due - clock()))
                due += 1 / self.pieces_per_second if self.pieces_per_second else 0.0
            await body.send(step.data)
            if step.piece:
                served.sent.append((clock(), step.piece))
        return True


def _named(model: str) -> Misbehaviour | None:
    return next((wrong for wrong in Misbehaviour if wrong.value == model), None)


def _schema(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = shape.get("json_schema", {}).get("schema", {})
    return schema


async def _serve(port: int, first_token_s: float, pieces_per_second: float) -> None:
    server = FakeServer(port=port, first_token_s=first_token_s, pieces_per_second=pieces_per_second)
    async with server:
        await asyncio.to_thread(print, f"PEILIAN_LLM_BASE_URL={server.base_url} PEILIAN_LLM_MODEL=fake", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """The command line."""
    import argparse
    import contextlib

    parser = argparse.ArgumentParser(prog="python -m peilian.llm.fake_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--first-token", type=float, default=0.5, help="seconds before the first piece")
    parser.add_argument("--pace", type=float, default=20.0, help="pieces per second")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(_serve(given.port, given.first_token, given.pace))
        except InputError as error:
            parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
