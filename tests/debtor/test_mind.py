from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import knowledge
from peilian.content import ContentError
from peilian.debtor import Mind, dice, replay
from peilian.debtor.feeling import feel, hang_up_at, patience
from peilian.debtor.temperament import temperament_of
from peilian.debtor.unlocking import opened, trust_needed
from personas import Persona
from tests.debtor.builders import ACTS, AClause, a_debtor, a_mind, a_reading, lump, personas, plan, play

IDS = ("angry-driver", "cautious-consumer", "laid-off-worker", "mother-of-debtor")
POLITE = (
    a_reading("greet", "self_identify", "state_mandate", "announce_recording"),
    a_reading("verify_identity"),
    a_reading("state_debt"),
    a_reading("ask_reason"),
    a_reading("empathise", "reflect"),
    a_reading("ask_reason", "check_wellbeing"),
    a_reading("empathise"),
    a_reading("ask_ability", "ask_for_plan"),
)


def levels(persona: Persona) -> Iterator[Persona]:
    for difficulty in range(1, 6):
        yield persona.model_copy(update={"difficulty": difficulty})


@pytest.mark.parametrize("persona_id", IDS)
@pytest.mark.parametrize("act", ["insult", "threaten", "pressure", "sarcasm", "blame", "dismiss", "command"])
def test_crossing_a_line_raises_anger_and_costs_trust(persona_id: str, act: str) -> None:
    debtor = a_debtor(persona_id)
    before = debtor.start()
    after, _ = debtor.hear(before, a_reading(act))
    assert after.anger > before.anger
    assert after.trust < before.trust
    assert after.strikes == 1


@pytest.mark.parametrize("persona_id", ["angry-driver", "laid-off-worker", "cautious-consumer"])
def test_empathy_counts_more_after_something_was_confided(persona_id: str) -> None:
    debtor = a_debtor(persona_id)
    cold = replace(debtor.start(), anger=0.3)
    told = replace(cold, marks=frozenset({"hardship_disclosed"}))
    assert debtor.hear(told, a_reading("empathise"))[0].trust > debtor.hear(cold, a_reading("empathise"))[0].trust


def test_the_same_comfort_again_and_again_wears_off() -> None:
    debtor = a_debtor("angry-driver")
    state, gains = debtor.start(), []
    for _ in range(4):
        after, _ = debtor.hear(state, a_reading("empathise"))
        gains.append(after.trust - state.trust)
        state = after
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] < gains[0]


@pytest.mark.parametrize("persona_id", IDS)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_felt_worse_at_a_higher_difficulty(persona_id: str, act: str) -> None:
    persona = personas()[persona_id]
    table = temperament_of(persona, a_mind().temperaments)
    start = replace(a_mind().start(persona), anger=0.4, trust=0.4, willingness=0.4)
    felt = [feel(start, frozenset({act}), level, table) for level in levels(persona)]
    for easier, harder in pairwise(felt):
        assert harder.anger >= easier.anger
        assert harder.trust <= easier.trust
        assert harder.willingness <= easier.willingness
        assert harder.fatigue >= easier.fatigue


@pytest.mark.parametrize("persona_id", IDS)
def test_thresholds_tighten_with_difficulty(persona_id: str) -> None:
    persona = personas()[persona_id]
    table = temperament_of(persona, a_mind().temperaments)
    limits = [hang_up_at(level, table) for level in levels(persona)]
    turns = [patience(level, table) for level in levels(persona)]
    assert limits == sorted(limits, reverse=True)
    assert turns == sorted(turns, reverse=True)
    for fact in persona.facts:
        needed = [trust_needed(fact, level.difficulty) for level in levels(persona)]
        assert needed == sorted(needed)


def test_the_same_polite_call_gets_less_trust_at_a_higher_difficulty() -> None:
    persona = personas()["angry-driver"]
    trust = [play(a_debtor(level), POLITE).states[-1].trust for level in levels(persona)]
    assert trust == sorted(trust, reverse=True)
    assert trust[0] > trust[-1]


@pytest.mark.parametrize("persona_id", IDS)
def test_every_fact_can_be_reached(persona_id: str) -> None:
    persona = personas()[persona_id]
    for fact in persona.facts:
        others = tuple(other.id for other in persona.facts if other is not fact)
        state = replace(a_mind().start(persona), trust=0.9, anger=0.1, disclosed=others)
        if fact.unlock.how != "volunteered":
            assert opened(state, frozenset(fact.unlock.by[:1]), persona) == fact


