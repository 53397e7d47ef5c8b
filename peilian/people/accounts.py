"""Accounts: made, disabled and reset by an admin; the password is chosen by its owner alone."""

from __future__ import annotations

from datetime import UTC, datetime

from peilian.content import AccessError, InputError
from peilian.dialogue.call import language_of
from peilian.dialogue.ports import Clock
from peilian.people.access import require
from peilian.people.account_fields import display_name_of, name_of, role_of, team_of
from peilian.people.one_time_password import one_time_password
from peilian.people.password_rules import PasswordRules
from peilian.people.passwords import Passwords, RandomBytes
from peilian.people.roles import Action, Role
from peilian.people.sessions import token_hash
from peilian.people.tries import Tries, TryLimits
from peilian.store import Store, User

FIRST_ADMIN = "admin"

CONSOLE = User(
    id=0,
    name="console",
    display_name="console",
    role=Role.ADMIN,
    language="en-US",
    must_change_password=False,
    disabled=False,
    created_at=datetime(1970, 1, 1, tzinfo=UTC),
)
"""Whoever runs the command line on the server; has no account and no password."""


class Accounts:
    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        rules: PasswordRules,
        random_bytes: RandomBytes,
        clock: Clock,
        *,
        tries: TryLimits | None = None,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._rules = rules
        self._random_bytes = random_bytes
        self._clock = clock
        self._tries = Tries(store, tries or TryLimits())

    def create_admin_if_none(self) -> str | None:
        """Makes the user `admin` when nobody is one yet and returns the one-time password, to be shown once."""
        if self._admins():
            return None
        password, hashed = self._one_time()
        with self._store.transaction():
            self._store.users.serialise()
            if self._admins():
                return None
            self._create(CONSOLE, FIRST_ADMIN, FIRST_ADMIN, Role.ADMIN, hashed, "zh-CN", None)
        return password

    def add_user(
        self, actor: User, name: str, display_name: str, role: str, *, language: str = "zh-CN", team: str | None = None
    ) -> str:
        """Returns the one-time password. Raises `AccessError`, or `InputError` naming the field that is wrong."""
        require(actor, Action.MANAGE_USERS)
        folded, shown, chosen = name_of(name), display_name_of(display_name or name), role_of(role)
        spoken = language_of(language)
        password, hashed = self._one_time()
        with self._store.transaction():
            self._create(actor, folded, shown, chosen, hashed, spoken, team_of(team))
        return password

    def change_password(self, user: User, old: str, new: str, *, keep_token: str | None = None) -> None:
        """Ends the user's other sessions (`keep_token` is the one they are in).

        Raises `AccessError` for a wrong old password or too many of them, `InputError` for a new one that is refused.
        """
        now = self._clock.now()
        self._rules.check(new, names=(user.name, user.display_name))
        if new == old:
            raise InputError("the new password is the old one — choose another", code="password_same")
        attempt = self._tries.reserve(user.name, f"user:{user.id}", now)
        checked = self._store.users.password_hash(user.id)
        if not self._passwords.verify(old, checked):
            self._audit(user, "password_change_failed", user)
            raise AccessError("the old password is wrong", code="old_password_wrong")
        hashed = self._passwords.hash(new)
        with self._store.transaction():
            self._store.users.serialise()
            if self._store.users.get(user.id).disabled or self._store.users.password_hash(user.id) != checked:
                raise AccessError("the password was changed meanwhile — sign in again", code="signed_out")
            self._store.users.set_password(user.id, hashed, must_change=False)
            self._store.sessions.remove_of(user.id, keep=token_hash(keep_token) if keep_token else None)
            self._tries.succeeded(attempt, now)
            self._audit(user, "password_changed", user)

    def reset(self, actor: User, user_id: int) -> str:
        """Signs the user out everywhere and returns a one-time password; nobody can choose it for them."""
        require(actor, Action.MANAGE_USERS)
        password, hashed = self._one_time()
        with self._store.transaction():
            user = self._known(user_id)
            self._store.users.set_password(user.id, hashed, must_change=True)
            self._store.sessions.remove_of(user.id)
            self._audit(actor, "password_reset", user)
        return password

    def disable(self, actor: User, user_id: int) -> None:
        """Signs the user out everywhere. Raises `InputError` for the last admin."""
        require(actor, Action.MANAGE_USERS)
        with self._store.transaction():
            user = self._known(user_id)
            self._keep_an_admin(user)
            self._store.users.set_disabled(user.id, True)
            self._store.sessions.remove_of(user.id)
            self._audit(actor, "user_disabled", user)

    def enable(self, actor: User, user_id: int) -> None:
        require(actor, Action.MANAGE_USERS)
        with self._store.transaction():
            user = self._known(user_id)
            self._store.users.set_disabled(user.id, False)
            self._audit(actor, "user_enabled", user)

    def change_role(self, actor: User, user_id: int, role: str) -> None:
        """Holds from the user's next request on. Raises `InputError` for the last admin."""
        require(actor, Action.MANAGE_USERS)
        chosen = role_of(role)
        with self._store.transaction():
            user = self._known(user_id)
            if chosen is not Role.ADMIN:
                self._keep_an_admin(user)
            self._store.users.set_role(user.id, chosen.value)
            self._audit(actor, "role_changed", user, before=user.role, after=chosen.value)

    def set_team(self, actor: User, user_id: int, team: str | None) -> None:
        require(actor, Action.MANAGE_USERS)
        chosen = team_of(team)
        with self._store.transaction():
            user = self._known(user_id)
            self._store.users.set_team(user.id, self._store.teams.ensure(chosen).id if chosen else None)
            self._audit(actor, "team_changed", user, before=user.team, after=chosen)

    def set_language(self, user: User, language: str) -> None:
        """The user's own choice for the pages."""
        self._store.users.set_language(user.id, language_of(language))

    def list(self, actor: User) -> tuple[User, ...]:
        """Everybody by name, disabled ones included."""
        require(actor, Action.MANAGE_USERS)
        return self._store.users.all()

    def find(self, actor: User, name: str) -> User:
        """Raises `InputError` when nobody has that name."""
        require(actor, Action.MANAGE_USERS)
        user = self._store.users.by_name(name)
        if user is None:
            raise InputError(f"there is no user {name} — list the users to see their names", code="user_unknown")
        return user

    def _admins(self) -> int:
        return self._store.users.active(Role.ADMIN.value)

    def _one_time(self) -> tuple[str, str]:
        password = one_time_password(self._random_bytes)
        return password, self._passwords.hash(password)

    def _create(
        self, actor: User, name: str, display_name: str, role: Role, hashed: str, language: str, team: str | None
    ) -> None:
        user = self._store.users.add(
            name=name,
            display_name=display_name,
            role=role.value,
            password_hash=hashed,
            language=language,
            at=self._clock.now(),
            team_id=self._store.teams.ensure(team).id if team else None,
        )
        self._audit(actor, "user_created", user, role=role.value, team=team)

    def _known(self, user_id: int) -> User:
        self._store.users.serialise()
        return self._store.users.get(user_id)

    def _keep_an_admin(self, user: User) -> None:
        if user.role == Role.ADMIN and not user.disabled and self._admins() <= 1:
            raise InputError(f"{user.name} is the last administrator — appoint another one first", code="last_admin")

    def _audit(self, actor: User, action: str, user: User, **detail: str | None) -> None:
        self._store.audit.record(
            self._clock.now(), actor=actor.name, action=action, object=f"user:{user.name}", detail=detail
        )
