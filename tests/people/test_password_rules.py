"""Which passwords are refused and which are not, and that one-time passwords would pass."""

from __future__ import annotations

import secrets
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peilian.content import InputError
from peilian.people import PasswordRules
from peilian.people.one_time_password import ALPHABET, one_time_password

RULES = PasswordRules.load()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("k7#mQ2x9v", "password_short"),
        ("喜欢晒太阳的猫", "password_short"),
        ("kettle " * 19, "password_long"),
        ("three\nold bicycles", "password_unprintable"),
        ("1234567890", "password_common"),
        ("12345678910", "password_common"),
        ("0987654321", "password_common"),
        ("qwertyuiop", "password_common"),
        ("Qwerty123456", "password_common"),
        ("1qaz2wsx3edc", "password_common"),
        ("password123", "password_common"),
        ("P@ssw0rd2026", "password_common"),
        ("Password!!!!", "password_common"),
        ("admin888888", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("abababababab", "password_common"),
        ("woaini1314520", "password_common"),
        ("5201314zhang", "password_common"),
        ("13912345678", "password_common"),
        ("19900317", "password_short"),
        ("19900317abc", "password_common"),
        ("peilian2026", "password_common"),
        ("lintao2026!", "password_common"),
        ("Lin.Tao.1990", "password_common"),
        ("林涛林涛123456", "password_common"),
        ("iloveyouiloveyou", "password_common"),
        ("          ", "password_common"),
        ("ｐａｓｓｗｏｒｄ１２３", "password_common"),
    ],
)
def test_what_others_would_guess_is_refused(password: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        RULES.check(password, names=("lin.tao", "林涛"))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "three old bicycles",
        "all lower case is fine",
        "梧桐树下三辆旧自行车啊",
        "k7#mQ2x9vB",
        "8264917305",
        "correct horse battery",
        "我家的猫password特别胖",
        "x" * 5 + "kettle-umbrella",
        "kettle " * 18,
    ],
)
def test_what_nobody_would_guess_is_taken_without_composition_rules(password: str) -> None:
    RULES.check(password, names=("lin.tao", "林涛"))


@given(st.binary(min_size=16, max_size=16))
def test_a_one_time_password_is_four_groups_of_plain_characters(source: bytes) -> None:
    password = one_time_password(lambda count: source[:count])
    assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
    assert set(password) <= set(ALPHABET) | {"-"}


def test_random_one_time_passwords_keep_the_rules() -> None:
    for _ in range(200):
        RULES.check(one_time_password(secrets.token_bytes))
    assert len(set(ALPHABET)) == 32
    assert set(ALPHABET) < set(string.ascii_lowercase + string.digits)


@given(st.text(max_size=200))
def test_any_text_is_taken_or_refused_as_input(password: str) -> None:
    with suppress(InputError):
        RULES.check(password, names=("lin",))


def test_an_own_list_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("# ours\nbicycles\nthree old\n", encoding="utf-8")
    with pytest.raises(InputError):
        PasswordRules.load(tmp_path / "words.txt").check("three old bicycles")
