"""The product in Debian's Chromium: a call from sign-in to scorecard, and what may go wrong on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.web.browsing import PATIENCE, PHONE, Visit, a_browser, chromium, listening, visiting
from tests.web.builders import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing — install it: apt-get install chromium"),
]
HELLO = "您好，我是澄江银行信用卡中心的周晴，工号2046，通话会录音。请问是赵大勇先生吗？"
ASK = "您的信用卡欠款34640元，逾期71天了，想问问是什么原因没能还上？"


@pytest.fixture(scope="module")
def base(site: Site) -> Iterator[str]:
    with listening(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser(base: str) -> Iterator[Browser]:
    """Opened after the site is built: Playwright keeps an event loop running in this thread."""
    assert base
    with a_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    with visiting(browser, base) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Visit]:
    with visiting(browser, base, PHONE) as opened:
        yield opened


def test_a_call_from_sign_in_to_scorecard(visit: Visit, site: Site) -> None:
    site.house.add("caller")
    page = visit.page
    visit.sign_in("caller")
    visit.lobby()
    expect(page.locator(".who-sees")).to_have_text("这通对练只有你自己能看到。")
    visit.dial("angry-driver")
    for shown in ("赵大勇", "¥34,640.00", "周晴", "2046", "08:00–22:00"):
        expect(page.locator("#crm-column")).to_contain_text(shown)
    expect(page.locator(".voice summary")).to_contain_text("脚本应答")
    visit.say(HELLO)
    visit.say(ASK)
    expect(page.locator(".steps .done").first).to_contain_text("开场", timeout=PATIENCE)
    expect(page.locator("#chat .message.user").first).to_contain_text("您好，我是澄江银行")
    visit.hang_up()
    expect(page.locator("h1")).to_have_text("赵大勇")
    expect(page.locator(".turn")).to_have_count(4)
    expect(page.locator(".score")).to_have_count(4)
    assert visit.outside == []
    assert visit.complaints == []


def test_after_a_reload_the_call_is_still_there(visit: Visit, site: Site) -> None:
    site.house.add("reloader")
    page = visit.page
    visit.sign_in("reloader")
    visit.dial("angry-driver")
    visit.say(HELLO)
    page.reload()
    page.wait_for_selector(".callbar")
    visit.complaints.clear()  # Requests that the reload itself cut off are reported by the page that was left.
    expect(page.locator("#chat .message.user")).to_have_count(1)
    expect(page.locator("#chat .message.bot")).to_have_count(1)
    expect(page.locator("#hang-up")).to_have_text("挂断")
    visit.say(ASK)
    expect(page.locator("#chat .message.user")).to_have_count(2)
    visit.hang_up()
    assert visit.complaints == []


def test_a_wrong_password_is_told_and_the_name_kept(visit: Visit) -> None:
    visit.sign_in("amei", "not this one")
    expect(visit.page.locator("[role=alert]")).to_have_text("账号或密码不对。")
    expect(visit.page.locator("[name=name]")).to_have_value("amei")


def test_a_turn_that_is_too_long_stays_in_the_box(visit: Visit, site: Site) -> None:
    site.house.add("talker")
    page = visit.page
    visit.sign_in("talker")
    visit.dial("angry-driver")
    page.fill("#box textarea", "好" * 2001)
    expect(page.locator("#composer")).to_have_attribute("data-count", "2001 / 2000")
    page.press("#box textarea", "Enter")
    expect(page.locator("#notice [role=alert]")).to_contain_text("2000 个字")
    expect(page.locator("#box textarea")).to_have_value("好" * 2001)
    page.fill("#box textarea", "   ")
    page.press("#box textarea", "Enter")
    expect(page.locator("#notice [role=alert]")).to_contain_text("还没说话")
    visit.say(HELLO)
    expect(page.locator("#notice [role=alert]")).to_have_count(0)


def test_words_that_look_like_markup_stay_words(visit: Visit, site: Site) -> None:
    site.house.add("prankster")
    visit.sign_in("prankster")
    visit.dial("angry-driver")
    payload = "您好<img src=x onerror=alert(1)><script>alert(2)</script>**粗** ${alert(3)}"
    visit.say(payload)
    expect(visit.page.locator("#chat .message.user")).to_contain_text("<img src=x onerror=alert(1)>")
    visit.hang_up()
    expect(visit.page.locator(".turn-text").first).to_contain_text("<script>alert(2)</script>")
    assert visit.dialogs == []
    assert visit.outside == []


def test_on_a_phone_everything_fits(phone: Visit, site: Site) -> None:
    site.house.add("walker")
    page = phone.page

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], page.url

    phone.sign_in("walker")
    phone.lobby()
    fits()
    phone.dial("angry-driver")
    expect(page.locator(".crm-body")).to_be_hidden()
    expect(page.locator(".crm-one-line")).to_contain_text("¥34,640.00")
    expect(page.locator("#coach")).to_be_hidden()
    phone.say(HELLO)
    fits()
    box = page.locator("#composer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE[1]
    page.click(".coach-toggle")
    expect(page.locator("#coach")).to_be_visible()
    page.click(".coach-head [data-coach-toggle]")
    phone.hang_up()
    fits()
    page.goto(f"{phone.base}/calls")
    fits()


def test_without_the_coach_there_is_no_drawer(visit: Visit, site: Site) -> None:
    site.house.add("alone")
    page = visit.page
    visit.sign_in("alone")
    visit.lobby()
    page.uncheck("#coach-choice input")
    visit.dial("angry-driver")
    visit.say(HELLO)
    expect(page.locator("#coach")).to_have_count(0)
    expect(page.locator(".coach-toggle")).to_have_count(0)


def test_the_whole_way_in_english(visit: Visit, site: Site) -> None:
    site.house.accounts.set_language(site.house.add("jordan"), "en-US")
    page = visit.page
    visit.sign_in("jordan")
    visit.dial("cautious-consumer")
    expect(page.locator("#hang-up")).to_have_text("Hang up")
    visit.say("Hello, this is Jordan Ellis from Harbor Ridge Recovery. Am I speaking with Marisol Whitaker?")
    visit.hang_up()
    expect(page.locator("#transcript")).to_have_text("Turn by turn")
    chrome = page.locator("header.topbar, .verdict, h2").all_inner_texts()
    assert not re.search(r"[一-鿿]", " ".join(chrome))


def test_who_is_signed_out_keeps_the_words_and_is_told(visit: Visit, site: Site) -> None:
    user = site.house.add("expired")
    page = visit.page
    visit.sign_in("expired")
    visit.dial("angry-driver")
    site.house.store.sessions.remove_of(user.id)
    page.fill("#box textarea", HELLO)
    page.press("#box textarea", "Enter")
    expect(page.locator("#signed-out")).to_contain_text("登录已失效")
    expect(page.locator("#box textarea")).to_have_value(HELLO)


def test_no_page_has_a_serious_barrier(phone: Visit, site: Site) -> None:
    site.house.add("reader")
    page = phone.page

    def barriers() -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{page.url} {one['id']}" for one in found if one["impact"] in ("serious", "critical")]

    page.goto(f"{phone.base}/login")
    serious = barriers()
    phone.sign_in("reader")
    phone.lobby()
    serious += barriers()
    phone.dial("angry-driver")
    phone.say(HELLO)
    serious += barriers()
    phone.hang_up()
    serious += barriers()
    assert serious == []


def test_a_trainer_sees_what_the_system_heard(visit: Visit, site: Site) -> None:
    site.house.add("coacher", "trainer")
    page = visit.page
    visit.sign_in("coacher")
    visit.dial("angry-driver")
    visit.say(HELLO)
    visit.say("您的信用卡欠款34640元，再不还就让你坐牢。")
    panel = page.locator("#heard-panel")
    expect(panel).to_contain_text("系统听到了什么")
    expect(page.locator(".heard section")).to_have_count(0)
    panel.get_by_role("button", name="系统听到了什么").click()
    expect(page.locator(".heard")).to_contain_text("再不还就让你坐牢")
    expect(page.locator(".heard .yes").first).to_contain_text("听到")
    expect(page.locator(".heard .no").first).to_contain_text("没听到")
    expect(page.locator(".heard")).to_contain_text("金额 34640")
    page.click("#heard-turn input")
    page.get_by_role("option").first.click()
    expect(page.locator(".heard")).to_contain_text("请问是赵大勇先生吗")
    expect(page.locator("#notice [role=alert]")).to_have_count(0)
    box = page.locator("#composer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900
    assert not [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert visit.complaints == []
    assert visit.outside == []


def test_a_trainee_does_not(visit: Visit, site: Site) -> None:
    site.house.add("learner")
    visit.sign_in("learner")
    visit.dial("angry-driver")
    visit.say(HELLO)
    expect(visit.page.locator("#heard-panel")).to_have_count(0)
    expect(visit.page.locator(".heard")).to_have_count(0)
