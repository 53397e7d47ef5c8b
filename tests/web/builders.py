"""A whole site over a folder: real rooms, cheap passwords, the encoder that needs no weights, people signed in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from peilian.dialogue.ports import Clock
from peilian.people import Accounts, PasswordRules, Passwords, Sessions
from peilian.practice.assembly import Assembly
from peilian.practice.desk import Desk
from peilian.practice.session import Event, MakeVoice
from peilian.practice.voices import scripted_voice
from peilian.store import Store, User
from peilian.web.front import Front
from peilian.web.settings import SiteSettings
from peilian.web.site import make_site
from peilian.web.templates import Pages
from peilian.web.visitor import Visitors
from peilian.web.words import load_words
from tests.people.builders import GOOD, CountingBytes, HandClock, House
from tests.practice.builders import the_parts

ORIGIN = "http://testserver"


@dataclass
class Site:
    app: FastAPI
    house: House
    desk: Desk
    settings: SiteSettings

    def browser(self, name: str | None = None) -> TestClient:
        """A browser of its own, signed in as `name`."""
        client = TestClient(self.app, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)
        if name is not None:
            answer = client.post("/login", data={"name": name, "password": GOOD})
            assert answer.status_code == 303, answer.text
        return client

    def call(self, owner: User, lines: Sequence[str], *, hang_up: bool = True, persona: str = "angry-driver") -> str:
        """A call that `owner` has had."""

        async def happen() -> str:
            count = len(await self.desk.calls(owner, limit=100))
            id = await self.desk.start(
                owner, persona, id=f"{owner.name}-{count}", seed=7, voice="scripted", coach_on=True
            )
            for line in lines:
                await _drained(self.desk.say(owner, id, line))
            if hang_up:
                await self.desk.hang_up(owner, id)
            return id

        return asyncio.run(happen())


async def _drained(events: AsyncIterator[Event]) -> None:
    async for _ in events:
        pass


def a_site(
    folder: Path,
    *,
    public_url: str | None = None,
    voices: Mapping[str, MakeVoice] | None = None,
    clock: Clock | None = None,
    parts: Assembly | None = None,
    **settings: Any,
) -> Site:
    """With trainees `amei` and `ben`, a trainer `teng` in ben's team, and an admin `root`."""
    draw, hand, rooms = CountingBytes(), HandClock(), parts or the_parts()
    now = clock or hand
    store = Store.open(folder)
    passwords = Passwords(draw, time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(store, passwords, PasswordRules.load(), draw, now)
    sessions = Sessions(store, passwords, draw)
    house = House(store, accounts, sessions, hand)
    house.add("amei")
    house.add("ben", team="north")
    house.add("teng", "trainer", team="north")
    house.add("root", "admin")
    desk = Desk(rooms, store, now, voices=voices or {"scripted": scripted_voice(rooms)})
    site = SiteSettings(random_bytes=draw, ready=lambda: True, public_url=public_url, **settings)

    async def built() -> FastAPI:
        return make_site(desk, sessions, accounts, store, site, now)

    return Site(asyncio.run(built()), house, desk, site)


def a_front(site: Site) -> Front:
    house = site.house
    return Front(
        desk=site.desk,
        accounts=house.accounts,
        store=house.store,
        settings=site.settings,
        clock=house.clock,
        languages=load_words(),
        pages=Pages(),
        visitors=Visitors(house.sessions, site.settings, house.clock),
    )
