"""Signing in: the form, the cookie, wrong passwords, one-time passwords, one's own language."""

from __future__ import annotations

from pathlib import Path

from peilian.people import CONSOLE
from tests.people.builders import GOOD, OTHER
from tests.web.builders import Site, a_site


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(site: Site) -> None:
    wrong = site.browser().post("/login", data={"name": "amei", "password": "not this one"})
    unknown = site.browser().post("/login", data={"name": "nobody", "password": "not this one"})
    assert wrong.status_code == unknown.status_code == 401
    assert "账号或密码不对" in wrong.text
    assert "账号或密码不对" in unknown.text
    assert "set-cookie" not in wrong.headers


def test_the_session_cookie_is_for_this_site_and_not_for_scripts(site: Site) -> None:
    answer = site.browser().post("/login", data={"name": "amei", "password": GOOD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("peilian_session=")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Path=/" in cookie


def test_behind_https_the_cookie_is_secure_and_bound_to_the_host(tmp_path: Path) -> None:
    site = a_site(tmp_path, public_url="https://testserver")
    answer = site.browser().post("/login", data={"name": "amei", "password": GOOD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-peilian_session=")
    assert "Secure" in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    site.house.store.close()


def test_too_many_wrong_passwords_are_told_to_wait(site: Site) -> None:
    site.house.add("guessed")
    browser = site.browser()
    answers = [browser.post("/login", data={"name": "guessed", "password": f"guess {n}"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert "15 分钟" in answers[-1].text
    site.house.clock.advance(minutes=20)


def test_after_signing_out_the_old_cookie_is_worth_nothing(site: Site) -> None:
    browser = site.browser("amei")
    token = browser.cookies["peilian_session"]
    assert browser.post("/logout").headers["location"] == "/login?out=1"
    browser.cookies.set("peilian_session", token)
    assert browser.get("/calls").headers["location"] == "/login?next=/calls"


def test_signing_out_is_not_a_link(site: Site) -> None:
    assert site.browser("amei").get("/logout").status_code == 404


def test_a_one_time_password_lets_in_only_to_choose_another(site: Site) -> None:
    once = site.house.accounts.add_user(CONSOLE, "fresh", "小新", "trainee")
    browser = site.browser()
    assert browser.post("/login", data={"name": "fresh", "password": once}).headers["location"] == "/password"
    for path in ("/calls", "/practice/", "/admin"):
        assert browser.get(path).headers["location"] == "/password", path
    differ = browser.post("/password", data={"old": once, "new": OTHER, "again": GOOD})
    assert "两遍新密码不一样" in differ.text
    weak = browser.post("/password", data={"old": once, "new": "12345678", "again": "12345678"})
    assert "密码太短" in weak.text
    assert browser.post("/password", data={"old": once, "new": OTHER, "again": OTHER}).headers["location"] == (
        "/practice/"
    )
    assert browser.get("/calls").status_code == 200


def test_the_language_is_chosen_and_kept_with_the_user(site: Site) -> None:
    site.house.add("lin")
    browser = site.browser("lin")
    assert "我的通话" in browser.get("/calls").text
    answer = browser.post("/language", data={"language": "en-US", "next": "/calls"})
    assert answer.headers["location"] == "/calls"
    assert "My calls" in site.browser("lin").get("/calls").text
    browser.post("/language", data={"language": "zh-TW", "next": "/calls"})
    assert "我的通話" in browser.get("/calls").text
    browser.post("/language", data={"language": "tlh", "next": "/calls"})
    assert "我的通話" in browser.get("/calls").text


def test_the_way_on_after_signing_in_never_leaves_the_site(site: Site) -> None:
    for target in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = site.browser().post("/login", data={"name": "amei", "password": GOOD, "next": target})
        assert answer.headers["location"] == "/practice/", target


def test_what_is_typed_as_a_name_is_shown_escaped(site: Site) -> None:
    answer = site.browser().post("/login", data={"name": '"><script>x</script>', "password": "x"})
    assert "<script>" not in answer.text
