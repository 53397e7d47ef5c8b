"""Signing in, staying in, being thrown out, and guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from peilian.content import AccessError
from peilian.people import Passwords, Sessions
from peilian.people.sessions import token_hash
from peilian.people.tries import network_of
from peilian.store import Store
from peilian.store.tables import session as session_table
from tests.people.builders import GOOD, CountingBytes, House, a_house


@pytest.fixture
def house(store: Store, passwords: Passwords, random_bytes: CountingBytes) -> House:
    house = a_house(store, passwords, random_bytes)
    house.add("lin")
    return house


def test_every_sign_in_has_a_new_token_of_256_bits_of_which_only_the_hash_is_kept(house: House) -> None:
    first, second = house.sign_in("lin"), house.sign_in(" LIN ")
    assert first != second
    assert len(first) == 43
    with house.store.database.read() as connection:
        kept = set(connection.execute(select(session_table.c.token_hash)).scalars())
    assert kept == {token_hash(first), token_hash(second)}


@pytest.mark.parametrize("token", [None, "", "nonsense", "\0", "\ud800", "a" * 10_000])
def test_a_token_that_was_never_given_is_nobody(house: House, token: str | None) -> None:
    assert house.who(token) is None


def test_a_session_ends_when_idle_for_eight_hours(house: House) -> None:
    token = house.sign_in("lin")
    house.clock.advance(hours=7, minutes=59)
    assert house.who(token) is not None
    house.clock.advance(hours=7, minutes=59)
    assert house.who(token) is not None
    house.clock.advance(hours=8)
    assert house.who(token) is None
    house.clock.advance(hours=-8)
    assert house.who(token) is None


def test_a_session_ends_after_a_day_however_busy(house: House) -> None:
    token = house.sign_in("lin")
    for _ in range(5):
        house.clock.advance(hours=4, minutes=40)
        assert house.who(token) is not None
    house.clock.advance(minutes=40)
    assert house.who(token) is None


def test_a_clock_that_goes_back_an_hour_signs_nobody_out(house: House) -> None:
    token = house.sign_in("lin")
    house.clock.advance(hours=-1)
    assert house.who(token) is not None


def test_signing_out_ends_this_session_only(house: House) -> None:
    here, there = house.sign_in("lin"), house.sign_in("lin")
    house.sessions.sign_out(here, house.clock.now())
    house.sessions.sign_out("nonsense", house.clock.now())
    assert house.who(here) is None
    assert house.who(there) is not None


@pytest.mark.parametrize(
    ("name", "password"),
    [("lin", "wrong"), ("nobody", GOOD), ("", ""), ("l\0in", GOOD), ("\ud800", "\ud800"), ("lin", GOOD + "x" * 200)],
)
def test_wrong_name_and_wrong_password_sound_the_same(house: House, name: str, password: str) -> None:
    with pytest.raises(AccessError) as refused:
        house.sign_in(name, password)
    assert (str(refused.value), refused.value.code) == ("the name or the password is wrong", "sign_in_failed")


def test_a_full_width_keyboard_types_the_same_password(house: House) -> None:
    house.add("mei", password="ｔｈｒｅｅ ｏｌｄ ｂｉｃｙｃｌｅｓ")
    assert house.sign_in("mei", "three old bicycles")


def guess(house: House, name: str, address: str, times: int) -> int:
    """How many of the guesses were checked."""
    checked = 0
    for number in range(times):
        with pytest.raises(AccessError) as refused:
            house.sign_in(name, f"guess {number}", address)
        checked += refused.value.code == "sign_in_failed"
    return checked


def test_ten_guesses_at_an_account_are_checked_and_the_owner_gets_in_elsewhere(house: House) -> None:
    assert guess(house, "lin", "203.0.113.9", 40) == 10
    with pytest.raises(AccessError, match="too many wrong passwords"):
        house.sign_in("lin", GOOD, "203.0.113.9")
    assert house.sign_in("lin", GOOD, "198.51.100.1")


def test_thirty_guesses_from_an_address_are_checked_whatever_the_names(house: House) -> None:
    assert sum(guess(house, f"name{number}", "203.0.113.9", 1) for number in range(50)) == 30


def test_an_ipv6_household_is_one_address(house: House) -> None:
    assert sum(guess(house, "lin", f"2001:db8:1:2::{number:x}", 1) for number in range(20)) == 10


def test_guessing_may_go_on_after_a_quarter_of_an_hour(house: House) -> None:
    assert guess(house, "lin", "203.0.113.9", 12) == 10
    house.clock.advance(minutes=14)
    assert guess(house, "lin", "203.0.113.9", 1) == 0
    house.clock.advance(minutes=2)
    assert house.sign_in("lin", GOOD, "203.0.113.9")


def test_a_right_password_does_not_count_as_a_try(house: House) -> None:
    for _ in range(40):
        house.sign_in("lin")
    assert guess(house, "lin", "10.0.0.1", 3) == 3


def test_forgotten_tries_and_dead_sessions_are_cleared_at_sign_in(house: House) -> None:
    house.sign_in("lin")
    house.clock.advance(days=2)
    alive = house.sign_in("lin")
    with house.store.database.read() as connection:
        assert list(connection.execute(select(session_table.c.token_hash)).scalars()) == [token_hash(alive)]


def test_a_hash_of_older_costs_is_renewed_at_sign_in(house: House, random_bytes: CountingBytes) -> None:
    dearer = Passwords(random_bytes, time_cost=2, memory_cost=16, parallelism=1)
    before = house.store.users.password_hash(house.user("lin").id)
    token = Sessions(house.store, dearer, random_bytes).sign_in("lin", GOOD, "10.0.0.1", house.clock.now())
    after = house.store.users.password_hash(house.user("lin").id)
    assert before != after
    assert not dearer.outdated(after)
    assert house.who(token) is not None


def test_touching_is_written_at_most_once_a_minute(house: House) -> None:
    token = house.sign_in("lin")
    start = house.clock.now()
    house.clock.advance(seconds=30)
    house.who(token)
    stored = house.store.sessions.find(token_hash(token))
    assert stored is not None
    assert stored.last_seen_at == start
    house.clock.advance(seconds=31)
    house.who(token)
    stored = house.store.sessions.find(token_hash(token))
    assert stored is not None
    assert stored.last_seen_at == start + timedelta(seconds=61)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("user:7", "user:7"),
        ("x" * 100, "x" * 64),
    ],
)
def test_addresses_are_counted_by_network(address: str, network: str) -> None:
    assert network_of(address) == network
