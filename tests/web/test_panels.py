"""What the panels of the practice page show, and what they must not."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from peilian.content import AccessError
from peilian.web.calling_hours import calling_hours
from peilian.web.endings import who_sees
from peilian.web.heard_words import value
from peilian.web.panels import Panels
from peilian.web.reasons import reasons
from peilian.web.stage import message
from peilian.web.words import load_words
from tests.practice.builders import IDS, the_parts
from tests.web.builders import Site, a_front

WORDS = load_words()


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en-US"])
@pytest.mark.parametrize("persona", IDS)
def test_a_case_file_shows_the_ledger_and_nothing_hidden(site: Site, persona: str, language: str) -> None:
    user = site.house.user("amei")
    id = site.call(user, (), hang_up=False, persona=persona)
    panels = Panels(a_front(site), user, WORDS[language])
    view = asyncio.run(site.desk.view(user, id))
    page = panels.case_file(view) + panels.case(view.card) + panels.coach(None, view.call)
    known = the_parts().personas[persona].value
    assert f"{known.account.balance:,.2f}" in page
    for fact in known.facts:
        assert fact.text not in page
    for belief in known.misbeliefs:
        assert belief.belief not in page
    for payment in known.budget.essentials:
        assert payment.what not in page


@pytest.mark.parametrize(("jurisdiction", "end"), [("CN", "22:00"), ("US", "21:00")])
def test_calling_hours_come_from_the_law_pack_with_their_rank(jurisdiction: str, end: str) -> None:
    hours = calling_hours(the_parts().library, jurisdiction, date(2026, 11, 18), "zh-CN")
    assert hours is not None
    assert (hours.start, hours.end) == ("08:00", end)
    assert hours.rank in ("推荐性国家标准", "法律")


def test_before_a_standard_was_in_force_it_gives_no_hours() -> None:
    assert calling_hours(the_parts().library, "CN", date(2024, 1, 1), "zh-CN") is None


def test_who_can_see_a_call_follows_the_team(site: Site) -> None:
    assert who_sees(site.house.user("amei"), WORDS["zh-CN"]) == "这通对练只有你自己能看到。"
    assert "north" in who_sees(site.house.user("ben"), WORDS["zh-CN"])


def test_why_the_debtor_did_that_is_told_without_code() -> None:
    why = ("heard: empathise, ask_reason", "trust 0.31 → 0.42", "anger 0.60 → 0.50", "rule: tells x", "move: disclose")
    told = reasons(why, the_parts().acts, WORDS["zh-CN"])
    assert told[0].startswith("听到：")
    assert told[1:] == ("信任上升（0.31 → 0.42）", "火气下降（0.60 → 0.50）", "于是：说了实情")


def test_a_message_is_escaped_because_gradio_shows_html() -> None:
    assert message("agent", "<img src=x>&")["content"] == "&lt;img src=x&gt;&amp;"


@pytest.mark.parametrize(("language", "shown"), [("zh-CN", "听到"), ("zh-TW", "聽到"), ("en-US", "heard")])
def test_what_was_heard_is_shown_without_anything_hidden(site: Site, language: str, shown: str) -> None:
    teng = site.house.user("teng")
    id = site.call(teng, ["您好<b>。您欠34640元，每月还500元行吗？"], hang_up=False)
    page = Panels(a_front(site), teng, WORDS[language]).heard(asyncio.run(site.desk.hearing(teng, id)))
    assert shown in page
    assert "34640" in page
    assert "500" in page
    assert "&lt;b&gt;" in page
    for fact in the_parts().personas["angry-driver"].value.facts:
        assert fact.text not in page
    assert WORDS[language]("heard.none_yet") in Panels(a_front(site), teng, WORDS[language]).heard(None)


def test_a_trainee_is_refused_what_was_heard_and_others_have_it_of_their_own_calls_only(site: Site) -> None:
    for name, allowed in (("amei", False), ("teng", True), ("root", True)):
        user = site.house.user(name)
        id = site.call(user, (), hang_up=False)
        if allowed:
            assert asyncio.run(site.desk.hearing(user, id)) is None
        else:
            with pytest.raises(AccessError):
                asyncio.run(site.desk.hearing(user, id))
    theirs = site.call(site.house.user("ben"), ["您好。"], hang_up=False)
    with pytest.raises(AccessError):
        asyncio.run(site.desk.hearing(site.house.user("teng"), theirs))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("amount 500/month", "金额 500（每月）"),
        ("amount ~3000", "金额 大约 3000"),
        ("amount 2000..2999", "金额 2000 – 2999"),
        ("instalments 6x?", "分期 6 期，每期 没说清"),
        ("date ?", "日期 没说清"),
        ("date 2026-11-20|2026-11-27", "日期 2026-11-20 或 2026-11-27"),
        ("rate 0.24/year", "利率 0.24（每年）"),
        ("tail 3388", "尾号 3388"),
    ],
)
def test_values_are_told_in_words(said: str, told: str) -> None:
    assert value(said, WORDS["zh-CN"]) == told
