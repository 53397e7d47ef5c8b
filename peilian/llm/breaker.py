"""Leaves an endpoint alone for a while after too many failures in a row."""

from __future__ import annotations

from collections.abc import Callable

from peilian.llm.kinds import model_error

THRESHOLD = 20
REST_S = 30.0


class Breaker:
    """Opens after `threshold` failures in a row for `rest_s` seconds, then lets one request through to see.

    `clock` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float], *, threshold: int = THRESHOLD, rest_s: float = REST_S) -> None:
        self._clock = clock
        self._threshold = threshold
        self._rest_s = rest_s
        self._failures = 0
        self._open_until: float | None = None

    def check(self) -> None:
        """Raises `ModelError` unavailable while open."""
        if self._open_until is None:
            return
        now = self._clock()
        if now < self._open_until:
            raise model_error("unavailable", retry_after=self._open_until - now)
        # One request tries the endpoint; the others keep waiting until it has reported.
        self._open_until = now + self._rest_s

    def succeeded(self) -> None:
        self._failures, self._open_until = 0, None

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self._threshold:
            self._open_until = self._clock() + self._rest_s
