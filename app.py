"""Peilian's door: `python app.py` opens the practice room; the same file is the command line.

The only place that touches the clock, randomness, the environment and the event loop.
"""

from __future__ import annotations

import os
import random
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from peilian.cli.door import Door


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    import asyncio

    return asyncio.run(work)


def _door() -> Door:
    from peilian.cli.door import Door, standard_streams

    stdin, stdout, stderr = standard_streams()
    return Door(
        clock=SystemClock(),
        token=secrets.token_urlsafe,
        jitter=random.random,
        monotonic=time.monotonic,
        run=_run,
        environment=os.environ,
        home=Path(__file__).resolve().parent,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def main() -> None:
    """Runs one command; exit 0 ok, 1 for checks that did not pass, 2 bad input."""
    # One sentence is too little work to share: with more threads the encoder spends its time waiting for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from peilian.cli.commands import run

    sys.exit(run(_door(), sys.argv[1:]))


if __name__ == "__main__":
    main()
