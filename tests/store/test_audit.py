"""The audit trail grows in order and shows when a row was edited, removed or added by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import text

from peilian.content import StoreError
from peilian.store import AuditHead, Store
from tests.store.builders import NOON, a_user


def record(store: Store, count: int) -> None:
    for number in range(count):
        store.audit.record(NOON, actor="admin", action="user_created", object=f"user:{number}", detail={"角色": "lead"})


def test_an_untouched_trail_is_whole(store: Store) -> None:
    assert store.audit.first_break() is None
    record(store, 5)
    assert store.audit.first_break(store.audit.head()) is None
    newest = store.audit.latest(limit=1)[0]
    assert (newest.id, newest.at, newest.object, newest.detail) == (5, NOON, "user:4", {"角色": "lead"})


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE id = 3", 3),
        ("UPDATE audit SET detail = '{}' WHERE id = 2", 2),
        ("UPDATE audit SET at = '2026-11-18 04:00:00.000001' WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 5", 5),
        ("INSERT INTO audit SELECT 6, at, actor, action, object, detail, hash, hash FROM audit WHERE id = 5", 6),
    ],
)
def test_a_row_changed_by_hand_is_found(store: Store, statement: str, broken: int) -> None:
    record(store, 5)
    head = store.audit.head()
    with store.database.write() as connection:
        connection.execute(text(statement))
    assert store.audit.first_break(head) == broken


def test_a_rewritten_trail_does_not_match_a_head_noted_before(store: Store) -> None:
    record(store, 2)
    assert store.audit.first_break(AuditHead(2, "f" * 64)) == 2


def test_threads_append_to_one_chain(store: Store) -> None:
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(lambda _: record(store, 5), range(10)))
    assert store.audit.head().id == 50
    assert store.audit.first_break() is None


def test_a_transaction_keeps_all_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            a_user(store)
            record(store, 1)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (store.users.by_name("lin"), store.audit.head().id) == (None, 0)


def test_a_failure_swallowed_inside_a_transaction_still_undoes_it(store: Store) -> None:
    def swallow() -> None:
        with store.transaction():
            a_user(store)
            with suppress(StoreError):
                store.users.set_role(999, "lead")

    with pytest.raises(StoreError, match="none of it was kept"):
        swallow()
    assert (store.users.by_name("lin"), store.audit.head().id) == (None, 0)
