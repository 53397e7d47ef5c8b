"""What either side has committed itself to, by short exchanges in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from peilian.dialogue.discourse import Promise
from tests.dialogue.discourse_builders import after

FRIDAY = date(2026, 11, 20)


def the_last(*lines: str, by: str = "debtor") -> Promise:
    promise = after(*lines).last_promise("agent" if by == "agent" else "debtor")
    assert promise is not None
    return promise


def test_a_sum_and_a_day_promised_outright() -> None:
    said = the_last("D: 那我周五还五百元。| promise_payment offer_amount")
    assert (said.what, said.amount, said.day, said.certain, said.approximate) == (
        "payment", Decimal(500), FRIDAY, True, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "D: 周五我尽量还五百。| promise_payment",
        "D: 五百行吗？| offer_amount",
        "D: I'll try to pay $50 on Friday. | promise_payment",
    ],
)
def test_what_is_hedged_or_only_offered_is_not_certain(line: str) -> None:
    assert not the_last(line).certain


def test_a_vague_sum_is_its_lower_end_and_says_so() -> None:
    said = the_last("D: 月底能还两千多。| offer_amount")
    assert said.amount is not None
    assert said.amount >= 2000
    assert said.approximate


def test_the_sum_beside_the_promise_counts_not_the_wages() -> None:
    assert the_last("D: 我工资三千元。每个月还八百元。| offer_amount@每个月还八百元").each == Decimal(800)


def test_nothing_is_promised_by_an_offer_without_a_sum() -> None:
    assert after("D: 尾号六六。| offer_amount").promises == ()


def test_a_later_promise_of_the_same_kind_replaces_the_earlier() -> None:
    state = after("D: 我明天还。| promise_payment", "A: 好的。|", "D: 不行，周五还五百元。| promise_payment")
    first, second = state.promises
    assert (first.replaced_at, first.stands) == (2, False)
    assert state.last_promise("debtor") == second


def test_each_side_keeps_its_own_promises() -> None:
    state = after(
        "D: 周五还五百元。| promise_payment", "A: 我帮您申请减免，下周一给您回电。| offer_relief arrange_follow_up"
    )
    assert [(one.by, one.what) for one in state.promises] == [
        ("debtor", "payment"),
        ("agent", "relief"),
        ("agent", "follow_up"),
    ]


def test_a_refusal_takes_back_what_was_promised_but_a_question_does_not() -> None:
    promised = "D: 我周五还五百元。| promise_payment"
    assert after(promised, "A: 太少了。|", "D: 那我不还了！| refuse_payment").promises[0].withdrawn_at == 2
    assert after(promised, "A: 嗯。|", "D: 不还会怎样？| refuse_payment ask_consequence").promises[0].stands


def test_agreeing_to_the_plan_just_offered_promises_that_plan() -> None:
    said = the_last("A: 分12期，每期800元，行吗？| offer_instalments", "D: 行，下个月15号开始还。| promise_payment")
    assert (said.what, said.each, said.count, said.day) == ("plan", Decimal(800), 12, date(2026, 12, 15))


def test_repeating_it_back_confirms_and_fills_in_what_was_left_open() -> None:
    said = the_last("D: 好，我还。| promise_payment", "A: 那确认一下，周五还500元。| confirm_commitment")
    assert (said.confirmed_at, said.amount, said.day) == (1, Decimal(500), FRIDAY)


def test_repeating_back_another_sum_confirms_nothing() -> None:
    said = the_last("D: 我周五还500元。| promise_payment", "A: 好，那周五还900元。| confirm_commitment")
    assert (said.confirmed_at, said.amount) == (None, Decimal(500))


def test_a_plan_in_english_from_offer_to_confirmation() -> None:
    said = the_last(
        "D: I could do $50 a month. | offer_amount",
        "A: We can set up 24 payments of $50. | offer_instalments",
        "D: Fine, I'll start December 1. | promise_payment",
        "A: So to confirm: 24 payments of $50 from December 1. | confirm_commitment",
    )
    assert (said.what, said.each, said.count, said.day) == ("plan", Decimal(50), 24, date(2026, 12, 1))
    assert (said.certain, said.confirmed_at) == (True, 3)


def test_an_agents_word_on_relief_is_certain_only_where_it_is_stated_as_done() -> None:
    assert the_last("A: 违约金已经给您免了。| promise_relief", by="agent").certain
    assert not the_last("A: 我可以帮您申请减免，以审批为准。| offer_relief", by="agent").certain
