"""A `ChatModel` that asks another one again when it fails before its first piece.

Time, waiting and chance are handed in; knows nothing of HTTP.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from peilian.content import ModelError
from peilian.llm.breaker import Breaker
from peilian.llm.kinds import KINDS
from peilian.llm.model import ChatModel, Message, Options, Schema, close

LONGEST_PAUSE_S = 10.0
_FIRST_PAUSE_S = 0.5


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """One failed try that will be repeated; made to be shown."""

    kind: str
    attempt: int
    """The try that failed, counted from 1."""
    tries: int
    pause_s: float


class RetryingModel:
    """Asks `inner` up to `tries` times within `options.timeout_s`, pauses included.

    `jitter` gives numbers from 0 to 1, `clock` seconds that only grow, `pause` waits. Opens the breaker after 20
    failed tries in a row.
    """

    def __init__(
        self,
        inner: ChatModel,
        *,
        pause: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
        clock: Callable[[], float],
        tries: int = 3,
        on_retry: Callable[[RetryNotice], None] | None = None,
    ) -> None:
        self._inner = inner
        self._pause = pause
        self._jitter = jitter
        self._clock = clock
        self._tries = tries
        self._on_retry = on_retry or (lambda notice: None)
        self._breaker = Breaker(clock)

    @property
    def name(self) -> str:
        return self._inner.name

    async def stream(self, messages: Sequence[Message], options: Options) -> AsyncIterator[str]:
        end = self._clock() + options.timeout_s
        for attempt in range(1, self._tries + 1):
            released = False
            pieces = self._inner.stream(messages, self._narrowed(options, attempt, end))
            try:
                async for piece in pieces:
                    released = True
                    yield piece
            except ModelError as error:
                self._note(error)
                if released:
                    raise
                await self._wait(error, attempt, end)
            else:
                self._breaker.succeeded()
                return
            finally:
                await close(pieces)

    async def complete(self, messages: Sequence[Message], options: Options, *, schema: Schema | None = None) -> str:
        end = self._clock() + options.timeout_s
        attempt = 1
        while True:
            narrowed = self._narrowed(options, attempt, end)
            try:
                text = await self._inner.complete(messages, narrowed, schema=schema)
            except ModelError as error:
                self._note(error)
                await self._wait(error, attempt, end)
                attempt += 1
            else:
                self._breaker.succeeded()
                return text

    async def aclose(self) -> None:
        """Closes the inner model's connections, if it has any."""
        aclose = getattr(self._inner, "aclose", None)
        if aclose is not None:
            await aclose()

    def _narrowed(self, options: Options, attempt: int, end: float) -> Options:
        """The options of this try, with the time that is left. Raises `ModelError` unavailable."""
        self._breaker.check()
        return replace(options, attempt=attempt, timeout_s=end - self._clock())

    def _note(self, error: ModelError) -> None:
        if error.kind in KINDS and KINDS[error.kind].alive:
            self._breaker.succeeded()
        else:
            self._breaker.failed()

    async def _wait(self, error: ModelError, attempt: int, end: float) -> None:
        """Pauses before the next try; raises `error` where there is none or no time for it."""
        backoff = _FIRST_PAUSE_S * 2 ** (attempt - 1) * (0.5 + self._jitter() / 2)
        seconds = min(LONGEST_PAUSE_S, backoff if error.retry_after is None else error.retry_after)
        if not error.retryable or attempt >= self._tries or self._clock() + seconds >= end:
            raise error
        self._on_retry(RetryNotice(error.kind, attempt, self._tries, seconds))
        await self._pause(seconds)
