"""Debian's Chromium on a site that really listens: what tests and screenshots share."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright
from uvicorn import Config, Server

from tests.people.builders import GOOD
from tests.web.builders import Site

DESKTOP = (1440, 900)
PHONE = (390, 844)
PATIENCE = 60_000
"""Milliseconds; a machine may be busy."""


def chromium() -> str | None:
    """Where Debian's Chromium is; None where it is not installed."""
    return shutil.which("chromium")


@contextmanager
def listening(site: Site) -> Iterator[str]:
    """Serves the site on a free port of this machine; its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = Server(Config(site.app, log_level="warning", access_log=False))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def a_browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def _is_complaint(message: ConsoleMessage) -> bool:
    """Errors of the page. A request that the browser itself cut off because the page was left is none."""
    return message.type == "error" and not message.text.startswith("AbortError")


@dataclass
class Visit:
    """One window, and all that went wrong in it."""

    page: Page
    base: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def sign_in(self, name: str, password: str = GOOD) -> None:
        self.page.goto(f"{self.base}/login")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", password)
        self.page.click("button.wide")

    def lobby(self) -> None:
        self.page.wait_for_selector(".case-goal", timeout=PATIENCE)

    def dial(self, persona: str) -> None:
        self.lobby()
        self.page.click(f"#dial-{persona}")
        self.page.wait_for_selector(".callbar", timeout=PATIENCE)
        self.page.wait_for_selector("#box textarea", timeout=PATIENCE)

    def say(self, line: str) -> None:
        """Says it and waits for the whole reply."""
        heard = self.page.locator("#chat .message.bot").count()
        self.page.fill("#box textarea", line)
        self.page.press("#box textarea", "Enter")
        self.page.locator("#chat .message.bot").nth(heard).wait_for(timeout=PATIENCE)
        self.page.wait_for_function("() => !document.querySelector('.speaking span')", timeout=PATIENCE)

    def hang_up(self) -> None:
        self.page.click("#hang-up")
        self.page.wait_for_url("**/calls/*", timeout=PATIENCE)


@contextmanager
def visiting(browser: Browser, base: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Iterator[Visit]:
    """A new window that notes requests to other places, errors of the console and dialogs."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN",
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    visit = Visit(page, base)
    page.on("request", lambda request: _note_outside(visit, request.url))
    page.on("console", lambda message: visit.complaints.append(message.text) if _is_complaint(message) else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: _note_dialog(visit, dialog))
    yield visit
    context.close()


def _note_dialog(visit: Visit, dialog: Dialog) -> None:
    visit.dialogs.append(dialog.message)
    dialog.dismiss()


def _note_outside(visit: Visit, url: str) -> None:
    if not url.startswith((visit.base, "data:", "blob:", "about:")):
        visit.outside.append(url)
