"""Calling hours at the debtor's place (GB/T 45251-2025: 22:00–8:00 closed; FDCPA § 1692c(a)(1): 8 a.m.–9 p.m. open)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from peilian.dialogue.reading import Span


def calling_hours(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """The call began while collection was closed, and the debtor had not agreed to that hour."""
    if moment.context is None:
        return NotEvaluable("不知道几点拨的电话", "the time of the call is unknown")
    now = moment.context.debtor_time().time()
    if not _closed(now, _time(parameters["quiet_from"]), _time(parameters["quiet_until"])):
        return ()
    if moment.context.consented_hours and _inside(now, moment.context.consented_hours):
        return ()
    said = now.strftime("%H:%M")
    return (
        Hit(Span(0, len(moment.reading.text)), "context", "call", {"said": said, "truth": _open_hours(parameters)}),
    )


def _closed(now: time, quiet_from: time, quiet_until: time) -> bool:
    return now >= quiet_from or now < quiet_until


def _inside(now: time, hours: str) -> bool:
    start, end = (_time(part) for part in hours.split("-"))
    return start <= now < end if start <= end else now >= start or now < end


def _time(text: str) -> time:
    return time.fromisoformat(text if len(text) == 5 else f"0{text}")


def _open_hours(parameters: Mapping[str, str]) -> str:
    return f"{parameters['quiet_until']}–{parameters['quiet_from']}"