@pytest.mark.parametrize(("persona_id", "hidden"), [("angry-driver", "father-dialysis"), ("laid-off-worker", "dole")])
def test_a_patient_listener_hears_the_hidden_reason_and_a_pusher_does_not(persona_id: str, hidden: str) -> None:
    pushy = (a_reading("verify_identity"), *[a_reading("ask_for_payment", "pressure") for _ in range(8)])
    assert hidden in play(a_debtor(persona_id), POLITE).states[-1].disclosed
    assert hidden not in play(a_debtor(persona_id), pushy).states[-1].disclosed


def test_a_pusher_ends_with_a_dead_line() -> None:
    played = play(a_debtor("angry-driver"), [a_reading("insult", "pressure") for _ in range(8)])
    assert played.moves[-1].kind == "hang_up"
    assert played.moves[-1].ends is not None
    assert played.moves[-1].ends.by == "debtor"


def test_the_driver_reaches_his_right_ending() -> None:
    agreed = (
        *POLITE,
        a_reading("offer_instalments", values=plan(36, "963")),
        a_reading("offer_instalments", values=plan(36, "963")),
        a_reading("confirm_commitment"),
        a_reading("close"),
    )
    played = play(a_debtor("angry-driver"), agreed)
    assert played.states[-1].plan is not None
    assert played.states[-1].ended is not None
    assert played.states[-1].ended.reason == "deal_made"


def test_the_cautious_consumer_reaches_hers() -> None:
    played = play(
        a_debtor("cautious-consumer"),
        (
            a_reading("greet", "self_identify", "state_mandate", "mini_miranda"),
            a_reading("verify_identity"),
            a_reading("state_debt"),
            a_reading("offer_validation", "respect_refusal"),
            a_reading("close"),
        ),
    )
    assert played.states[-1].has("dispute_raised", "dispute_taken_up", "validation_offered")
    assert played.moves[-1].ends is not None
    assert played.moves[-1].ends.reason == "dispute_logged"


def test_the_mother_takes_a_message_and_the_call_ends_with_it() -> None:
    played = play(
        a_debtor("mother-of-debtor"),
        (
            a_reading("greet", "verify_identity"),
            a_reading("self_identify"),
            a_reading("leave_message"),
            a_reading("close"),
        ),
    )
    assert [move.kind for move in played.moves][-2:] == ["take_message", "say_goodbye"]
    assert played.moves[-1].ends is not None
    assert played.moves[-1].ends.reason == "message_left"


def test_the_insolvent_never_agrees_to_anything_honest() -> None:
    readings = [
        *POLITE,
        *(a_reading("offer_instalments", "ask_for_payment", values=plan(36, "1200")) for _ in range(6)),
    ]
    played = play(a_debtor("laid-off-worker"), readings)
    assert not {"accept_plan", "promise", "counter_offer"} & {move.kind for move in played.moves}


def test_money_talk_before_a_name_is_met_with_a_question() -> None:
    _, move = a_debtor("cautious-consumer").hear(a_debtor("cautious-consumer").start(), a_reading("state_debt"))
    assert move.kind == "ask_who"


def test_a_question_that_is_passed_over_is_asked_again() -> None:
    debtor = a_debtor("angry-driver")
    state = replace(debtor.start(), pending="ask_relief", marks=frozenset({"identity_checked", "agent_named"}))
    after, move = debtor.hear(state, a_reading("explain_channels"))
    assert move.kind == "ask_relief"
    assert move.about == "again"
    assert after.anger > state.anger


def test_why_tells_what_was_heard_what_moved_and_which_rule_chose() -> None:
    debtor = a_debtor("angry-driver")
    _, move = debtor.hear(debtor.start(), a_reading("insult"))
    assert move.why[0] == "heard: insult"
    assert any(part.startswith("anger 0.42 → ") for part in move.why)
    assert any(part.startswith("rule: ") for part in move.why)
    assert move.why[-1] == f"move: {move.kind}"


def test_same_seed_same_call_and_replay_folds_to_the_same_state() -> None:
    readings = [*POLITE, a_reading("pressure", "ask_for_payment", values=lump("5190"))]
    one, two = play(a_debtor("angry-driver", 7), readings), play(a_debtor("angry-driver", 7), readings)
    assert one == two
    for end in range(len(readings) + 1):
        folded = replay(personas()["angry-driver"], 7, readings[:end], mind=a_mind())
        assert folded == one.states[end]


