"""Users, teams, sessions, tries and content versions keep their promises on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from peilian.content import InputError, StoreError
from peilian.store import Store
from tests.store.builders import NOON, a_user


@pytest.mark.parametrize("name", ["Lin", " lin ", "ＬＩＮ", "LIN"])
def test_a_name_is_one_name_however_it_is_typed(store: Store, name: str) -> None:
    lin = a_user(store, "lin")
    assert store.users.by_name(name) == lin
    with pytest.raises(InputError, match="already taken"):
        a_user(store, name)


@pytest.mark.parametrize("name", ["nobody", "", "l\0in", "\ud800"])
def test_a_name_nobody_has_finds_nobody(store: Store, name: str) -> None:
    a_user(store, "lin")
    assert store.users.by_name(name) is None


def test_only_known_roles_are_kept(store: Store) -> None:
    with pytest.raises(StoreError, match="contradictory"):
        a_user(store, role="god")
    with pytest.raises(StoreError, match="no user 77"):
        store.users.get(77)


def test_teams_are_made_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert len({team.id for team in threads.map(store.teams.ensure, ["早班"] * 8)}) == 1
    lin = a_user(store)
    store.users.set_team(lin.id, store.teams.all()[0].id)
    assert store.users.get(lin.id).team == "早班"


def test_sessions_are_touched_removed_and_purged(store: Store) -> None:
    lin = a_user(store)
    for token in ("a", "b", "c"):
        store.sessions.add(token, lin.id, at=NOON, expires=NOON + timedelta(hours=24))
    store.sessions.touch("a", NOON + timedelta(hours=3))
    assert store.sessions.remove_of(lin.id, keep="a") == 2
    found = store.sessions.find("a")
    assert found is not None
    assert found.last_seen_at == NOON + timedelta(hours=3)
    assert store.sessions.purge(now=NOON + timedelta(hours=4), idle_since=NOON) == 0
    assert store.sessions.purge(now=NOON + timedelta(hours=4), idle_since=NOON + timedelta(hours=3)) == 1
    assert not store.sessions.remove("a")


def test_parallel_tries_do_not_slip_past_the_limit(store: Store) -> None:
    def reserve(_: int) -> bool:
        since = NOON - timedelta(minutes=15)
        attempt = store.login_attempts.reserve("lin", "10.0.0.1", at=NOON, since=since, per_account=10, per_address=30)
        return attempt is not None

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(reserve, range(60))) == 10
    assert store.login_attempts.purge(NOON + timedelta(seconds=1)) == 10


def test_a_published_version_never_changes(store: Store) -> None:
    assert store.content_versions.publish("persona", "zh-driver", hash="h1", text="一", at=NOON)
    assert not store.content_versions.publish("persona", "zh-driver", hash="h1", text="一", at=NOON)
    store.content_versions.publish("persona", "zh-driver", hash="h2", text="二", at=NOON + timedelta(minutes=1))
    with pytest.raises(StoreError, match="another text"):
        store.content_versions.publish("persona", "zh-driver", hash="h1", text="三", at=NOON)
    assert [each.text for each in store.content_versions.history("persona", "zh-driver")] == ["二", "一"]
