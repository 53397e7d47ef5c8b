"""What every page needs: who is asking, in which language, and how to answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse

from peilian import VERSION
from peilian.content import AccessError, InputError
from peilian.dialogue.call import language_of
from peilian.dialogue.ports import Clock
from peilian.people import Accounts, Sessions, may_manage_users
from peilian.practice.desk import Desk
from peilian.store import Store, User
from peilian.web.settings import SiteSettings
from peilian.web.templates import Pages
from peilian.web.visitor import Visitors
from peilian.web.words import LANGUAGES, Words

HOME = "/practice/"
_LOCAL_PATH = re.compile(r"/(?!/)[A-Za-z0-9/_-]*")


@dataclass(frozen=True, slots=True)
class Front:
    """Shared by all pages; holds nothing about any one visitor."""

    desk: Desk
    accounts: Accounts
    store: Store
    settings: SiteSettings
    clock: Clock
    languages: Mapping[str, Words]
    pages: Pages
    visitors: Visitors

    @property
    def sessions(self) -> Sessions:
        return self.visitors.sessions

    def words(self, language: str | None) -> Words:
        """The words of `language`, or simplified Chinese."""
        return self.languages.get(language or "zh-CN", self.languages["zh-CN"])

    async def user(self, request: Request) -> User:
        """Who is asking. Raises `AccessError` where nobody is, or where they must first choose a password."""
        user = await self.visitors.required(request.cookies)
        if user.must_change_password:
            raise AccessError("choose your own password first", code="must_change_password")
        return user

    def page(
        self,
        template: str,
        user: User | None,
        /,
        *,
        here: str = "",
        back: str = HOME,
        status: int = 200,
        **values: object,
    ) -> HTMLResponse:
        """A whole page in the user's language."""
        words = self.words(user.language if user else None)
        return self.page_in(words, template, user=user, here=here, back=back, status=status, **values)

    def page_in(
        self,
        words: Words,
        template: str,
        /,
        *,
        user: User | None = None,
        here: str = "",
        back: str = HOME,
        status: int = 200,
        **values: object,
    ) -> HTMLResponse:
        frame = self.frame(words, user, here=here, back=back)
        return HTMLResponse(self.pages.render(template, words, **frame, **values), status_code=status)

    def frame(self, words: Words, user: User | None, *, here: str, back: str = HOME) -> dict[str, object]:
        """What the top bar shows."""
        return {
            "user": user,
            "here": here,
            "back": back,
            "manages": user is not None and may_manage_users(user),
            "languages": tuple((id, self.languages[id].name) for id in LANGUAGES if id in self.languages),
            "version": VERSION,
        }

    async def set_language(self, user: User, language: str) -> None:
        """The user's choice, kept. An unknown language changes nothing."""
        try:
            chosen = language_of(language)
        except InputError:
            return
        if chosen in self.languages:
            await asyncio.to_thread(self.accounts.set_language, user, chosen)


def local(path: str) -> str:
    """`path` where it is one of this site's own, else the practice page."""
    return path if _LOCAL_PATH.fullmatch(path) else HOME
