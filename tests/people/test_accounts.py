"""Accounts: who makes them, what the owner chooses, and what is written down."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from peilian.content import AccessError, InputError
from peilian.people import CONSOLE, Passwords
from peilian.store import Store
from tests.people.builders import GOOD, OTHER, CountingBytes, House, a_house


@pytest.fixture
def house(store: Store, passwords: Passwords, random_bytes: CountingBytes) -> House:
    return a_house(store, passwords, random_bytes)


def test_the_first_start_makes_one_admin_with_a_password_shown_once(house: House) -> None:
    password = house.accounts.create_admin_if_none()
    assert password is not None
    assert len(password) == 19
    assert house.accounts.create_admin_if_none() is None
    admin = house.who(house.sign_in("admin", password))
    assert admin is not None
    assert (admin.role, admin.must_change_password) == ("admin", True)


def test_parallel_first_starts_make_one_admin(house: House) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: house.accounts.create_admin_if_none(), range(8)))
    assert len([password for password in made if password]) == 1


def test_a_new_user_may_do_nothing_before_choosing_a_password(house: House) -> None:
    one_time = house.accounts.add_user(CONSOLE, "Lin.Tao", "林涛", "trainee")
    token = house.sign_in("lin.tao", one_time)
    user = house.who(token)
    assert user is not None
    assert (user.name, user.display_name, user.must_change_password) == ("lin.tao", "林涛", True)
    house.accounts.change_password(user, one_time, GOOD, keep_token=token)
    changed = house.who(token)
    assert changed is not None
    assert not changed.must_change_password
    with pytest.raises(AccessError):
        house.sign_in("lin.tao", one_time)
    assert house.who(house.sign_in("lin.tao", GOOD)) == changed


@pytest.mark.parametrize(
    ("name", "shown", "role", "language", "code"),
    [
        ("", "x", "trainee", "zh", "name_bad"),
        ("two words", "x", "trainee", "zh", "name_bad"),
        ("a" * 65, "x", "trainee", "zh", "name_bad"),
        ("a\n", "a\nb", "trainee", "zh", "display_name_bad"),
        ("=cmd|x", "x", "trainee", "zh", "name_bad"),
        ("Console", "x", "trainee", "zh", "name_taken"),
        ("MEI", "x", "trainee", "zh", "name_taken"),
        ("lin", "x" * 81, "trainee", "zh", "display_name_bad"),
        ("lin", "林", "god", "zh", "role_unknown"),
        ("lin", "林", "trainee", "klingon", ""),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_kept(
    house: House, name: str, shown: str, role: str, language: str, code: str
) -> None:
    house.add("mei")
    with pytest.raises(InputError) as refused:
        house.accounts.add_user(CONSOLE, name, shown, role, language=language)
    assert refused.value.code == code
    assert [user.name for user in house.accounts.list(CONSOLE)] == ["mei"]


@pytest.mark.parametrize("role", ["trainee", "trainer", "lead"])
def test_only_an_admin_manages_users(house: House, role: str) -> None:
    actor, other = house.add("actor", role), house.add("other")
    before = house.audited()
    for attempt in (
        lambda: house.accounts.add_user(actor, "x", "x", "trainee"),
        lambda: house.accounts.reset(actor, other.id),
        lambda: house.accounts.disable(actor, other.id),
        lambda: house.accounts.enable(actor, other.id),
        lambda: house.accounts.change_role(actor, actor.id, "admin"),
        lambda: house.accounts.set_team(actor, actor.id, "早班"),
        lambda: house.accounts.list(actor),
        lambda: house.accounts.find(actor, "other"),
    ):
        with pytest.raises(AccessError, match="does not allow") as refused:
            attempt()
        assert refused.value.code == "not_allowed"
    assert house.audited() == before


def test_an_admin_with_a_one_time_password_manages_nobody_yet(house: House) -> None:
    house.accounts.create_admin_if_none()
    with pytest.raises(AccessError, match="choose your own password first"):
        house.accounts.list(house.user("admin"))


def test_changing_the_password_ends_the_other_sessions(house: House) -> None:
    lin = house.add("lin")
    here, elsewhere = house.sign_in("lin"), house.sign_in("lin")
    house.accounts.change_password(lin, GOOD, OTHER, keep_token=here)
    assert house.who(here) is not None
    assert house.who(elsewhere) is None


def test_a_wrong_old_password_changes_nothing_and_runs_out(house: House) -> None:
    lin = house.add("lin")
    for _ in range(10):
        with pytest.raises(AccessError, match="old password is wrong"):
            house.accounts.change_password(lin, "wrong", OTHER)
    with pytest.raises(AccessError, match="too many"):
        house.accounts.change_password(lin, GOOD, OTHER)
    assert house.sign_in("lin", GOOD)


@pytest.mark.parametrize("new", [GOOD, "short", "lin-lin-lin-lin"])
def test_a_refused_new_password_changes_nothing(house: House, new: str) -> None:
    lin = house.add("lin")
    with pytest.raises(InputError):
        house.accounts.change_password(lin, GOOD, new)
    assert house.sign_in("lin", GOOD)


def test_disabling_signs_out_at_once_and_enabling_lets_in_again(house: House) -> None:
    lin = house.add("lin")
    token = house.sign_in("lin")
    house.accounts.disable(CONSOLE, lin.id)
    assert house.who(token) is None
    with pytest.raises(AccessError, match="disabled"):
        house.sign_in("lin")
    with pytest.raises(AccessError, match="name or the password"):
        house.sign_in("lin", "wrong")
    house.accounts.enable(CONSOLE, lin.id)
    assert house.who(token) is None
    assert house.who(house.sign_in("lin")) == lin


def test_a_reset_signs_out_and_needs_a_new_password(house: House) -> None:
    lin = house.add("lin")
    token = house.sign_in("lin")
    one_time = house.accounts.reset(CONSOLE, lin.id)
    assert house.who(token) is None
    with pytest.raises(AccessError):
        house.sign_in("lin", GOOD)
    user = house.who(house.sign_in("lin", one_time))
    assert user is not None
    assert user.must_change_password


def test_a_role_holds_from_the_next_request_on(house: House) -> None:
    lin = house.add("lin")
    token = house.sign_in("lin")
    house.accounts.change_role(CONSOLE, lin.id, "lead")
    house.accounts.set_team(CONSOLE, lin.id, " 早班 ")
    house.accounts.set_language(lin, "en")
    user = house.who(token)
    assert user is not None
    assert (user.role, user.team, user.language) == ("lead", "早班", "en-US")


def test_the_last_admin_stays(house: House) -> None:
    root = house.add("root", "admin")
    with pytest.raises(InputError, match="last administrator"):
        house.accounts.disable(root, root.id)
    with pytest.raises(InputError, match="last administrator"):
        house.accounts.change_role(root, root.id, "lead")
    house.add("second", "admin")
    house.accounts.disable(root, root.id)
    assert house.user("root").disabled


def test_everything_that_matters_is_in_the_audit(house: House) -> None:
    root = house.add("root", "admin")
    lin = house.add("lin")
    token = house.sign_in("lin")
    with pytest.raises(AccessError):
        house.sign_in("lin", "wrong")
    with pytest.raises(AccessError):
        house.sign_in("my password by mistake", "wrong")
    house.sessions.sign_out(token, house.clock.now())
    house.accounts.change_role(root, lin.id, "trainer")
    house.accounts.reset(root, lin.id)
    house.accounts.disable(root, lin.id)
    assert house.audited() == [
        "user_created",
        "password_changed",
        "user_created",
        "password_changed",
        "sign_in",
        "sign_in_failed",
        "sign_in_failed",
        "sign_out",
        "role_changed",
        "password_reset",
        "user_disabled",
    ]
    entries = house.store.audit.latest()
    assert [(entry.actor, entry.object) for entry in entries if entry.action == "role_changed"] == [
        ("root", "user:lin")
    ]
    assert "by mistake" not in repr(entries)
    assert GOOD not in repr(entries)
    assert house.store.audit.first_break() is None
