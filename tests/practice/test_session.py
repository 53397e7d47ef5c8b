from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from peilian.content import InputError, StoreError
from peilian.dialogue.call import Ended, Parent, Turn
from peilian.llm import Breaks, ScriptedModel, model_error
from peilian.practice.limits import LONGEST_TURN, MOST_AGENT_TURNS
from peilian.practice.recorder import Forgetful
from peilian.practice.session import Over, Replied, Session, Spoke
from peilian.practice.voices import scripted_voice
from tests.practice.builders import (
    NOW,
    Gated,
    Noting,
    a_model_voice,
    a_session,
    ending_in,
    reply_of,
    resumed,
    said,
    sentences_in,
    talk,
    the_parts,
)
from tests.practice.trainees import lines_of

GREETING = "您好，我是澄江银行信用卡中心的周晴，工号2046，请问是赵大勇本人吗？"
TALK = (
    GREETING,
    "您现在一共欠34640元，已经逾期71天了。",
    "想了解一下，最近是碰到什么难处了才没还上？",
    "跑车确实辛苦，一个人扛着一家人不容易。最近家里是不是遇到什么难处了？",
    "理解您的难处，换谁都不好受。方便说说是什么原因吗？",
    "听您这么说确实不容易。",
    "那您每个月大概能拿出多少来还？",
)


def careful(persona: str) -> list[str]:
    return lines_of("careful", the_parts().persona(persona).value, 0)


async def test_the_agents_turn_is_durable_before_a_word_of_the_reply_is_released() -> None:
    recorder = Noting()
    session = a_session(recorder=recorder)
    events = session.say(GREETING, now=NOW)
    async for event in events:
        if isinstance(event, Spoke):
            assert recorder.notes[:2] == ["started", f"kept agent: {GREETING}"]
            recorder.notes.append("released")
        elif isinstance(event, Replied):
            assert recorder.notes[-1] == f"kept debtor: {event.turn.text}"
            assert event.index == 1
    assert recorder.notes.index(f"kept agent: {GREETING}") < recorder.notes.index("released")


async def test_what_the_store_refuses_is_neither_answered_nor_remembered() -> None:
    class Full(Forgetful):
        def turn(self, *_: object, **__: object) -> None:
            raise StoreError("the disk is full — free space")

    session = a_session(recorder=Full())
    with pytest.raises(StoreError):
        await said(session.say(GREETING, now=NOW))
    assert session.call.turns == ()
    assert session.readings == []
    assert not session.needs_reply
    with pytest.raises(StoreError):  # It can be tried again, and is not "still speaking".
        await said(session.say(GREETING, now=NOW))


@pytest.mark.parametrize("persona", ["angry-driver", "laid-off-worker", "cautious-consumer", "mother-of-debtor"])
async def test_a_resumed_call_goes_on_exactly_as_the_uninterrupted_one(persona: str) -> None:
    lines = careful(persona)
    for cut in (1, 3, 5):
        whole, broken = a_session(persona, seed=9), a_session(persona, seed=9)
        await talk(whole, lines[:cut])
        await talk(broken, lines[:cut])
        again = resumed(broken.call)
        assert again.state == whole.state
        assert again.readings == whole.readings
        assert again.whys == whole.whys
        assert [[found.clause for found in turn] for turn in again.grounds] == [
            [found.clause for found in turn] for turn in whole.grounds
        ]
        if whole.call.ended is None:
            assert await talk(again, lines[cut:]) == await talk(whole, lines[cut:])
            assert again.call == whole.call


async def test_an_unanswered_turn_is_answered_after_a_resume_as_it_would_have_been() -> None:
    whole = a_session(seed=4)
    await talk(whole, TALK[:2])
    cut = whole.call.model_copy(update={"turns": whole.call.turns[:3]})
    again = resumed(cut)
    assert again.needs_reply
    with pytest.raises(InputError) as refused:
        await said(again.say(TALK[2], now=NOW))
    assert refused.value.code == "unanswered"
    assert await reply_of(again.answer(now=NOW)) == whole.call.turns[3].text
    assert not again.needs_reply
    assert await talk(again, TALK[2:]) == await talk(whole, TALK[2:])


