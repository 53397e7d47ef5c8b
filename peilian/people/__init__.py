"""Accounts, passwords, sessions, roles, and who may see and do what."""

from peilian.people.access import may, may_manage_users, may_see_call, own_call, require, see_call
from peilian.people.accounts import CONSOLE, Accounts
from peilian.people.password_rules import PasswordRules
from peilian.people.passwords import Passwords, RandomBytes
from peilian.people.roles import MAY, Action, Role
from peilian.people.sessions import SessionLimits, Sessions
from peilian.people.tries import TryLimits

__all__ = [
    "CONSOLE",
    "MAY",
    "Accounts",
    "Action",
    "PasswordRules",
    "Passwords",
    "RandomBytes",
    "Role",
    "SessionLimits",
    "Sessions",
    "TryLimits",
    "may",
    "may_manage_users",
    "may_see_call",
    "own_call",
    "require",
    "see_call",
]
