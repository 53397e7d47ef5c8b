"""Which text every database can keep: PostgreSQL refuses NUL, and none can encode half a surrogate pair."""

from __future__ import annotations

from peilian.content import InputError


def is_plain(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def require_plain(text: str, what: str) -> None:
    """Raises `InputError` saying that `what` holds something that cannot be kept."""
    if not is_plain(text):
        raise InputError(f"{what} holds a character that cannot be kept — remove it and send again", code="bad_text")