async def test_a_goodbye_that_was_said_but_not_recorded_as_the_end_ends_the_resumed_call() -> None:
    whole = a_session(seed=0)
    await talk(whole, lines_of("abusive", the_parts().persona("angry-driver").value, 0))
    assert whole.call.ended is not None
    assert whole.call.ended.by == "debtor"
    recorder = Noting()
    again = resumed(whole.call.model_copy(update={"ended": None}), recorder=recorder)
    assert again.needs_reply
    with pytest.raises(InputError):
        await said(again.say("喂？", now=NOW))
    assert await said(again.answer(now=NOW)) == [Over(whole.call.ended)]
    assert recorder.notes == [f"ended by debtor: {whole.call.ended.reason}"]


async def test_facts_that_came_out_are_known_after_a_resume_even_if_nothing_more_is_said() -> None:
    whole = a_session(seed=3)
    await talk(whole, TALK)
    assert whole.call.disclosed
    known = whole.call.model_copy(update={"disclosed": ()})  # The store learns of them at the end.
    recorder = Noting()
    await resumed(known, recorder=recorder).hang_up(now=NOW)
    assert recorder.calls[-1].disclosed == whole.call.disclosed


async def test_answering_when_nothing_is_due_says_nothing() -> None:
    session = a_session()
    await talk(session, TALK[:1])
    assert await said(session.answer(now=NOW)) == []


async def test_nothing_can_be_said_after_hanging_up() -> None:
    recorder = Noting()
    session = a_session(recorder=recorder)
    await talk(session, TALK[:1])
    assert await session.hang_up(now=NOW) == Ended(by="agent", reason="hang_up")
    for attempt in (session.say("喂？", now=NOW), session.answer(now=NOW)):
        with pytest.raises(InputError) as refused:
            await said(attempt)
        assert refused.value.code == "call_ended"
    assert await session.hang_up(now=NOW, reason="again") == Ended(by="agent", reason="hang_up")
    assert recorder.notes.count("ended by agent: hang_up") == 1


async def test_nothing_can_be_said_after_the_debtor_hung_up() -> None:
    session = a_session(seed=0)
    await talk(session, lines_of("abusive", the_parts().persona("angry-driver").value, 0))
    with pytest.raises(InputError):
        await said(session.say("喂？喂？", now=NOW))
    assert session.state.ended is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "turn_empty"),
        (" \n\t　", "turn_empty"),
        ("还" * (LONGEST_TURN + 1), "turn_too_long"),
        ("您好\0", "bad_text"),
        ("您好\ud83d", "bad_text"),
    ],
)
async def test_a_turn_that_cannot_be_accepted_leaves_no_trace(text: str, code: str) -> None:
    recorder = Noting()
    session = a_session(recorder=recorder)
    with pytest.raises(InputError) as refused:
        await said(session.say(text, now=NOW))
    assert refused.value.code == code
    assert recorder.notes == ["started"]
    assert session.call.turns == ()


async def test_a_turn_at_the_limit_is_accepted() -> None:
    session = a_session()
    await said(session.say("您好，" + "嗯" * (LONGEST_TURN - 3), now=NOW))
    assert len(session.call.turns[0].text) == LONGEST_TURN


async def test_the_limit_is_named_to_whoever_breaks_it() -> None:
    with pytest.raises(InputError, match=r"2001 characters, the limit is 2000"):
        await said(a_session().say("x" * 2001, now=NOW))


async def test_a_second_turn_while_the_other_side_speaks_is_refused_and_changes_nothing() -> None:
    gate = asyncio.Semaphore(0)
    parts = the_parts()
    heard = asyncio.Event()
    session = a_session(make_voice=lambda casting: Gated(scripted_voice(parts)(casting), gate, heard))
    first = asyncio.create_task(said(session.say(GREETING, now=NOW)))
    await heard.wait()
    for attempt in (session.say("喂？", now=NOW), session.answer(now=NOW)):
        with pytest.raises(InputError) as refused:
            await said(attempt)
        assert refused.value.code == "still_speaking"
    for _ in range(9):
        gate.release()
    assert ending_in(await first) is None
    assert len(session.call.turns) == 2


async def test_two_turns_at_the_same_moment_give_one_exchange() -> None:
    session = a_session()
    outcomes = await asyncio.gather(
        said(session.say(TALK[0], now=NOW)), said(session.say(TALK[1], now=NOW)), return_exceptions=True
    )
    assert sorted(isinstance(outcome, InputError) for outcome in outcomes) == [False, True]
    assert [turn.speaker for turn in session.call.turns] == ["agent", "debtor"]


