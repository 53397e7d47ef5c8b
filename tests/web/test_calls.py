"""The list of calls and the scorecard page: whose they are, and that nothing in them becomes markup."""

from __future__ import annotations

import re

import pytest

from tests.web.builders import Site

POLITE = (
    "您好，我是澄江银行信用卡中心的周晴，工号2046，本次通话有录音。",
    "请问是赵大勇先生本人吗？",
    "您的信用卡欠款34640元，逾期71天，请问是什么原因没能按时还上呢？",
)
RUDE = ("你是不是骗子，老赖一个，今天不还我就让人上门找你家里人！", "滚吧，废物。")
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} ${7*7} {% raw %}",
    "<svg/onload=alert(1)>",
    "</textarea><b>x</b>",
    "[x](javascript:alert(1))",
)


def test_a_scorecard_opens_for_its_owner(site: Site) -> None:
    owner = site.house.user("amei")
    id = site.call(owner, POLITE)
    page = site.browser("amei").get(f"/calls/{id}")
    assert page.status_code == 200
    for line in ("质检成绩", "合规", "准确", "礼貌", "逐句回看", "没问出来的情况", "评分版本"):
        assert line in page.text, line
    for line in POLITE:
        assert line in re.sub(r"</?mark[^>]*>", "", page.text)


def test_somebody_elses_call_looks_like_no_call(site: Site) -> None:
    id = site.call(site.house.user("ben"), POLITE)
    for name in ("amei", "root"):
        foreign, unknown = site.browser(name).get(f"/calls/{id}"), site.browser(name).get("/calls/nothing-here")
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.text.replace(id, "") == unknown.text.replace("nothing-here", "")
        assert "赵大勇" not in foreign.text


def test_a_trainer_of_the_team_may_read_and_it_is_recorded(site: Site) -> None:
    id = site.call(site.house.user("ben"), POLITE)
    page = site.browser("teng").get(f"/calls/{id}")
    assert page.status_code == 200
    assert "ben 的通话" in page.text
    assert "再练一次" not in page.text
    assert any(entry.action == "transcript_viewed" for entry in site.house.store.audit.latest())


def test_nobody_reads_anything_without_signing_in(site: Site) -> None:
    id = site.call(site.house.user("amei"), POLITE)
    browser = site.browser()
    for path in ("/calls", f"/calls/{id}", "/admin", "/password"):
        assert browser.get(path).headers["location"] == f"/login?next={path}", path


def test_a_call_that_goes_on_has_no_scorecard_yet(site: Site) -> None:
    owner = site.house.user("amei")
    id = site.call(owner, POLITE[:1], hang_up=False)
    browser = site.browser("amei")
    assert browser.get(f"/calls/{id}").headers["location"] == "/practice/"
    assert "回到通话" in browser.get("/calls").text


def test_a_call_without_words_says_so(site: Site) -> None:
    id = site.call(site.house.user("amei"), ())
    page = site.browser("amei").get(f"/calls/{id}")
    assert page.status_code == 400
    assert "这通没有说话" in page.text


def test_red_lines_come_first_with_quote_wording_and_basis(site: Site) -> None:
    id = site.call(site.house.user("amei"), RUDE)
    page = site.browser("amei").get(f"/calls/{id}").text
    assert "未通过" in page
    assert page.index('id="red"') < page.index('id="transcript"')
    assert '<mark class="critical">' in page
    assert "可以这样说" in page
    assert '<details class="clause">' in page


def test_no_standard_or_guide_is_called_law(site: Site) -> None:
    id = site.call(site.house.user("amei"), RUDE)
    page = site.browser("amei").get(f"/calls/{id}").text
    for card in re.findall(r'<details class="clause">.*?</details>', page, re.S):
        if "推荐性国家标准" in card or "行业自律" in card:
            assert "不是法律条文" in card
        assert "法律规定" not in card


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_said_never_becomes_markup(site: Site, payload: str) -> None:
    id = site.call(site.house.user("amei"), [f"您好{payload}"])
    page = site.browser("amei").get(f"/calls/{id}").text
    assert not re.search(r"<(img|svg|b)\b[^>]*(onerror|onload|>x)", page)
    assert "<script>" not in page
    assert "49" not in re.sub(r"<[^>]*>", "", page.split('class="transcript"')[1].split("</ol>")[0])


def test_practising_again_dials_the_same_case(site: Site) -> None:
    site.house.add("again")
    browser = site.browser("again")
    answer = browser.post("/dial", data={"persona": "laid-off-worker", "coach": "on", "voice": "scripted"})
    assert answer.headers["location"] == "/practice/"
    (call,) = site.house.store.calls.of_owner(site.house.user("again").id)
    assert (call.persona_id, call.coach_on, call.state) == ("laid-off-worker", True, "ringing")
    assert browser.post("/dial", data={"persona": "nobody"}).status_code == 400


def test_the_page_reads_english_for_who_chose_it(site: Site) -> None:
    site.house.add("dana")
    browser = site.browser("dana")
    browser.post("/language", data={"language": "en-US"})
    id = site.call(site.house.user("dana"), ["Hello, this is Jordan Ellis."], persona="cautious-consumer")
    page = browser.get(f"/calls/{id}").text
    assert "Scorecard" in page
    assert "Turn by turn" in page