def test_react_leaves_its_arguments_alone() -> None:
    debtor = a_debtor("laid-off-worker")
    state, reading = debtor.start(), a_reading("ask_reason", "threaten")
    kept = (repr(state), repr(reading), debtor.persona.model_dump_json())
    debtor.hear(state, reading)
    assert kept == (repr(state), repr(reading), debtor.persona.model_dump_json())


def test_after_hanging_up_there_is_no_more_to_hear() -> None:
    debtor = a_debtor("angry-driver")
    state = play(debtor, [a_reading("insult", "threaten") for _ in range(6)]).states[-1]
    with pytest.raises(ValueError, match="hung up"):
        debtor.hear(state, a_reading("greet"))


def test_an_unknown_temperament_is_named() -> None:
    with pytest.raises(ContentError, match="no temperament 'explosive'"):
        Mind({}).start(personas()["angry-driver"])


def test_dice_fall_the_same_everywhere() -> None:
    assert dice.roll(1, 2, "x") == dice.roll(1, 2, "x")
    assert dice.roll(1, 2, "x") != dice.roll(1, 3, "x")
    throws = [dice.roll(seed, 0, "fair") for seed in range(2000)]
    assert 0.47 < sum(throws) / len(throws) < 0.53
    assert 0.0 <= min(throws) <= max(throws) < 1.0


def test_folk_law_is_told_wrongly_and_only_named_with_its_clause() -> None:
    debtor = a_debtor("angry-driver")
    state = replace(debtor.start(), marks=frozenset({"identity_checked", "agent_named"}), anger=0.5)
    clause = AClause("cn-credit-card-measures-neg-01", "某某办法", "第七十条")
    reading = a_reading("mention_law", text="法律上会起诉")
    for seed in range(12):
        cited = a_debtor("angry-driver", seed).hear(state, reading, (clause,))[1]
        plain = a_debtor("angry-driver", seed).hear(state, reading)[1]
        if cited.kind == "cite_law":
            assert [item.used_as for item in cited.grounding] == ["mistaken"]
            assert cited.slot("law") == "某某办法"
        assert plain.slot("law") is None
        assert plain.grounding == ()


def test_an_expert_cites_what_was_retrieved_and_nobody_else_cites_at_all() -> None:
    clause = AClause("us-fdcpa-val-03", "Fair Debt Collection Practices Act", "§ 1692g(b)")
    reading = a_reading("mention_law", "pressure")
    uses = set()
    for seed in range(20):
        for persona_id in IDS:
            debtor = a_debtor(persona_id, seed)
            _, move = debtor.hear(debtor.start(), reading, (clause,))
            uses |= {(persona_id, item.used_as) for item in move.grounding if item.used_as}
    assert uses == {("cautious-consumer", "correct")}


def test_a_goodbye_inside_an_introduction_does_not_end_the_call() -> None:
    for persona_id in IDS:
        debtor = a_debtor(persona_id)
        _, move = debtor.hear(debtor.start(), a_reading("greet", "self_identify", "close"))
        assert move.ends is None


def test_a_sum_that_is_there_is_promised_for_a_day() -> None:
    persona = personas()["angry-driver"]
    ready = replace(
        a_mind().start(persona),
        trust=0.8,
        anger=0.1,
        marks=frozenset({"identity_checked", "agent_named", "hardship_disclosed", "hardship_taken_up"}),
    )
    _, move = a_debtor(persona).hear(ready, a_reading("ask_for_payment", values=lump("1500")))
    assert move.kind == "promise"
    assert move.promise is not None
    assert (move.promise.amount, move.promise.day.isoformat(), move.promise.honest) == (
        Decimal(1500),
        "2026-11-25",
        True,
    )
    assert (move.slot("amount"), move.slot("day")) == ("1500块", "11月25号")


def test_what_cannot_be_kept_is_refused_or_promised_falsely_by_temperament() -> None:
    worker = personas()["laid-off-worker"]
    hounded = replace(
        a_mind().start(worker), shame=0.9, strikes=2, anger=0.2, marks=frozenset({"identity_checked", "agent_named"})
    )
    kinds, honest = set(), set()
    for seed in range(20):
        _, move = a_debtor(worker, seed).hear(hounded, a_reading("ask_for_payment", values=lump("6880")))
        kinds.add(move.kind)
        honest |= {move.promise.honest} if move.promise else set()
    assert kinds == {"false_promise", "upset"}
    assert honest == {False}


def test_misbeliefs_misuse_clauses_that_exist() -> None:
    known = {path.stem for path in Path(knowledge.__path__[0]).rglob("*.yaml")}
    named = {belief.clause for persona in personas().values() for belief in persona.misbeliefs if belief.clause}
    assert named <= known