async def test_hanging_up_in_the_middle_of_a_reply_keeps_what_was_heard() -> None:
    model = ScriptedModel(["我现在没空听你讲这个。你到底想干什么？"] * 3)
    gate = asyncio.Semaphore(0)
    recorder = Noting()
    make = a_model_voice(model)
    session = a_session(make_voice=lambda casting: Gated(make(casting), gate), recorder=recorder)
    gate.release()
    events = session.say(GREETING, now=NOW)
    assert isinstance(await anext(events), Spoke)
    assert await session.hang_up(now=NOW) == Ended(by="agent", reason="hang_up")
    gate.release()
    assert await said(events) == [Over(Ended(by="agent", reason="hang_up"))]
    assert recorder.notes[2:] == ["kept debtor: 我现在没空听你讲这个。", "ended by agent: hang_up"]


async def test_a_listener_who_leaves_in_the_middle_can_have_the_reply_again() -> None:
    session = a_session(seed=5)
    events = session.say(GREETING, now=NOW)
    await anext(events)
    await events.aclose()
    assert session.needs_reply
    reply = await reply_of(session.answer(now=NOW))
    assert reply == await reply_of(a_session(seed=5).say(GREETING, now=NOW))


async def test_personal_data_is_masked_before_anything_sees_the_turn() -> None:
    number, card = "13812345678", "6222021234567890128"
    model = ScriptedModel(lambda messages: "你说的什么号我没听清，再说一遍。")
    recorder = Noting()
    session = a_session(make_voice=a_model_voice(model), recorder=recorder)
    await said(session.say(f"您留的手机号是{number}，卡号{card}，对吗？", now=NOW))
    kept = session.call.turns[0].text
    assert number not in kept
    assert card not in kept
    assert session.readings[0].text == kept
    held = repr(model.asked) + repr(recorder.calls) + repr(recorder.notes)
    assert kept in held
    assert number not in held
    assert card not in held


async def test_seed_and_parent_stay_with_the_call() -> None:
    session = a_session(seed=77)
    await talk(session, TALK[:2])
    retried = session.call.model_copy(update={"parent": Parent(call="earlier", turn=4)})
    again = resumed(retried)
    await talk(again, TALK[2:4])
    await again.hang_up(now=NOW)
    assert (again.call.seed, again.call.parent) == (77, Parent(call="earlier", turn=4))


async def test_a_debtors_turn_is_grounded_in_clauses_they_used_and_an_agents_in_those_retrieved() -> None:
    used = retrieved = 0
    for seed in range(8):
        persona = "angry-driver" if seed % 2 else "cautious-consumer"
        session = a_session(persona, seed=seed)
        await talk(session, lines_of("lawyerly", the_parts().persona(persona).value, 0))
        for index, turn in enumerate(session.call.turns):
            if turn.speaker == "debtor":
                named = [item.clause for item in turn.grounding or ()]
                assert all(item.used_as for item in turn.grounding or ())
                assert set(named) <= {item.clause for item in session.call.turns[index - 1].grounding or ()}
                used += len(named)
            else:
                assert all(item.used_as is None for item in turn.grounding or ())
                assert len(turn.grounding or ()) <= 3
                retrieved += len(turn.grounding or ())
    assert used > 0
    assert retrieved > used


async def test_the_log_of_a_reply_says_why_and_what_the_guard_did() -> None:
    model = ScriptedModel([Breaks("谁啊？", model_error("stalled"))])
    recorder = Noting()
    session = a_session(make_voice=a_model_voice(model), recorder=recorder)
    events = await said(session.say(GREETING, now=NOW))
    log = recorder.logs[1]
    assert log is not None
    assert log["voice"] == "llm"
    assert log["why"] == list(session.whys[1])
    assert [event["event"] for event in log["guard"]] == ["model_error", "fallback"]
    assert sentences_in(events)[0] == "谁啊？"
    assert len(sentences_in(events)) == 2


async def test_a_call_that_never_ends_is_ended_at_the_limit() -> None:
    waiting = Turn(speaker="agent", text="Mm.")  # Unanswered turns in a row spend nobody's patience.
    call = a_session("cautious-consumer").call.model_copy(update={"turns": (waiting,) * MOST_AGENT_TURNS})
    again = resumed(call)
    assert ending_in(await said(again.answer(now=NOW))) == Ended(by="system", reason="too_long")
    assert again.call.ended is not None


def test_a_scenarios_time_can_be_chosen() -> None:
    at = datetime.fromisoformat("2026-11-20T21:30:00+08:00")
    session = a_session(at=at)
    assert session.call.call.started_at == at
    assert isinstance(session, Session)
