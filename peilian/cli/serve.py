"""`serve`: the practice room in the browser, one process on one data folder."""

from __future__ import annotations

import errno
import socket
import threading
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from peilian.cli.door import Door
from peilian.cli.model import configured_model, settings
from peilian.cli.people import accounts, database, random_bytes, sessions
from peilian.content import InputError, PeilianError
from peilian.practice.assembly import Assembly
from peilian.practice.session import MakeVoice

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

    from peilian.people import Accounts, Sessions
    from peilian.store import Store

_LINGER = 5
"""Seconds that running requests get at the end."""


def serve(door: Door, parts: Assembly, *, host: str, port: int) -> int:
    """Serves until Ctrl-C.

    Raises `InputError` for a taken port, `StoreError` for a data folder that is locked or cannot be written.
    """
    with database(door) as store, store.lock(), _listen(host, port) as listener:
        people = accounts(door, store)
        password = people.create_admin_if_none()
        warm = _Warming(door, parts)

        async def run() -> None:
            app = _site(door, parts, store, people, sessions(door, store), warm, host)
            _welcome(door, host, listener.getsockname()[1], password)
            warm.start()
            proxied = bool(door.environment.get("PEILIAN_PUBLIC_URL"))
            await _server(app, proxied=proxied).serve(sockets=[listener])

        with suppress(KeyboardInterrupt):
            door.run(run())
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Bound before anything else is loaded, so that a taken port is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is already in use — stop that program or choose another --port") from error
        raise InputError(f"cannot listen on {host}:{port} ({error.strerror}) — check --host and --port") from error
    return listener


def _site(
    door: Door, parts: Assembly, store: Store, people: Accounts, signed_in: Sessions, warm: _Warming, host: str
) -> FastAPI:
    from peilian.practice.desk import Desk
    from peilian.web.settings import SiteSettings, allowed_hosts, checked_public_url
    from peilian.web.site import make_site

    public_url = checked_public_url(door.environment.get("PEILIAN_PUBLIC_URL"))
    site = SiteSettings(
        random_bytes=random_bytes(door),
        ready=warm.done,
        public_url=public_url,
        hosts=allowed_hosts(host, public_url),
    )
    desk = Desk(parts, store, door.clock, voices=_voices(door, parts))
    return make_site(desk, signed_in, people, store, site, door.clock)


def _voices(door: Door, parts: Assembly) -> dict[str, MakeVoice]:
    """The language model's voice first where one is configured; the built-in one always."""
    from peilian.practice.voices import llm_voice, scripted_voice

    voices: dict[str, MakeVoice] = {}
    if settings().configured:
        voices["llm"] = llm_voice(parts, configured_model(door), settings())
    voices["scripted"] = scripted_voice(parts)
    return voices


class _Warming:
    """Loads what the first call needs while the login page is already up."""

    def __init__(self, door: Door, parts: Assembly) -> None:
        self._door = door
        self._parts = parts
        self._done = threading.Event()

    def done(self) -> bool:
        return self._done.is_set()

    def start(self) -> None:
        # Not a daemon: libraries in C++ abort the process when they are cut off in the middle.
        threading.Thread(target=self._load, name="warming").start()

    def _load(self) -> None:
        parts = self._parts
        try:
            _ = (parts.lines, parts.temperaments, parts.examiner, parts.retriever)
        except PeilianError as error:
            self._door.say(f"{error} — calls cannot be practised until this is mended")
            return
        self._done.set()


def _welcome(door: Door, host: str, port: int, password: str | None) -> None:
    address = door.environment.get("PEILIAN_PUBLIC_URL") or f"http://{_reachable(host)}:{port}"
    door.say(f"陪练 Peilian: {address}")
    if password is not None:
        door.say(f"First login 首次登录: admin   one-time password 一次性密码: {password}")
    door.say("Ctrl-C 停止")


def _reachable(host: str) -> str:
    """`host` as it can be typed into a browser on this machine."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"
    return f"[{host}]" if address.version == 6 else host


def _server(app: FastAPI, *, proxied: bool) -> Server:
    from uvicorn import Config, Server

    config = Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Only behind a proxy are its headers to be believed; otherwise anybody could claim any address.
        proxy_headers=proxied,
        timeout_graceful_shutdown=_LINGER,
    )
    return Server(config)
