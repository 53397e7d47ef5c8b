from __future__ import annotations

import re

import pytest

from peilian.debtor import dice
from peilian.debtor.lines import SLOT
from peilian.debtor.scripted_voice import sentences
from peilian.dialogue.reading import Reading
from tests.debtor.builders import ACTS, AClause, Played, a_debtor, a_reading, a_voice, lump, personas, plan, play

IDS = ("angry-driver", "cautious-consumer", "laid-off-worker", "mother-of-debtor")
CALLS_EACH = 50
CLAUSES = {
    "CN": AClause("cn-credit-card-measures-neg-01", "信用卡办法甲", "第七十条"),
    "US": AClause("us-fdcpa-val-03", "Practices Law", "§ 1692g(b)"),
}
GENTLE = tuple(act for act in ACTS if act not in {"threaten", "insult", "sarcasm", "urge_borrowing", "close"})


def a_turn(seed: int, turn: int) -> Reading:
    """One random agent turn; odd seeds are gentle and never close, so those calls run long."""
    pool = GENTLE if seed % 2 else ACTS
    count = int(dice.roll(seed, turn, "count") * 4)
    acts = {pool[int(dice.roll(seed, turn, f"act{n}") * len(pool))] for n in range(count)}
    sums = [None, lump("500"), lump("5190"), plan(36, "963"), plan(12, None), plan(None, "200"), plan(60, "90")]
    return a_reading(*sorted(acts), values=sums[int(dice.roll(seed, turn, "sum") * len(sums))])


def a_call(persona_id: str, seed: int) -> Played:
    turns = range(60)
    readings = [a_turn(seed, turn) for turn in turns]
    clause = CLAUSES[personas()[persona_id].jurisdiction]
    groundings = [(clause,) if dice.roll(seed, turn, "law") < 0.3 else () for turn in turns]
    return play(a_debtor(persona_id, seed), readings, groundings)


@pytest.fixture(scope="module")
def calls() -> dict[tuple[str, int], Played]:
    return {(persona_id, seed): a_call(persona_id, seed) for persona_id in IDS for seed in range(CALLS_EACH)}


def test_nothing_is_ever_said_twice_in_a_call(calls: dict[tuple[str, int], Played]) -> None:
    assert len(calls) == 200
    for key, played in calls.items():
        assert len(set(played.said)) == len(played.said), key
        spoken = [part.strip() for text in played.said for part in sentences(text)]
        long = [part for part in spoken if len(part) > 6]
        assert len(set(long)) == len(long), (key, [part for part in long if long.count(part) > 1])


def test_every_call_ends_for_a_stated_reason(calls: dict[tuple[str, int], Played]) -> None:
    for key, played in calls.items():
        assert played.states[-1].ended is not None, key
        assert played.moves[-1].ends == played.states[-1].ended
        assert played.moves[-1].kind in ("say_goodbye", "hang_up"), key
    reasons = {played.moves[-1].ends.reason for played in calls.values() if played.moves[-1].ends}
    assert {"patience", "anger", "agent_closed"} <= reasons


def test_a_cue_holds_no_fact_that_is_not_out_yet(calls: dict[tuple[str, int], Played]) -> None:
    for (persona_id, seed), played in calls.items():
        persona = personas()[persona_id]
        for cue, state in zip(played.cues, played.states[1:], strict=True):
            for fact in persona.facts:
                if not fact.hidden or fact.id in state.disclosed:
                    continue
                held = repr(cue)
                assert fact.text not in held, (persona_id, seed, fact.id)
                assert not any(word in held for word in fact.keywords), (persona_id, seed, fact.id)


def test_a_cue_never_holds_the_budget_or_the_truth_behind_a_belief(calls: dict[tuple[str, int], Played]) -> None:
    for (persona_id, _), played in calls.items():
        persona = personas()[persona_id]
        secrets = [expense.what for expense in persona.budget.essentials] + [b.truth for b in persona.misbeliefs]
        for cue in played.cues:
            held = repr(cue)
            assert not any(secret in held for secret in secrets)


def test_every_slot_is_filled(calls: dict[tuple[str, int], Played]) -> None:
    assert not [text for played in calls.values() for text in played.said if SLOT.search(text)]


def test_law_is_named_only_with_its_clause_in_the_grounding(calls: dict[tuple[str, int], Played]) -> None:
    named = 0
    for played in calls.values():
        for move, text in zip(played.moves, played.said, strict=True):
            for clause in CLAUSES.values():
                if clause.law in text:
                    named += 1
                    assert [item.clause for item in move.grounding if item.used_as] == [clause.clause]
    assert named > 0


def test_the_mother_never_handles_account_information(calls: dict[tuple[str, int], Played]) -> None:
    account = personas()["mother-of-debtor"].account
    sums = {f"{sum_:f}".removesuffix(".00") for sum_ in (account.balance, account.principal, account.minimum_due)}
    money = {"accept_plan", "promise", "false_promise", "counter_offer", "ask_relief", "reject_amount", "confirm_deal"}
    for (persona_id, seed), played in calls.items():
        if persona_id != "mother-of-debtor":
            continue
        assert not money & {move.kind for move in played.moves}, seed
        assert all(move.offer is None and move.promise is None for move in played.moves)
        for cue, text in zip(played.cues, played.said, strict=True):
            assert not any(figure in text or figure in repr(cue) for figure in sums)
            assert cue.third_party
            assert cue.style.name == "孙桂兰"


def test_debtors_speak_their_own_language_and_stay_in_their_role(calls: dict[tuple[str, int], Played]) -> None:
    for (persona_id, _), played in calls.items():
        for text in played.said:
            chinese = bool(re.search(r"[一-鿿]", text)) or "……" in text
            assert chinese == personas()[persona_id].language.startswith("zh"), text


def test_four_voices_differ_in_the_same_call() -> None:
    readings = [
        a_reading("self_identify"),
        a_reading("verify_identity"),
        a_reading("state_debt"),
        a_reading("pressure"),
    ]
    zh = [play(a_debtor(persona_id), readings).said for persona_id in IDS if persona_id != "cautious-consumer"]
    assert len({line for said in zh for line in said}) >= 10


async def test_the_async_voice_releases_the_same_words_by_sentence() -> None:
    debtor = a_debtor("laid-off-worker", 3)
    state, move = debtor.hear(debtor.start(), a_reading("ask_reason"))
    cue = debtor.cue(state, move, heard="", said=())
    released = [sentence async for sentence in debtor.speak(cue)]
    assert "".join(released) == a_voice().line(cue)
    assert len(released) >= 1


def test_picking_up_needs_no_agent() -> None:
    debtor = a_debtor("angry-driver")
    state, move = debtor.opening()
    cue = debtor.cue(state, move, heard="", said=())
    assert a_voice().line(cue)
    assert move.kind == "answer_phone"
