"""What a call achieved, from readings made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaluators import load_rules
from evaluators.conversation import moments
from evaluators.finding import Outcome, Plan, Promise
from evaluators.omissions import omitted
from evaluators.outcome import outcome_of
from personas import load_personas
from tests.builders import a_call
from tests.dialogue.discourse_builders import a_reading


def the_outcome(*lines: str) -> Outcome:
    return outcome_of(a_call(*_texts(lines)), [a_reading(line) for line in lines], None)


def left_unheard(*lines: str) -> bool:
    """Whether the hardship rule finds fault at the end."""
    readings = [a_reading(line) for line in lines]
    rule = load_rules()["courtesy-no-empathy"].value
    return omitted(rule, list(moments(a_call(*_texts(lines)), readings))) is not None


def _texts(lines: tuple[str, ...]) -> list[str]:
    return [("> " if line.startswith("D") else "") + line[2:].partition("|")[0].strip() for line in lines]


def test_the_agents_words_add_the_sum_the_debtor_left_out() -> None:
    found = the_outcome(
        "A: 这3120元，您看什么时候能还？| ask_for_plan", "D: 周五还。| promise_payment", "A: 好的，再见。| close"
    )
    assert found.promise == Promise(amount=Decimal(3120), date=date(2026, 11, 20), channel=None)
    assert found.plan is None


def test_the_day_beside_the_promise_counts_not_the_first_one_said() -> None:
    found = the_outcome("D: 周五有人来修车。25号我还500元。| promise_payment@25号我还")
    assert found.promise == Promise(amount=Decimal(500), date=date(2026, 11, 25), channel=None)


def test_a_plan_offered_and_agreed_to() -> None:
    found = the_outcome("A: 分12期，每期800元，行吗？| offer_instalments", "D: 行，我按时还。| promise_payment")
    assert found.plan == Plan(months=12, amount=Decimal(800), first_due=None, total=Decimal(9600))
    assert found.promise is None


def test_the_agents_other_figures_are_not_the_debtors_plan() -> None:
    found = the_outcome("D: 我每个月还750元。| offer_amount", "A: 分36期，每期800元吧。| offer_instalments")
    assert found.plan == Plan(months=None, amount=Decimal(750), first_due=None, total=None)


def test_a_monthly_sum_without_an_end_is_kept_up_until_all_is_paid() -> None:
    driver = load_personas()["angry-driver"].value

    def feasible(monthly: str) -> bool | None:
        line = f"D: 我每个月还{monthly}元。| offer_amount"
        return outcome_of(a_call(*_texts((line,))), [a_reading(line)], driver).feasible

    assert feasible("50")
    assert feasible("20000") is False


def test_what_was_taken_back_is_no_outcome() -> None:
    found = the_outcome("D: 周五还500元。| promise_payment", "A: 太少了。|", "D: 那我不还了。| refuse_payment")
    assert (found.promise, found.plan) == (None, None)


def test_hardship_named_in_a_question_is_not_left_without_a_word() -> None:
    opening, told = "A: 您好。| greet", "D: 孩子住院了，没钱。| disclose_hardship"
    pressed = "A: 今天能还吗？| ask_for_payment"
    assert left_unheard(opening, told, pressed, "D: 没钱。|", "A: 那再见。| close")
    assert not left_unheard(opening, told, "A: 孩子住院多久了？|", "D: 三天。|", "A: 那再见。| close")
