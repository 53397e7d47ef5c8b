"""Two hundred calls played with the built-in voice, forty with a model that tells everything it can."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from peilian.debtor.cited_law import cites_outside_record, named_laws
from peilian.debtor.scripted_voice import sentences
from peilian.dialogue.call import Call
from peilian.llm import Message, ScriptedModel
from peilian.practice.play import play
from peilian.practice.voices import scripted_voice
from personas import Fact
from tests.practice.builders import IDS, NOW, Noting, a_model_voice, a_session, said, the_parts
from tests.practice.trainees import KINDS, lines_of

SEEDS = 50
ENDINGS = {
    "agent_closed",
    "deal_made",
    "message_left",
    "validation_asked",
    "dispute_logged",
    "complaint",
    "anger",
    "red_line",
    "patience",
    "nothing_left",
    "script_end",
    "too_long",
}

Calls = Mapping[tuple[str, str, int], Call]


@pytest.fixture(scope="module")
def calls() -> Calls:
    """Four personas × fifty seeds; the kinds of trainee take turns."""
    return asyncio.run(_played())


async def _played() -> Calls:
    parts, played = the_parts(), dict[tuple[str, str, int], Call]()
    for persona, seed in itertools.product(IDS, range(SEEDS)):
        item, kind = parts.persona(persona), KINDS[seed % len(KINDS)]
        lines = lines_of(kind, item.value, seed // len(KINDS))
        voice = scripted_voice(parts)
        played[persona, kind, seed] = await play(
            parts, item, lines, seed=seed, at=None, make_voice=voice, voice_name="scripted"
        )
    return played


def spoken_by_debtor(call: Call) -> list[str]:
    return [turn.text for turn in call.turns if turn.speaker == "debtor"]


def test_no_line_repeats_within_a_call(calls: Calls) -> None:
    assert len(calls) == 200
    for key, call in calls.items():
        said_whole = spoken_by_debtor(call)
        assert len(set(said_whole)) == len(said_whole), key
        parts = Counter(part.strip() for text in said_whole for part in sentences(text) if len(part.strip()) > 6)
        assert not [part for part, count in parts.items() if count > 1], key


def test_every_law_a_debtor_names_is_in_the_grounding_of_that_turn(calls: Calls) -> None:
    named = 0
    for key, call in calls.items():
        for turn in call.turns:
            if turn.speaker != "debtor":
                continue
            named += bool(named_laws(turn.text))
            grounds = the_parts().grounds(turn.grounding or (), call.language)
            names = [f"{found.law} {found.article or ''}" for found in grounds]
            assert cites_outside_record(turn.text, turn.grounding or (), names) == [], (key, turn.text)
    assert named >= 10


def test_every_call_ends_for_a_stated_reason_or_with_its_script(calls: Calls) -> None:
    for key, call in calls.items():
        assert call.ended is not None, key
        assert call.ended.reason in ENDINGS, key
        assert (call.ended.by == "agent") == (call.ended.reason == "script_end"), key
    reasons = Counter(call.ended.reason for call in calls.values() if call.ended)
    assert len(reasons) >= 5


def test_abuse_ends_calls_in_anger_and_care_hardly_ever_does(calls: Calls) -> None:
    angry = {"anger", "red_line", "complaint"}
    shares = {
        kind: [call.ended.reason in angry for key, call in calls.items() if key[1] == kind and call.ended]
        for kind in KINDS
    }
    assert sum(shares["abusive"]) / len(shares["abusive"]) > 0.8
    assert sum(shares["careful"]) / len(shares["careful"]) < 0.2


def test_hidden_facts_stand_in_no_turn_before_they_are_disclosed(calls: Calls) -> None:
    came_out = 0
    for key, call in calls.items():
        persona = the_parts().persona(key[0]).value
        out = set(call.disclosed or ())
        came_out += bool(out & set(persona.hidden_facts()))
        spoken = "".join(spoken_by_debtor(call))
        heard = "".join(turn.text for turn in call.turns if turn.speaker == "agent")
        for fact in persona.facts:
            if fact.hidden and fact.id not in out:
                assert fact.text not in spoken, key
                assert [word for word in fact.keywords if word in spoken and word not in heard] == [], (key, fact.id)
    assert came_out >= 20


def test_calls_differ_by_seed(calls: Calls) -> None:
    for persona in IDS:
        said_in = {tuple(spoken_by_debtor(call)) for key, call in calls.items() if key[0] == persona}
        assert len(said_in) > SEEDS * 0.6


class Blabbing:
    """Answers with a different hidden fact every time; sometimes with harmless words first."""

    def __init__(self, facts: Sequence[Fact], harmless: str) -> None:
        self._facts = [text for fact in facts for text in (fact.text, *fact.phrasings)]
        self._harmless = harmless
        self.times = 0

    def __call__(self, messages: Sequence[Message]) -> str:
        self.times += 1
        fact = self._facts[self.times % len(self._facts)]
        return f"{self._harmless}{self.times % 7}{fact}" if self.times % 3 == 0 else fact


async def _a_blabbing_call(persona_id: str, seed: int) -> tuple[int, int]:
    """Plays one call turn by turn; the number of prompts read and of facts refused."""
    persona = the_parts().persona(persona_id).value
    hidden = [fact for fact in persona.facts if fact.hidden]
    harmless = "Hm. " if persona.language == "en-US" else "嗯，这个嘛。"
    model = ScriptedModel(Blabbing(hidden, harmless))
    recorder = Noting()
    session = a_session(persona_id, seed=seed, make_voice=a_model_voice(model), recorder=recorder)
    read = 0
    for line in lines_of(KINDS[seed % len(KINDS)], persona, seed // len(KINDS)):
        await said(session.say(line, now=NOW))
        out = set(session.state.disclosed)
        for prompt in model.asked[read:]:
            held = "\n".join(message.content for message in prompt)
            for fact in hidden:
                if fact.id in out:
                    continue
                for text in (fact.text, *fact.phrasings, *fact.keywords):
                    assert text not in held, (persona_id, seed, fact.id, text)
        spoken = "".join(spoken_by_debtor(session.call))
        for fact in hidden:
            assert fact.id in out or not any(word in spoken for word in (fact.text, *fact.keywords))
        read = len(model.asked)
        if session.call.ended is not None:
            break
    refused = [event for event in recorder.guard_events() if event.get("fault") == "leaked_fact"]
    return read, len(refused)


@pytest.mark.parametrize("persona", IDS)
async def test_no_prompt_holds_a_hidden_fact_before_its_unlock_and_none_slips_out(persona: str) -> None:
    outcomes = [await _a_blabbing_call(persona, seed) for seed in range(10)]
    assert sum(read for read, _ in outcomes) >= 100
    assert sum(refused for _, refused in outcomes) >= 30
