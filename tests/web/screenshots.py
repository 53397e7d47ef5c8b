"""Writes pictures of every page to docs/screenshots: `python -m tests.web.screenshots [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from peilian.encoder import TrainedEar, UniversalSentenceEncoder
from peilian.practice.assembly import Assembly
from tests.web.browsing import DESKTOP, PHONE, Visit, a_browser, chromium, listening, visiting
from tests.web.builders import Site, a_site

_LINES = (
    "您好，我是澄江银行信用卡中心的周晴，工号2046，本次通话会录音。请问是赵大勇先生本人吗？",
    "耽误您两分钟。您尾号的信用卡欠款34640元，逾期71天了，想先听听您这边是什么原因？",
    "跑车这么累还要顾家里，确实不容易。您每个月大概能拿出多少来还？",
    "您要是一直拖着，我只能给您单位领导打电话了，到时候全公司都知道您欠钱不还。",
)


class _Now:
    """The machine's time, so that the timers show what a person would see."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        parts = Assembly(
            encoder=UniversalSentenceEncoder(), ear=TrainedEar(), data=Path(data), own_content=Path(data) / "content"
        )
        site = a_site(Path(data), clock=_Now(), parts=parts)
        site.call(site.house.user("ben"), _LINES[:3])
        with listening(site) as base, a_browser() as browser:
            for name, size in (("1440", DESKTOP), ("390", PHONE)):
                _pictures(browser, base, site, folder, name, size)
            with visiting(browser, base, dark=True) as visit:
                visit.sign_in("amei")
                visit.lobby()
                _shoot(visit, folder, "lobby-1440-dark")
        site.house.store.close()


def _pictures(browser: Browser, base: str, site: Site, folder: Path, name: str, size: tuple[int, int]) -> None:
    with visiting(browser, base, size) as visit:
        visit.page.goto(f"{base}/login")
        _shoot(visit, folder, f"login-{name}")
        visit.sign_in("ben")
        visit.lobby()
        _shoot(visit, folder, f"lobby-{name}")
        visit.dial("angry-driver")
        for line in _LINES:
            visit.say(line)
            if visit.page.locator(".after-call").count():
                break
        visit.page.wait_for_timeout(800)
        _shoot(visit, folder, f"call-{name}", whole=False)
        if visit.page.locator("#hang-up").is_visible():
            visit.hang_up()
        else:
            visit.page.click(".after-call .button")
            visit.page.wait_for_url("**/calls/*")
        _shoot(visit, folder, f"scorecard-{name}")
        visit.page.goto(f"{base}/calls")
        _shoot(visit, folder, f"calls-{name}")
    with visiting(browser, base, size) as visit:
        visit.sign_in("root")
        visit.lobby()
        visit.page.goto(f"{base}/admin")
        _shoot(visit, folder, f"admin-{name}")


def _shoot(visit: Visit, folder: Path, name: str, *, whole: bool = True) -> None:
    visit.page.wait_for_timeout(300)
    visit.page.screenshot(path=folder / f"{name}.png", full_page=whole)


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("Chromium is missing — install it: apt-get install chromium")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/screenshots"))
