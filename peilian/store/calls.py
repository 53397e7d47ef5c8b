"""Calls as they happen: every accepted turn is on disk before `append_turn` returns.

Knows neither who may see a call nor how it is scored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, desc, func, insert, select, update

from peilian.content import StoreError
from peilian.dialogue.call import Call, Ended, Turn
from peilian.store.call_rows import (
    CallState,
    CallSummary,
    call_of,
    call_row,
    ended_of,
    summary_of,
    turn_of,
    turn_row,
)
from peilian.store.database import Database
from peilian.store.plain_text import is_plain, require_plain
from peilian.store.tables import call as call_table
from peilian.store.tables import debtor_log
from peilian.store.tables import turn as turn_table

Log = Mapping[str, Any]
"""JSON about one debtor turn (state, move, voice, guard events). Hidden: never goes to a browser."""


class CallRecords:
    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        call: Call,
        *,
        owner_id: int,
        at: datetime,
        coach_on: bool = True,
        stamps: Mapping[str, str | None] | None = None,
    ) -> None:
        """Keeps a new call with the turns it already has (a retry brings some). Raises `StoreError` on a taken id."""
        if call.ended is not None:
            raise StoreError(f"call {call.id} cannot be started: it has already ended", code="call_ended")
        with self._database.write() as connection:
            if connection.execute(select(call_table.c.id).where(call_table.c.id == call.id)).first():
                raise StoreError(f"call {call.id} exists already — give the new call another id", code="call_taken")
            connection.execute(
                insert(call_table).values(**call_row(call, stamps), owner_id=owner_id, started_at=at, coach_on=coach_on)
            )
            for index, turn in enumerate(call.turns):
                connection.execute(insert(turn_table).values(call_id=call.id, index=index, **turn_row(turn)))

    def append_turn(self, call_id: str, index: int, turn: Turn, log: Log | None = None) -> bool:
        """Makes turn `index` (0-based) durable and returns True; False when the same words are already there.

        Raises `StoreError` for other words at that index, a gap, an unknown call or one that has ended.
        """
        row = turn_row(turn)
        with self._database.write() as connection:
            state = _locked_state(connection, call_id)
            kept = connection.execute(
                select(turn_table.c.speaker, turn_table.c.text).where(
                    turn_table.c.call_id == call_id, turn_table.c.index == index
                )
            ).first()
            if kept is not None:
                if (kept.speaker, kept.text) == (turn.speaker, turn.text):
                    return False
                raise StoreError(
                    f"turn {index} of call {call_id} is already taken by other words — reload the call",
                    code="turn_taken",
                )
            if state in ("ended", "scored"):
                raise StoreError(f"call {call_id} has ended, so nothing more can be said in it", code="call_ended")
            count = _count(connection, call_id)
            if index != count:
                raise StoreError(
                    f"turn {index} of call {call_id} cannot be kept: the next one is {count} — reload the call",
                    code="turn_gap",
                )
            connection.execute(insert(turn_table).values(call_id=call_id, index=index, **row))
            if log is not None:
                connection.execute(insert(debtor_log).values(call_id=call_id, index=index, log=dict(log)))
            if state == "ringing":
                connection.execute(update(call_table).where(call_table.c.id == call_id).values(state="talking"))
            return True

    def end(self, call_id: str, ended: Ended, *, at: datetime, disclosed: Sequence[str] | None = None) -> Ended:
        """Ends the call and returns how it ended. The first end stands: a later one changes nothing.

        `disclosed`: ids of the hidden facts that came out. Raises `StoreError` for an unknown call.
        """
        with self._database.write() as connection:
            if _locked_state(connection, call_id) in ("ended", "scored"):
                standing = ended_of(connection.execute(select(call_table).where(call_table.c.id == call_id)).one())
                return standing or ended
            connection.execute(
                update(call_table)
                .where(call_table.c.id == call_id)
                .values(
                    state="ended",
                    ended_by=ended.by,
                    ended_reason=ended.reason,
                    ended_at=at,
                    disclosed=None if disclosed is None else list(disclosed),
                )
            )
        return ended

    def write_note(self, call_id: str, note: str) -> None:
        """Keeps the trainee's note. Raises `StoreError` once the call is scored: the scorecard judged the old one."""
        require_plain(note, "the note")
        with self._database.write() as connection:
            if _locked_state(connection, call_id) == "scored":
                raise StoreError(f"call {call_id} is already scored, so its note stays as it is", code="call_scored")
            connection.execute(update(call_table).where(call_table.c.id == call_id).values(note=note))

    def get(self, call_id: str) -> Call:
        """The whole call, `disclosed` included (`Call.for_trainee()` leaves it out). Raises `StoreError` if unknown."""
        if not is_plain(call_id):
            raise _unknown(call_id)
        with self._database.read() as connection:
            row = connection.execute(select(call_table).where(call_table.c.id == call_id)).first()
            if row is None:
                raise _unknown(call_id)
            turns = connection.execute(
                select(turn_table).where(turn_table.c.call_id == call_id).order_by(turn_table.c.index)
            ).all()
        return call_of(row, [turn_of(each) for each in turns])

    def find(self, call_id: str) -> CallSummary | None:
        if not is_plain(call_id):
            return None
        with self._database.read() as connection:
            row = connection.execute(_summaries().where(call_table.c.id == call_id)).first()
        return summary_of(row) if row else None

    def of_owner(
        self, owner_id: int, *, states: Sequence[CallState] | None = None, limit: int = 100
    ) -> tuple[CallSummary, ...]:
        """That user's calls, newest first; `states` narrows them (`("ringing", "talking")` are the open ones)."""
        query = _summaries().where(call_table.c.owner_id == owner_id)
        if states is not None:
            query = query.where(call_table.c.state.in_(states))
        query = query.order_by(desc(call_table.c.started_at), desc(call_table.c.id)).limit(limit)
        with self._database.read() as connection:
            return tuple(summary_of(row) for row in connection.execute(query))

    def logs(self, call_id: str) -> Mapping[int, Log]:
        """The hidden log by turn index; turns without one are absent."""
        query = select(debtor_log.c.index, debtor_log.c.log).where(debtor_log.c.call_id == call_id)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _unknown(call_id: str) -> StoreError:
    return StoreError(f"there is no call {call_id!r}", code="call_unknown")


def _locked_state(connection: Connection, call_id: str) -> CallState:
    if not is_plain(call_id):
        raise _unknown(call_id)
    query = select(call_table.c.state).where(call_table.c.id == call_id).with_for_update()
    state: CallState | None = connection.execute(query).scalar_one_or_none()
    if state is None:
        raise _unknown(call_id)
    return state


def _count(connection: Connection, call_id: str) -> int:
    query = select(func.count()).select_from(turn_table).where(turn_table.c.call_id == call_id)
    return connection.execute(query).scalar_one()


def _summaries() -> Any:
    turns = select(func.count()).where(turn_table.c.call_id == call_table.c.id).scalar_subquery()
    return select(call_table, turns.label("turn_count"))
