from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from peilian.content import ContentError
from personas import Persona, card, disposable, entry, feasible, load_personas
from personas.checks import check, problems
from personas.shelf import SHIPPED
from tests.personas.builders import ACTS, IDS, a_persona, shipped


def test_the_four_debtors_of_the_first_call_are_there() -> None:
    assert tuple(sorted(shipped())) == IDS


@pytest.mark.parametrize("persona_id", IDS)
def test_every_shipped_persona_adds_up(persona_id: str) -> None:
    assert list(problems(shipped()[persona_id], ACTS)) == []


@pytest.mark.parametrize("persona_id", IDS)
def test_calls_start_inside_lawful_hours_at_the_debtors_place(persona_id: str) -> None:
    hour = shipped()[persona_id].context().debtor_time().hour
    assert 8 <= hour < 21


@pytest.mark.parametrize("persona_id", IDS)
def test_earlier_contacts_agree_with_the_counts(persona_id: str) -> None:
    scenario = shipped()[persona_id].scenario
    today = [contact for contact in scenario.earlier if contact.at.date() == scenario.started_at.date()]
    assert len(today) <= scenario.prior_calls_today
    assert len(scenario.earlier) <= scenario.prior_calls_7_days


@pytest.mark.parametrize("persona_id", IDS)
def test_a_trainee_never_sees_what_is_hidden(persona_id: str) -> None:
    persona = shipped()[persona_id]
    for language in ("zh-CN", "en-US"):
        shown = repr(card(persona, language))
        for fact in persona.facts:
            assert fact.text not in shown
            assert not (fact.hidden and any(word in shown for word in fact.keywords))
        for expense in persona.budget.essentials:
            assert expense.what not in shown
        for belief in persona.misbeliefs:
            assert belief.belief not in shown
        assert persona.answers.knows is None or persona.answers.knows not in shown


def test_the_list_entry_is_the_contracts() -> None:
    assert entry(shipped()["angry-driver"]) == {
        "id": "angry-driver",
        "language": "zh-CN",
        "jurisdiction": "CN",
        "archetype": "angry",
        "difficulty": 3,
        "name": "赵大勇",
    }


def test_the_card_speaks_the_readers_language() -> None:
    driver = shipped()["angry-driver"]
    assert card(driver, "zh-CN").archetype == "情绪激动"
    assert card(driver, "en-US").archetype == "angry"


def test_the_context_is_the_contracts() -> None:
    context = shipped()["laid-off-worker"].context()
    assert (context.prior_calls_today, context.prior_calls_7_days) == (1, 4)
    assert context.started_at == datetime.fromisoformat("2026-11-19T15:30:00+08:00")


def test_the_driver_can_pay_thirty_months_and_not_twenty() -> None:
    driver = shipped()["angry-driver"]
    assert disposable(driver.budget) == Decimal("1300.00")
    assert feasible(driver.budget, months=30, amount=driver.account.balance / 30)
    assert not feasible(driver.budget, months=20, amount=driver.account.balance / 20)


def test_the_laid_off_worker_has_nothing_left() -> None:
    assert disposable(shipped()["laid-off-worker"].budget) < 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account": {"balance": "34641.00"}}, "account.balance"),
        ({"account": {"minimum_due": "99999.00"}}, "account.minimum_due"),
        ({"account": {"days_past_due": 70}}, "account.days_past_due"),
        ({"account": {"debtor_name": "别人"}}, "account.debtor_name"),
        ({"scenario": {"prior_calls_today": 9}}, "scenario.prior_calls_7_days"),
        ({"scenario": {"first_contact": True}}, "scenario.first_contact"),
        ({"scenario": {"answered_by": "spouse"}}, "scenario.answered_by"),
        ({"right_ending": {"kind": "plan"}, "will_settle": {"accepts": False}}, "right_ending.kind"),
        ({"lines": [{"move": "vent", "text": "我爸在透析！"}]}, "lines"),
        ({"red_lines": [{"on": ["shout"], "then": "hang_up"}]}, "red_lines.0.on"),
    ],
)
def test_a_persona_that_contradicts_itself_is_named(changes: dict[str, Any], field: str) -> None:
    persona = a_persona(**changes)
    with pytest.raises(ContentError) as caught:
        check(persona, ACTS, "angry-driver.yaml")
    assert caught.value.field == field
    assert caught.value.remedy


def test_an_unlock_nothing_can_reach_is_refused() -> None:
    fact = shipped()["angry-driver"].facts[1].model_dump(mode="json")
    with pytest.raises(ValueError, match="name agent acts"):
        a_persona(facts=[{**fact, "unlock": {"how": "trusted", "trust": 0.5}}])


def test_own_personas_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    text = (SHIPPED / "zh-CN" / "angry-driver.yaml").read_text(encoding="utf-8")
    (tmp_path / "angry-driver.yaml").write_text(text.replace("difficulty: 3", "difficulty: 5"), encoding="utf-8")
    item = load_personas(tmp_path)["angry-driver"]
    assert item.own
    assert item.value.difficulty == 5


def test_an_unknown_field_is_named_with_its_line(tmp_path: Path) -> None:
    text = (SHIPPED / "zh-CN" / "angry-driver.yaml").read_text(encoding="utf-8")
    (tmp_path / "angry-driver.yaml").write_text(text + "mood: bad\n", encoding="utf-8")
    with pytest.raises(ContentError, match="unknown field 'mood'"):
        load_personas(tmp_path)


@pytest.mark.parametrize("persona_id", IDS)
def test_personas_survive_a_round_trip(persona_id: str) -> None:
    persona = shipped()[persona_id]
    assert Persona.model_validate(persona.model_dump(mode="json")) == persona
