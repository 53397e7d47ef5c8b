"""Who may see what: every role against own, team's and strangers' calls."""

from __future__ import annotations

import pytest

from peilian.content import AccessError
from peilian.people import MAY, Action, Passwords, Role, may, may_manage_users, may_see_call, own_call, see_call
from peilian.store import Store
from tests.people.builders import CountingBytes, House, a_house
from tests.store.builders import a_call


@pytest.fixture
def house(store: Store, passwords: Passwords, random_bytes: CountingBytes) -> House:
    house = a_house(store, passwords, random_bytes)
    lin = house.add("lin", team="早班")
    store.calls.start(a_call("c1"), owner_id=lin.id, at=house.clock.now())
    return house


def test_every_role_is_in_the_table() -> None:
    assert set(MAY) == set(Role)
    assert [role for role in Role if Action.MANAGE_USERS in MAY[role]] == [Role.ADMIN]
    assert Action.SEE_TEAM_CALLS not in MAY[Role.ADMIN]


@pytest.mark.parametrize(
    ("role", "team", "sees"),
    [
        ("trainee", "早班", False),
        ("trainee", None, False),
        ("trainer", "早班", True),
        ("trainer", "晚班", False),
        ("lead", "早班", True),
        ("lead", "晚班", False),
        ("lead", None, False),
        ("admin", "早班", False),
        ("admin", None, False),
    ],
)
def test_somebody_elses_transcript(house: House, role: str, team: str | None, sees: bool) -> None:
    viewer = house.add("viewer", role, team=team)
    before = len(house.audited())
    assert may_see_call(viewer, house.user("lin")) is sees
    if sees:
        assert see_call(house.store, viewer, "c1", now=house.clock.now()).id == "c1"
        newest = house.store.audit.latest(limit=1)[0]
        assert (newest.actor, newest.action, newest.object) == ("viewer", "transcript_viewed", "call:c1")
        assert newest.detail == {"owner": "lin"}
    else:
        with pytest.raises(AccessError, match="no such call"):
            see_call(house.store, viewer, "c1", now=house.clock.now())
        assert len(house.audited()) == before
    with pytest.raises(AccessError, match="no such call"):
        own_call(house.store, viewer, "c1")


def test_ones_own_call_is_open_and_not_audited(house: House) -> None:
    lin, before = house.user("lin"), house.audited()
    assert own_call(house.store, lin, "c1") == see_call(house.store, lin, "c1", now=house.clock.now())
    assert house.audited() == before


def test_a_foreign_call_and_an_unknown_one_sound_the_same(house: House) -> None:
    mei = house.add("mei")
    sentences = set()
    for id in ("c1", "c999", "\0"):
        with pytest.raises(AccessError) as refused:
            see_call(house.store, mei, id, now=house.clock.now())
        sentences.add((str(refused.value), refused.value.code))
    assert sentences == {("there is no such call, or it is not yours to open", "call_not_yours")}


def test_two_people_without_a_team_are_not_in_one_team(house: House) -> None:
    assert not may_see_call(house.add("lead", "lead"), house.add("mei"))


def test_a_disabled_or_unfinished_account_may_do_nothing(house: House) -> None:
    root = house.add("root", "admin")
    house.add("second", "admin")
    assert may_manage_users(root)
    house.accounts.disable(root, root.id)
    assert not any(may(house.user("root"), action) for action in Action)
    house.accounts.reset(house.user("second"), house.user("lin").id)
    with pytest.raises(AccessError) as refused:
        own_call(house.store, house.user("lin"), "c1")
    assert refused.value.code == "must_change_password"
