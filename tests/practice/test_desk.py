from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from peilian.content import AccessError, InputError, StoreError
from peilian.dialogue.call import Ended
from peilian.llm import ScriptedModel
from peilian.practice.assembly import Assembly
from peilian.practice.desk import Desk
from peilian.practice.session import MakeVoice
from peilian.practice.voices import scripted_voice
from peilian.store import Store, User
from tests.people.builders import HandClock
from tests.practice.builders import a_model_voice, ending_in, reply_of, said, the_parts
from tests.practice.trainees import lines_of
from tests.store.builders import a_user

LINES = (
    "您好，我是澄江银行信用卡中心的周晴，工号2046，请问是赵大勇本人吗？",
    "您现在一共欠34640元，已经逾期71天了。",
    "想了解一下，最近是碰到什么难处了才没还上？",
    "跑车确实辛苦，一个人扛着一家人不容易。最近家里是不是遇到什么难处了？",
    "理解您的难处，换谁都不好受。方便说说是什么原因吗？",
    "听您这么说确实不容易，那您每个月大概能拿出多少来还？",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def lin(store: Store) -> User:
    return a_user(store, "lin", must_change_password=False)


@pytest.fixture
def mei(store: Store) -> User:
    return a_user(store, "mei", must_change_password=False)


def a_desk(store: Store, *, parts: Assembly | None = None, llm: MakeVoice | None = None) -> Desk:
    parts = parts or the_parts()
    voices = {"llm": llm} if llm else {}
    return Desk(parts, store, HandClock(), voices={**voices, "scripted": scripted_voice(parts)})


async def dialled(
    desk: Desk, user: User, id: str = "call-1", *, persona: str = "angry-driver", seed: int = 3, coach_on: bool = True
) -> str:
    return await desk.start(user, persona, id=id, seed=seed, voice="scripted", coach_on=coach_on)


async def spoken(desk: Desk, user: User, call: str, *lines: str) -> list[str]:
    return [await reply_of(desk.say(user, call, line)) for line in lines]


async def test_a_call_from_dial_to_scorecard(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, *LINES)
    view = await desk.view(lin, call)
    assert [turn.text for turn in view.call.turns if turn.speaker == "agent"] == list(LINES)
    assert not view.needs_reply
    assert view.card.name == "赵大勇"
    assert await desk.hang_up(lin, call) == Ended(by="agent", reason="hang_up")
    scored = await desk.scored(lin, call)
    assert scored.scorecard.call == call
    assert scored.scorecard.versions.persona == the_parts().persona("angry-driver").hash
    assert set(scored.whys) == {1, 3, 5, 7, 9, 11}
    assert scored.summary.state in ("ended", "scored")


async def test_what_the_trainee_sees_during_the_call_holds_nothing_hidden(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, *LINES[:2])
    view = await desk.view(lin, call)
    assert view.call.disclosed is None
    held, persona = repr(view), the_parts().persona("angry-driver").value
    for fact in persona.facts:
        if fact.hidden:
            assert fact.text not in held
            assert not any(word in held for word in fact.keywords)
    kept = [expense.what for expense in persona.budget.essentials] + [belief.truth for belief in persona.misbeliefs]
    assert not any(text in held for text in (*kept, *persona.right_ending.how))


async def test_a_foreign_call_and_no_call_are_refused_alike(store: Store, lin: User, mei: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, LINES[0])
    sentences = set()
    for id in (call, "no-such-call"):
        for attempt in (
            lambda id=id: said(desk.say(mei, id, "喂？")),
            lambda id=id: said(desk.answer(mei, id)),
            lambda id=id: desk.view(mei, id),
            lambda id=id: desk.advice(mei, id),
            lambda id=id: desk.hang_up(mei, id),
            lambda id=id: desk.scored(mei, id),
        ):
            with pytest.raises(AccessError) as refused:
                await attempt()
            sentences.add((refused.value.code, str(refused.value)))
    assert len(sentences) == 1
    assert len(store.calls.get(call).turns) == 2
    assert await desk.calls(mei) == ()


async def test_a_restarted_server_goes_on_where_the_old_one_stopped(store: Store, lin: User) -> None:
    whole, before = a_desk(store), a_desk(store)
    one, other = await dialled(whole, lin, "one"), await dialled(before, lin, "other")
    expected = await spoken(whole, lin, one, *LINES)
    assert await spoken(before, lin, other, *LINES[:2]) == expected[:2]
    after = a_desk(store)
    view = await after.view(lin, other)
    assert len(view.call.turns) == 4
    assert await spoken(after, lin, other, *LINES[2:]) == expected[2:]
    assert [summary.id for summary in await after.calls(lin)] == ["other", "one"]


async def test_a_turn_left_unanswered_by_the_old_server_can_be_answered(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    first = await spoken(desk, lin, call, *LINES[:2])
    events = desk.say(lin, call, LINES[2])
    await anext(events)
    await events.aclose()  # As the old process died: recorded, not answered.
    after = a_desk(store)
    assert (await after.view(lin, call)).needs_reply
    with pytest.raises(InputError):
        await said(after.say(lin, call, "喂？"))
    reply = await reply_of(after.answer(lin, call))
    assert reply not in first
    assert not (await after.view(lin, call)).needs_reply


async def test_ended_calls_stay_ended_and_can_still_be_seen(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, LINES[0])
    await desk.hang_up(lin, call)
    after = a_desk(store)
    with pytest.raises(InputError) as refused:
        await said(after.say(lin, call, "喂？"))
    assert refused.value.code == "call_ended"
    assert (await after.view(lin, call)).call.ended == Ended(by="agent", reason="hang_up")
    assert await after.hang_up(lin, call) == Ended(by="agent", reason="hang_up")


async def test_facts_that_came_out_survive_a_restart_before_hanging_up(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, *LINES)
    await a_desk(store).hang_up(lin, call)
    kept = store.calls.get(call)
    assert kept.disclosed
    other = await dialled(desk, lin, "other")
    await spoken(desk, lin, other, *LINES)
    await desk.hang_up(lin, other)
    assert store.calls.get(other).disclosed == kept.disclosed


async def test_a_scorecard_is_scored_once_and_kept(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    await spoken(desk, lin, call, *LINES)
    await desk.hang_up(lin, call)
    first = await desk.scored(lin, call)
    again = await a_desk(store).scored(lin, call)
    assert again.scorecard == first.scorecard
    assert len(store.scorecards.of_call(call)) == 1
    both = await asyncio.gather(desk.scored(lin, call), desk.scored(lin, call))
    assert both[0].scorecard == both[1].scorecard == first.scorecard


async def test_an_open_and_an_empty_call_have_no_scorecard(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    with pytest.raises(InputError) as still_open:
        await desk.scored(lin, call)
    await desk.hang_up(lin, call)
    with pytest.raises(InputError) as empty:
        await desk.scored(lin, call)
    assert (still_open.value.code, empty.value.code) == ("call_open", "call_empty")


async def test_the_coach_whispers_only_where_it_is_on(store: Store, lin: User) -> None:
    desk = a_desk(store)
    with_coach, without = await dialled(desk, lin, "with"), await dialled(desk, lin, "without", coach_on=False)
    await spoken(desk, lin, with_coach, LINES[0])
    await spoken(desk, lin, without, LINES[0])
    assert dict((await desk.advice(lin, with_coach)).steps)["verify"]
    for other in (desk, a_desk(store)):  # Also after a restart.
        with pytest.raises(AccessError) as refused:
            await other.advice(lin, without)
        assert refused.value.code == "coach_off"
    assert (await desk.view(lin, with_coach)).coach_on
    assert not (await desk.view(lin, without)).coach_on


async def test_a_call_whose_persona_has_changed_is_scored_but_not_continued(
    store: Store, lin: User, tmp_path: Path
) -> None:
    own = tmp_path / "content" / "personas"
    own.mkdir(parents=True)
    shipped = the_parts().persona("angry-driver").path.read_text(encoding="utf-8")
    (own / "angry-driver.yaml").write_text(shipped, encoding="utf-8")

    def the_house() -> Assembly:
        parts = Assembly(
            encoder=the_parts().encoder, ear=the_parts().ear, data=tmp_path / "house", own_content=tmp_path / "content"
        )
        for loaded in ("reader", "retriever", "examiner", "library", "rules", "rubrics"):
            parts.__dict__[loaded] = getattr(the_parts(), loaded)
        return parts

    desk = a_desk(store, parts=the_house())
    call, ended = await dialled(desk, lin, "open"), await dialled(desk, lin, "ended")
    await spoken(desk, lin, call, LINES[0])
    await spoken(desk, lin, ended, LINES[0])
    await desk.hang_up(lin, ended)
    (own / "angry-driver.yaml").write_text(shipped.replace("age: 43", "age: 44"), encoding="utf-8")
    after = a_desk(store, parts=the_house())
    for attempt in (said(after.say(lin, call, LINES[1])), after.view(lin, call)):
        with pytest.raises(StoreError) as refused:
            await attempt
        assert refused.value.code == "persona_changed"
    assert len(store.calls.get(call).turns) == 2
    assert await after.hang_up(lin, call) == Ended(by="agent", reason="hang_up")
    for scorable in (call, ended):
        scored = await after.scored(lin, scorable)
        assert scored.scorecard.outcome.undiscovered is None


async def test_unknown_persona_voice_and_taken_id_are_refused(store: Store, lin: User) -> None:
    desk = a_desk(store)
    with pytest.raises(InputError, match="angry-driver"):
        await dialled(desk, lin, persona="nobody")
    with pytest.raises(InputError, match="scripted"):
        await desk.start(lin, "angry-driver", id="x", seed=1, voice="llm", coach_on=True)
    await dialled(desk, lin, "taken")
    with pytest.raises(StoreError):
        await dialled(desk, lin, "taken")
    assert len(await desk.calls(lin)) == 1


async def test_a_role_without_practice_cannot_dial(store: Store) -> None:
    fresh = a_user(store, "new", must_change_password=True)
    with pytest.raises(AccessError) as refused:
        await dialled(a_desk(store), fresh)
    assert refused.value.code == "must_change_password"


async def test_a_call_keeps_its_voice_over_a_restart(store: Store, lin: User) -> None:
    first, second = ScriptedModel(["哪位？我在忙。"]), ScriptedModel(["你说你是哪儿的？"])
    desk = a_desk(store, llm=a_model_voice(first))
    assert desk.voices == ("llm", "scripted")
    call = await desk.start(lin, "angry-driver", id="c", seed=1, voice="llm", coach_on=True)
    assert await spoken(desk, lin, call, "喂，您好。") == ["哪位？我在忙。"]
    after = a_desk(store, llm=a_model_voice(second))
    assert await spoken(after, lin, call, "请问您方便吗？") == ["你说你是哪儿的？"]
    assert store.calls.get(call).voice == "llm"


async def test_two_windows_on_one_call_give_one_exchange(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin)
    outcomes = await asyncio.gather(
        said(desk.say(lin, call, LINES[0])), said(desk.say(lin, call, LINES[1])), return_exceptions=True
    )
    assert sorted(isinstance(outcome, InputError) for outcome in outcomes) == [False, True]
    assert len(store.calls.get(call).turns) == 2


async def test_many_people_practise_at_once_without_hearing_each_other(store: Store) -> None:
    desk = a_desk(store)
    users = [a_user(store, f"u{number}", must_change_password=False) for number in range(12)]

    async def practise(number: int, user: User) -> list[str]:
        call = await dialled(desk, user, f"c{number}", seed=number)
        return await spoken(desk, user, call, *LINES[:2])

    together = await asyncio.gather(*(practise(number, user) for number, user in enumerate(users)))
    alone = a_desk(store)
    for number in (0, 5, 11):
        call = await dialled(alone, users[number], f"again{number}", seed=number)
        assert await spoken(alone, users[number], call, *LINES[:2]) == together[number]


async def test_personas_are_listed_easiest_first_with_labels_in_the_readers_language(store: Store) -> None:
    desk = a_desk(store)
    chinese, english = desk.personas("zh-CN"), desk.personas("en-US")
    assert {card.id for card in chinese} == set(the_parts().personas)
    for jurisdiction in ("CN", "US"):
        stars = [card.difficulty for card in chinese if card.jurisdiction == jurisdiction]
        assert stars == sorted(stars)
    assert {card.archetype for card in chinese}.isdisjoint({card.archetype for card in english})


async def test_a_debtor_who_hangs_up_ends_the_call_in_the_store(store: Store, lin: User) -> None:
    desk = a_desk(store)
    call = await dialled(desk, lin, seed=0)
    for line in lines_of("abusive", the_parts().persona("angry-driver").value, 0):
        if (ended := ending_in(await said(desk.say(lin, call, line)))) is not None:
            break
    assert ended is not None
    assert store.calls.get(call).ended == ended
    summary = (await desk.calls(lin))[0]
    assert summary.state == "ended"
