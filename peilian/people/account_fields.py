"""What an admin types into the form for a new account, checked field by field; all raise `InputError`."""

from __future__ import annotations

import re
import unicodedata

from peilian.content import InputError
from peilian.people.roles import Role
from peilian.store import fold_name

RESERVED = frozenset({"console", "anonymous", "system", "unknown"})
"""Names that the audit uses for nobody's account."""


def name_of(name: str) -> str:
    folded = fold_name(name)
    if not re.fullmatch(r"[\w.@-]{1,64}", folded):
        raise InputError("the name must be 1 to 64 letters, digits or . _ - @, without spaces", code="name_bad")
    if folded in RESERVED:
        raise InputError(f"the name {folded} is reserved — choose another one", code="name_taken")
    return folded


def display_name_of(display_name: str) -> str:
    shown = unicodedata.normalize("NFC", display_name).strip()
    if not 1 <= len(shown) <= 80 or not shown.isprintable():
        raise InputError("the displayed name must be 1 to 80 printable characters", code="display_name_bad")
    return shown


def role_of(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise InputError(f"unknown role {role!r} — use {', '.join(Role)}", code="role_unknown") from None


def team_of(team: str | None) -> str | None:
    if team is None or not team.strip():
        return None
    shown = unicodedata.normalize("NFC", team).strip()
    if len(shown) > 80 or not shown.isprintable():
        raise InputError("the team's name must be at most 80 printable characters", code="team_bad")
    return shown
