"""Headers on every answer; requests of other sites and for other hosts refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.people.builders import GOOD
from tests.web.builders import Site, a_site

PAGES = ("/login", "/healthz", "/practice/", "/assets/peilian.css", "/nowhere")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers(site: Site, path: str) -> None:
    answer = site.browser("amei").get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy


def test_pages_are_not_cached_and_assets_may_be(site: Site) -> None:
    browser = site.browser("amei")
    assert browser.get("/calls").headers["cache-control"] == "no-store"
    assert "no-store" not in browser.get("/assets/peilian.css").headers.get("cache-control", "")


def test_plain_pages_allow_no_inline_script(site: Site) -> None:
    browser = site.browser("amei")
    answer = browser.get("/calls")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", ""])
def test_a_post_of_another_site_is_refused(site: Site, origin: str) -> None:
    browser = site.browser("amei")
    answer = browser.post("/language", data={"language": "en-US"}, headers={"origin": origin})
    assert answer.status_code == 403


def test_a_post_without_an_origin_is_refused_on_plain_pages(site: Site) -> None:
    browser = site.browser()
    del browser.headers["origin"]
    assert browser.post("/login", data={"name": "amei", "password": GOOD}).status_code == 403


def test_a_post_of_another_site_to_gradio_is_refused(site: Site) -> None:
    browser = site.browser("amei")
    answer = browser.post("/practice/gradio_api/queue/join", json={}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_post_that_is_too_large_is_refused(site: Site) -> None:
    answer = site.browser().post("/login", data={"name": "a" * 200_000, "password": "x"})
    assert answer.status_code == 413


def test_another_sites_name_bound_to_this_address_is_refused(tmp_path: Path) -> None:
    site = a_site(tmp_path, hosts=frozenset({"testserver"}))
    assert site.browser().get("/login").status_code == 200
    assert site.browser().get("/login", headers={"host": "evil.example"}).status_code == 403
    site.house.store.close()


def test_health_says_whether_everything_is_loaded(site: Site) -> None:
    assert site.browser().get("/healthz").json()["ready"] is True


def test_an_unknown_page_says_so_in_words(site: Site) -> None:
    answer = site.browser("amei").get("/nowhere")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
