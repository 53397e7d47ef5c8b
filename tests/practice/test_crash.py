"""kill -9 in the middle of a call: every turn that was acknowledged is kept, and the call goes on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from peilian.practice.desk import Desk
from peilian.practice.voices import scripted_voice
from peilian.store import Store
from tests.people.builders import HandClock
from tests.practice.builders import reply_of, said, the_folder, the_parts
from tests.store.builders import a_user

LINES = (
    "您好，我是何女士的专员陆子涵，请问是何静本人吗？",
    "您现在一共欠42400元。",
    "想了解一下，最近是碰到什么难处了？",
    "听您这么说确实不容易。",
    "您现在手上还有别的收入吗？",
    "那我先帮您把情况登记下来。",
    "具体能不能分期，要以审批为准。",
    "您方便的时候可以在手机上看到进度。",
)
PRACTISE = f"""
import asyncio, sys
from pathlib import Path
from peilian.encoder import HashingEncoder, TrainedEar
from peilian.practice.assembly import Assembly
from peilian.practice.desk import Desk
from peilian.practice.session import Replied, Spoke
from peilian.practice.voices import scripted_voice
from peilian.store import Store
from tests.people.builders import HandClock

async def practise(desk, user):
    await desk.start(user, "laid-off-worker", id="c", seed=5, voice="scripted", coach_on=True)
    print("dialled", flush=True)
    for line in {LINES!r}:
        heard = False
        async for event in desk.say(user, "c", line):
            if isinstance(event, Spoke) and not heard:
                heard = True
                print("agent", flush=True)  # A word of the reply is out: the turn must be on disk.
            elif isinstance(event, Replied):
                print("debtor", flush=True)
    await asyncio.sleep(600)

store = Store.open(Path(sys.argv[1]))
house = Path(sys.argv[2])
parts = Assembly(encoder=HashingEncoder(), ear=TrainedEar(), data=house, own_content=house / "content")
user = store.users.by_name("lin")
asyncio.run(practise(Desk(parts, store, HandClock(), voices={{"scripted": scripted_voice(parts)}}), user))
"""


def killed_after(acknowledgements: int, data: Path, cache: Path) -> list[str]:
    """What a practising process had acknowledged when it was killed."""
    command = [sys.executable, "-c", PRACTISE, str(data), str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(acknowledgements)]
        child.kill()
        lines += child.stdout.readlines()
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("acknowledgements", [2, 4, 9])
async def test_kill_9_during_a_call_loses_no_accepted_turn(acknowledgements: int, tmp_path: Path) -> None:
    parts = the_parts()
    assert parts.reader  # Its cache is there for the child.
    assert parts.retriever
    with Store.open(tmp_path) as store:
        user = a_user(store, must_change_password=False)
    acknowledged = killed_after(acknowledgements, tmp_path, the_folder())
    assert acknowledged[0] == "dialled"
    assert len(acknowledged) >= acknowledgements
    with closing(sqlite3.connect(tmp_path / "peilian.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Store.open(tmp_path) as store:
        kept = store.calls.get("c").turns
        assert [turn.speaker for turn in kept][: len(acknowledged) - 1] == acknowledged[1:]
        assert [turn.text for turn in kept[::2]] == list(LINES[: len(kept[::2])])
        desk = Desk(parts, store, HandClock(), voices={"scripted": scripted_voice(parts)})
        if (await desk.view(user, "c")).needs_reply:
            await said(desk.answer(user, "c"))
        whole = Store.open(tmp_path / "whole")
        twin = a_user(whole, must_change_password=False)
        other = Desk(parts, whole, HandClock(), voices={"scripted": scripted_voice(parts)})
        await other.start(twin, "laid-off-worker", id="c", seed=5, voice="scripted", coach_on=True)
        replies = [await reply_of(other.say(twin, "c", line)) for line in LINES]
        done = len(store.calls.get("c").agent_turns())
        rest = [await reply_of(desk.say(user, "c", line)) for line in LINES[done:]]
        assert [turn.text for turn in store.calls.get("c").turns if turn.speaker == "debtor"] == replies
        assert rest == replies[done:]
        whole.close()
