"""Calls are kept turn by turn, once each, in order, until they end. On every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from peilian.content import InputError, StoreError
from peilian.dialogue.call import Ended, Parent, parse_call
from peilian.store import Store
from tests.store.builders import NOON, a_call, a_started_call, a_turn, a_user

HUNG_UP = Ended(by="agent", reason="hung_up")


def test_a_call_comes_back_as_it_went_in(store: Store) -> None:
    turn = a_turn("说到哪条法律了？", at="2026-11-18T10:05:09.123456+08:00", channel="phone")
    answer = a_turn("😤 别糊弄我", "debtor", grounding=[{"clause": "cn-x", "used_as": "mistaken"}, {"clause": "cn-y"}])
    call = a_call(turns=[turn, answer], parent={"call": "c0", "turn": 2}, note="约好周五", disclosed=["hospital"])
    store.calls.start(call, owner_id=a_user(store).id, at=NOON, coach_on=False, stamps={"reader": "r1", "judge": None})
    assert store.calls.get("c1") == call
    assert parse_call(store.calls.get("c1").json_line(), "kept").json_line() == call.json_line()
    summary = store.calls.find("c1")
    assert summary is not None
    assert (summary.state, summary.turns, summary.coach_on, summary.started_at) == ("talking", 2, False, NOON)
    assert summary.parent == Parent(call="c0", turn=2)
    assert summary.stamps == {"reader": "r1", "judge": None}


def test_a_call_rings_until_somebody_speaks(store: Store) -> None:
    a_started_call(store)
    states = [store.calls.find("c1")]
    store.calls.append_turn("c1", 0, a_turn())
    states.append(store.calls.find("c1"))
    store.calls.end("c1", HUNG_UP, at=NOON)
    states.append(store.calls.find("c1"))
    assert [each.state for each in states if each] == ["ringing", "talking", "ended"]


def test_the_same_words_twice_are_kept_once(store: Store) -> None:
    a_started_call(store)
    assert store.calls.append_turn("c1", 0, a_turn("在吗"), {"mood": 1})
    assert not store.calls.append_turn("c1", 0, a_turn("在吗"), {"mood": 2})
    assert [turn.text for turn in store.calls.get("c1").turns] == ["在吗"]
    assert store.calls.logs("c1") == {0: {"mood": 1}}


@pytest.mark.parametrize(
    ("index", "text", "speaker", "code"),
    [
        (0, "不一样的话", "agent", "turn_taken"),
        (0, "您好", "debtor", "turn_taken"),
        (2, "跳了一句", "agent", "turn_gap"),
    ],
)
def test_other_words_at_a_place_or_a_gap_are_refused(
    store: Store, index: int, text: str, speaker: str, code: str
) -> None:
    a_started_call(store)
    store.calls.append_turn("c1", 0, a_turn("您好"))
    with pytest.raises(StoreError) as refused:
        store.calls.append_turn("c1", index, a_turn(text, speaker))
    assert refused.value.code == code
    assert len(store.calls.get("c1").turns) == 1


def test_nothing_is_said_after_the_end_but_a_repeated_send_is_no_error(store: Store) -> None:
    a_started_call(store)
    store.calls.append_turn("c1", 0, a_turn("您好"))
    store.calls.end("c1", HUNG_UP, at=NOON)
    assert not store.calls.append_turn("c1", 0, a_turn("您好"))
    with pytest.raises(StoreError, match="has ended") as refused:
        store.calls.append_turn("c1", 1, a_turn("喂？"))
    assert refused.value.code == "call_ended"


def test_the_first_end_stands(store: Store) -> None:
    a_started_call(store)
    assert store.calls.end("c1", HUNG_UP, at=NOON, disclosed=["bill"]) == HUNG_UP
    later = Ended(by="debtor", reason="angry")
    assert store.calls.end("c1", later, at=NOON + timedelta(seconds=1), disclosed=[]) == HUNG_UP
    assert store.calls.get("c1").ended == HUNG_UP
    assert store.calls.get("c1").disclosed == ("bill",)
    assert store.calls.get("c1").for_trainee().disclosed is None


def test_unknown_calls_and_taken_ids_are_named(store: Store) -> None:
    a_started_call(store)
    for attempt in (
        lambda: store.calls.get("nope"),
        lambda: store.calls.append_turn("no\0pe", 0, a_turn()),
        lambda: store.calls.end("nope", HUNG_UP, at=NOON),
        lambda: store.calls.write_note("nope", "x"),
    ):
        with pytest.raises(StoreError, match="there is no call"):
            attempt()
    assert store.calls.find("nope") is None
    with pytest.raises(StoreError, match="exists already"):
        a_started_call(store)


def test_text_that_a_database_cannot_hold_is_the_senders_error(store: Store) -> None:
    a_started_call(store)
    with pytest.raises(InputError, match="cannot be kept"):
        store.calls.append_turn("c1", 0, a_turn("空\0字符"))
    assert store.calls.get("c1").turns == ()


def test_lists_hold_only_the_owners_calls_newest_first(store: Store) -> None:
    lin, mei = a_user(store, "lin"), a_user(store, "mei")
    for number, owner in enumerate([lin, mei, lin]):
        store.calls.start(a_call(f"c{number}"), owner_id=owner.id, at=NOON + timedelta(minutes=number))
    store.calls.end("c0", HUNG_UP, at=NOON)
    assert [each.id for each in store.calls.of_owner(lin.id)] == ["c2", "c0"]
    assert [each.id for each in store.calls.of_owner(lin.id, states=("ringing", "talking"))] == ["c2"]
    assert [each.id for each in store.calls.of_owner(lin.id, limit=1)] == ["c2"]


def test_a_note_can_change_until_the_call_is_scored(store: Store) -> None:
    a_started_call(store)
    store.calls.end("c1", HUNG_UP, at=NOON)
    store.calls.write_note("c1", "答应周五还 2120")
    store.scorecards.keep("c1", rubric="default@1", versions={}, json="{}", at=NOON)
    with pytest.raises(StoreError, match="already scored"):
        store.calls.write_note("c1", "改一下")
    assert store.calls.get("c1").note == "答应周五还 2120"


def test_twenty_threads_of_forty_turns_lose_nothing(store: Store) -> None:
    lin = a_user(store)
    for number in range(20):
        store.calls.start(a_call(f"c{number}"), owner_id=lin.id, at=NOON)

    def talk(number: int) -> int:
        return sum(store.calls.append_turn(f"c{number}", index, a_turn(f"{number}/{index}")) for index in range(40))

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(talk, range(20))) == 800
    for number in range(20):
        texts = [turn.text for turn in store.calls.get(f"c{number}").turns]
        assert texts == [f"{number}/{index}" for index in range(40)]


def test_twenty_sends_of_one_turn_keep_one(store: Store) -> None:
    a_started_call(store)
    with ThreadPoolExecutor(20) as threads:
        kept = list(threads.map(lambda _: store.calls.append_turn("c1", 0, a_turn("双击")), range(20)))
    assert kept.count(True) == 1
    assert len(store.calls.get("c1").turns) == 1
