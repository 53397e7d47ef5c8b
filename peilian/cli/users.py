"""`users`: who may sign in."""

from __future__ import annotations

import json

from peilian.cli.door import Door
from peilian.cli.people import accounts, database
from peilian.people import CONSOLE


def list_users(door: Door) -> None:
    with database(door) as store:
        rows = [
            {
                "name": user.name,
                "display_name": user.display_name,
                "role": user.role,
                "disabled": user.disabled,
                "must_change_password": user.must_change_password,
            }
            for user in accounts(door, store).list(CONSOLE)
        ]
    door.emit(json.dumps(rows, ensure_ascii=False))


def add_user(door: Door, name: str, display_name: str, role: str) -> None:
    """Raises `InputError` for a taken name or an unknown role."""
    with database(door) as store:
        password = accounts(door, store).add_user(CONSOLE, name, display_name, role)
    door.emit(json.dumps({"name": name, "role": role, "one_time_password": password}, ensure_ascii=False))


def reset_password(door: Door, name: str) -> None:
    with database(door) as store:
        people = accounts(door, store)
        password = people.reset(CONSOLE, people.find(CONSOLE, name).id)
    door.emit(json.dumps({"name": name, "one_time_password": password}, ensure_ascii=False))


def set_disabled(door: Door, name: str, *, disabled: bool) -> None:
    with database(door) as store:
        people = accounts(door, store)
        user = people.find(CONSOLE, name)
        if disabled:
            people.disable(CONSOLE, user.id)
        else:
            people.enable(CONSOLE, user.id)
    door.say(f"{name}: {'disabled, sessions ended' if disabled else 'enabled'}")
