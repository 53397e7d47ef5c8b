"""What one turn and one call may hold."""

from __future__ import annotations

from peilian.content import InputError

LONGEST_TURN = 2_000
"""Characters."""
MOST_AGENT_TURNS = 60


def checked_turn(text: str) -> str:
    """`text` without surrounding blanks. Raises `InputError` naming the limit it breaks."""
    kept = text.strip()
    if not kept:
        raise InputError("the turn is empty — say something", code="turn_empty")
    if len(kept) > LONGEST_TURN:
        raise InputError(
            f"the turn has {len(kept)} characters, the limit is {LONGEST_TURN} — shorten it", code="turn_too_long"
        )
    if "\0" in kept or any("\ud800" <= character <= "\udfff" for character in kept):
        raise InputError("the turn holds a character that cannot be kept — remove it", code="bad_text")
    return kept
