"""Who a request comes from: the session cookie, looked up anew each time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from peilian.content import AccessError
from peilian.dialogue.ports import Clock
from peilian.people import Sessions
from peilian.store import User
from peilian.web.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Visitors:
    """Finds the user behind a request's cookies."""

    sessions: Sessions
    settings: SiteSettings
    clock: Clock

    def token(self, cookies: Mapping[str, str]) -> str | None:
        return cookies.get(self.settings.cookie)

    async def user(self, cookies: Mapping[str, str]) -> User | None:
        """None where nobody is signed in."""
        token = self.token(cookies)
        if not token:
            return None
        return await asyncio.to_thread(self.sessions.user_of, token, self.clock.now())

    async def required(self, cookies: Mapping[str, str]) -> User:
        """Raises `AccessError` where nobody is signed in."""
        user = await self.user(cookies)
        if user is None:
            raise AccessError("you are signed out — sign in again", code="signed_out")
        return user
