"""The practice page's events as a program may call them: by number, with any call's id, with or without a cookie."""

from __future__ import annotations

import json
from typing import Any

from starlette.testclient import TestClient

from tests.practice.builders import the_parts
from tests.web.builders import Site

API = "/practice/gradio_api"


def _config(browser: TestClient) -> dict[str, Any]:
    answer = browser.get("/practice/config")
    assert answer.status_code == 200
    config: dict[str, Any] = answer.json()
    return config


def _event(config: dict[str, Any], target: str, kind: str) -> int:
    """The number of the event that `kind` on the component with id `target` starts."""
    ids = {component["props"].get("elem_id"): component["id"] for component in config["components"]}
    (number,) = (
        dependency["id"] for dependency in config["dependencies"] if [ids[target], kind] in dependency["targets"]
    )
    return int(number)


def _heard(browser: TestClient, number: int, data: list[Any], session: str) -> str:
    """Everything the event answers with, as text."""
    call = {"data": data, "fn_index": number, "session_hash": session, "trigger_id": None}
    joined = browser.post(f"{API}/queue/join", json=call)
    assert joined.status_code == 200, joined.text
    messages = []
    with browser.stream("GET", f"{API}/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                messages.append(json.loads(line.removeprefix("data: ")))
                if messages[-1]["msg"] == "close_stream":
                    break
    return json.dumps(messages, ensure_ascii=False)


def test_nothing_of_the_page_is_given_without_a_session(site: Site) -> None:
    browser = site.browser()
    for path in ("/practice/config", f"{API}/info", f"{API}/queue/data?session_hash=x"):
        assert browser.get(path).status_code in (401, 404), path
    join = {"data": [], "fn_index": 0, "session_hash": "x"}
    assert browser.post(f"{API}/queue/join", json=join).status_code == 401
    assert browser.get("/practice/").headers["location"] == "/login?next=/practice/"


def test_the_page_sent_to_the_browser_holds_no_hidden_fact(site: Site) -> None:
    browser = site.browser("amei")
    sent = json.dumps(_config(browser), ensure_ascii=False) + browser.get("/practice/").text
    for item in the_parts().personas.values():
        for fact in item.value.facts:
            assert fact.text not in sent
    assert "/admin" not in sent


def test_no_event_is_offered_to_programs(site: Site) -> None:
    info = site.browser("amei").get(f"{API}/info").json()
    assert info["named_endpoints"] == {}
    assert info["unnamed_endpoints"] == {}


def test_only_the_owner_can_speak_in_a_call_or_end_it(site: Site) -> None:
    """Even inside the owner's own Gradio session, whose hash is made in the browser and can be guessed."""
    id = site.call(site.house.user("ben"), ["您好，请问是赵大勇先生吗？"], hang_up=False)
    with site.browser("ben") as owner, site.browser("amei") as other:
        config = _config(owner)
        opening = {"data": [], "fn_index": 0, "session_hash": "of-ben"}
        opened = owner.post(f"{API}/run/predict", json=opening)
        assert "赵大勇" in json.dumps(opened.json(), ensure_ascii=False)
        for target, kind, data in (
            ("box", "submit", ["我是来捣乱的", id]),
            ("answer", "click", [id]),
            ("hang-up", "click", [id]),
        ):
            said = _heard(other, _event(config, target, kind), data, "of-ben")
            assert "赵大勇" not in said, target
    call = site.house.store.calls.get(id)
    assert call.ended is None
    assert len(call.turns) == 2


def test_a_turn_is_heard_and_answered(site: Site) -> None:
    id = site.call(site.house.user("amei"), (), hang_up=False)
    with site.browser("amei") as browser:
        config = _config(browser)
        browser.post(f"{API}/run/predict", json={"data": [], "fn_index": 0, "session_hash": "of-amei"})
        said = _heard(browser, _event(config, "box", "submit"), ["您好，请问是赵大勇先生吗？", id], "of-amei")
    call = site.house.store.calls.get(id)
    assert [turn.speaker for turn in call.turns] == ["agent", "debtor"]
    assert call.turns[1].text[:6] in said, "later sentences come as differences"
