"""Which new passwords are refused: too short, too long, or soon guessed. No composition rules (ASVS 5.0 6.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from peilian.content import InputError
from peilian.people.passwords import LONGEST, normalised

SHORTEST = 10
_UNGUESSED = 5
"""What must remain, in characters, when all that is commonly guessed is taken away."""

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()",
)
_MOBILE = r"(?<!\d)1[3-9]\d{9}(?!\d)"
_DATE = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d\d"
_REPEAT = r"(.{1,4}?)\1{2,}"
_LEET = str.maketrans("@013$5!", "aoiessi")


@dataclass(frozen=True, slots=True)
class PasswordRules:
    common: re.Pattern[str]

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """Reads the words people guess first, one a line; the shipped list by default."""
        lines = (file or Path(__file__).with_name("common_passwords.txt")).read_text(encoding="utf-8").splitlines()
        return cls.of(line.strip() for line in lines if line.strip() and not line.startswith("#"))

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        guesses = {word.casefold() for word in words} | set(_runs())
        longest_first = sorted(guesses, key=lambda word: (-len(word), word))
        return cls(re.compile("|".join([_MOBILE, *map(re.escape, longest_first), _DATE])))

    def check(self, password: str, *, names: Iterable[str] = ()) -> None:
        """Raises `InputError` naming the reason; `names` are the person's own, which others try first."""
        plain = normalised(password)
        if len(plain) < SHORTEST:
            raise InputError(f"the password is too short — use at least {SHORTEST} characters", code="password_short")
        if len(plain) > LONGEST:
            raise InputError(f"the password is too long — use at most {LONGEST} characters", code="password_long")
        if not plain.isprintable():
            raise InputError("the password holds a character that cannot be typed", code="password_unprintable")
        folded = plain.casefold()
        if any(self._is_guessable(form, names) for form in (folded, folded.translate(_LEET))):
            raise InputError(
                "the password is too easy to guess — put a few unrelated words together, without your name, "
                "dates or keyboard rows",
                code="password_common",
            )

    def _is_guessable(self, folded: str, names: Iterable[str]) -> bool:
        left = folded
        for name in sorted(_parts(names), key=len, reverse=True):
            left = left.replace(name, "")
        left = re.sub(_REPEAT, r"\1", self.common.sub("", left))
        left = re.sub(r"[\W_]+", "", left)
        return len(left) < _UNGUESSED or len(set(left)) < _UNGUESSED - 1


def _runs() -> Iterable[str]:
    for row in _ROWS:
        for each in (row, row[::-1]):
            for length in range(4, len(each) + 1):
                for start in range(len(each) - length + 1):
                    yield each[start : start + length]


def _parts(names: Iterable[str]) -> set[str]:
    parts: set[str] = set()
    for name in names:
        folded = normalised(name).casefold()
        parts |= {
            part for part in [folded, *re.split(r"[\W_]+", folded)] if len(part) >= (2 if not part.isascii() else 3)
        }
    return parts
