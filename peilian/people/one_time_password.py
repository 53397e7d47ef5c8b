"""Passwords that are shown once and must be changed at the first sign-in."""

from __future__ import annotations

from peilian.people.passwords import RandomBytes

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
"""32 characters that are not mistaken for one another, so five bits each and no bias."""


def one_time_password(random_bytes: RandomBytes) -> str:
    """80 bits as `xxxx-xxxx-xxxx-xxxx`."""
    letters = "".join(ALPHABET[byte % 32] for byte in random_bytes(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
