"""Argon2id with the shipped costs, once; everything else runs on cheap ones."""

from __future__ import annotations

import secrets

import pytest

from peilian.content import StoreError
from peilian.people import Passwords
from tests.people.builders import GOOD


def test_the_shipped_costs_make_and_check_an_argon2id_hash() -> None:
    passwords = Passwords(secrets.token_bytes)
    hashed = passwords.hash(GOOD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.verify(GOOD, hashed)
    assert not passwords.verify(GOOD + " ", hashed)
    assert not passwords.outdated(hashed)


def test_one_password_has_many_hashes(passwords: Passwords) -> None:
    assert passwords.hash(GOOD) != passwords.hash(GOOD)


def test_nobodys_password_is_checked_and_wrong(passwords: Passwords) -> None:
    assert not passwords.reject(GOOD)


def test_a_hash_of_another_kind_is_said_so(passwords: Passwords) -> None:
    with pytest.raises(StoreError, match="must reset it"):
        passwords.verify(GOOD, "plain text")
