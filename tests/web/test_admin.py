"""Accounts: administrators only, and a one-time password in one answer only."""

from __future__ import annotations

import re

import pytest

from tests.web.builders import Site

ACTIONS = ("/admin/users", "/admin/users/1/reset", "/admin/users/1/disable", "/admin/users/1/enable")


@pytest.mark.parametrize("name", ["amei", "teng"])
def test_only_an_administrator_gets_in(site: Site, name: str) -> None:
    browser = site.browser(name)
    assert browser.get("/admin").status_code == 403
    for path in ACTIONS:
        assert browser.post(path, data={"name": "x", "display_name": "x"}).status_code == 403, path
    assert 'href="/admin"' not in browser.get("/calls").text


def test_a_new_account_gets_a_password_that_is_shown_once(site: Site) -> None:
    browser = site.browser("root")
    page = browser.post(
        "/admin/users", data={"name": "wang", "display_name": "王芳", "role": "trainee", "team": "北组"}
    )
    shown = re.search(r'class="once">([a-z0-9-]{19})<', page.text)
    assert shown is not None
    assert shown[1] not in browser.get("/admin").text
    entry = site.browser().post("/login", data={"name": "wang", "password": shown[1]})
    assert entry.headers["location"] == "/password"
    assert site.house.user("wang").team == "北组"


def test_a_refused_account_keeps_what_was_typed(site: Site) -> None:
    page = site.browser("root").post("/admin/users", data={"name": "amei", "display_name": "阿梅", "role": "lead"})
    assert page.status_code == 400
    assert "这个账号名已经有人用了" in page.text
    assert 'value="阿梅"' in page.text


def test_a_disabled_person_is_out_at_once(site: Site) -> None:
    user = site.house.add("gone")
    theirs, browser = site.browser("gone"), site.browser("root")
    assert theirs.get("/calls").status_code == 200
    assert browser.post(f"/admin/users/{user.id}/disable").headers["location"] == "/admin"
    assert theirs.get("/calls").status_code == 303
    browser.post(f"/admin/users/{user.id}/enable")
    assert site.browser("gone").get("/calls").status_code == 200


def test_the_last_administrator_cannot_be_disabled(site: Site) -> None:
    root = site.house.user("root")
    page = site.browser("root").post(f"/admin/users/{root.id}/disable")
    assert page.status_code == 400
    assert "最后一个管理员" in page.text


def test_resetting_signs_out_and_shows_a_new_password(site: Site) -> None:
    user = site.house.add("forgetful")
    theirs = site.browser("forgetful")
    page = site.browser("root").post(f"/admin/users/{user.id}/reset")
    assert 'class="once"' in page.text
    assert theirs.get("/calls").status_code == 303


def test_an_unknown_account_is_a_plain_404(site: Site) -> None:
    assert site.browser("root").post("/admin/users/99999/reset").status_code == 404
    assert site.browser("root").post("/admin/users/x/reset").status_code == 404
