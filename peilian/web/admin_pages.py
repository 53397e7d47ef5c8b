"""Accounts, for administrators: add, disable, enable, reset. A one-time password is shown in that one answer only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from peilian.content import AccessError, InputError
from peilian.people import Action, Role, require
from peilian.store import User
from peilian.web.front import Front

Field = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Once:
    """A one-time password on its way to its owner."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What was typed, so that a refusal loses nothing."""

    name: str = ""
    display_name: str = ""
    role: str = Role.TRAINEE.value
    team: str = ""


def admin_pages(front: Front) -> APIRouter:
    router = APIRouter(prefix="/admin")

    @router.get("")
    async def show(request: Request) -> Response:
        return await _page(front, await _admin(front, request))

    @router.post("/users")
    async def add(
        request: Request, name: Field = "", display_name: Field = "", role: Field = "trainee", team: Field = ""
    ) -> Response:
        admin = await _admin(front, request)
        form = AccountForm(name[:64], display_name[:80], role, team[:80])
        try:
            password = await asyncio.to_thread(
                front.accounts.add_user, admin, name, display_name, role, language=admin.language, team=team or None
            )
        except InputError as error:
            return await _page(front, admin, form=form, error=error)
        return await _page(front, admin, once=Once(name, password))

    @router.post("/users/{user_id}/reset")
    async def reset(request: Request, user_id: int) -> Response:
        admin = await _admin(front, request)
        password = await asyncio.to_thread(front.accounts.reset, admin, user_id)
        if user_id == admin.id:
            return await _page(front, admin, once=Once(admin.name, password))
        user = await asyncio.to_thread(front.store.users.get, user_id)
        return await _page(front, admin, once=Once(user.name, password))

    @router.post("/users/{user_id}/disable")
    async def disable(request: Request, user_id: int) -> Response:
        admin = await _admin(front, request)
        try:
            await asyncio.to_thread(front.accounts.disable, admin, user_id)
        except InputError as error:
            return await _page(front, admin, error=error)
        return RedirectResponse("/admin", status_code=303)

    @router.post("/users/{user_id}/enable")
    async def enable(request: Request, user_id: int) -> Response:
        admin = await _admin(front, request)
        await asyncio.to_thread(front.accounts.enable, admin, user_id)
        return RedirectResponse("/admin", status_code=303)

    return router


async def _admin(front: Front, request: Request) -> User:
    """Raises `AccessError` for everybody else."""
    user = await front.user(request)
    require(user, Action.MANAGE_USERS)
    return user


async def _page(
    front: Front,
    admin: User,
    *,
    once: Once | None = None,
    form: AccountForm | None = None,
    error: InputError | AccessError | None = None,
) -> Response:
    people = await asyncio.to_thread(front.store.users.all)
    words = front.words(admin.language)
    return front.page(
        "admin",
        admin,
        here="admin",
        back="/admin",
        status=400 if error else 200,
        problem=words.error(error) if error else "",
        once=once,
        form=form or AccountForm(),
        roles=[role.value for role in Role],
        people=people,
    )
