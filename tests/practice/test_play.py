from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from peilian.dialogue.call import Call, Ended
from peilian.practice.play import play
from peilian.practice.voices import scripted_voice
from tests.practice.builders import IDS, Noting, the_parts
from tests.practice.trainees import lines_of


async def a_play(persona: str, lines: Sequence[str], *, seed: int = 1, at: datetime | None = None) -> Call:
    parts = the_parts()
    item = parts.persona(persona)
    return await play(parts, item, lines, seed=seed, at=at, make_voice=scripted_voice(parts), voice_name="scripted")


def a_script(persona: str, kind: str = "careful") -> list[str]:
    return lines_of(kind, the_parts().persona(persona).value, 0)


async def test_the_same_script_and_seed_give_the_same_bytes() -> None:
    for persona in IDS:
        script = a_script(persona)
        assert (await a_play(persona, script)).json_line() == (await a_play(persona, script)).json_line()


async def test_another_seed_script_or_time_is_another_call() -> None:
    script = a_script("angry-driver")
    base = await a_play("angry-driver", script)
    other = await a_play("angry-driver", script, seed=2)
    assert [turn.text for turn in other.turns] != [turn.text for turn in base.turns]
    later = await a_play("angry-driver", script, at=datetime.fromisoformat("2026-12-01T09:00:00+08:00"))
    shorter = await a_play("angry-driver", script[:2])
    assert len({base.id, other.id, later.id, shorter.id}) == 4


async def test_the_agent_speaks_first_and_the_turns_alternate() -> None:
    call = await a_play("laid-off-worker", a_script("laid-off-worker"))
    assert [turn.speaker for turn in call.turns] == ["agent", "debtor"] * (len(call.turns) // 2)


async def test_a_script_that_runs_out_ends_the_call_for_that_reason() -> None:
    call = await a_play("angry-driver", a_script("angry-driver")[:2])
    assert call.ended == Ended(by="agent", reason="script_end")
    assert len(call.turns) == 4


async def test_a_debtor_who_hangs_up_ends_the_call_before_the_script_does() -> None:
    script = a_script("angry-driver", "abusive") * 3
    call = await a_play("angry-driver", script)
    assert call.ended is not None
    assert call.ended.by == "debtor"
    assert len(call.agent_turns()) < len(script)


async def test_turns_carry_times_of_speech_not_of_typing() -> None:
    call = await a_play("angry-driver", a_script("angry-driver")[:3])
    times = [turn.at for turn in call.turns if turn.at is not None]
    assert len(times) == len(call.turns)
    assert times == sorted(times)
    assert times[0] == call.call.debtor_time()
    assert (times[-1] - times[0]).total_seconds() > 20


async def test_a_recorder_hears_everything_there_was() -> None:
    parts, recorder = the_parts(), Noting()
    item = parts.persona("mother-of-debtor")
    lines = a_script("mother-of-debtor")[:2]
    voice = scripted_voice(parts)
    call = await play(parts, item, lines, seed=1, at=None, make_voice=voice, voice_name="scripted", recorder=recorder)
    assert len(recorder.notes) == 2 + len(call.turns)
