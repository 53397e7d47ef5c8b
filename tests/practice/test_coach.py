from __future__ import annotations

from peilian.practice.coach import SCRIPT, Advice, advise
from tests.practice.builders import a_session, talk, the_parts


async def advice_after(persona: str, *lines: str, seed: int = 1) -> Advice:
    session = a_session(persona, seed=seed)
    await talk(session, lines)
    return advise(the_parts(), session.call, session.readings, session.grounds)


def done(advice: Advice) -> set[str]:
    return {step for step, ticked in advice.steps if ticked}


async def test_before_anything_is_said_the_whole_script_is_ahead() -> None:
    advice = await advice_after("angry-driver")
    assert [step for step, _ in advice.steps] == [step for step, _ in SCRIPT]
    assert done(advice) == set()
    assert not advice.hints
    assert not advice.at_risk
    assert not advice.clauses


async def test_steps_are_ticked_as_the_call_goes_on() -> None:
    opening = "您好，我是澄江银行信用卡中心的周晴，工号2046，请问是赵大勇本人吗？"
    assert {"open", "verify"} <= done(await advice_after("angry-driver", opening))
    more = await advice_after("angry-driver", opening, "您目前欠款34640元，已经逾期71天了。")
    assert "tell" in done(more)
    assert "ask_reason" in more.hints
    asked = await advice_after(
        "angry-driver", opening, "您目前欠款34640元，已经逾期71天了。", "是什么原因没有按时还款呢？"
    )
    assert "ask_reason" not in asked.hints
    assert "negotiate" in done(asked)


async def test_what_was_risky_in_the_last_turn_is_shown_with_better_words_and_its_clause() -> None:
    advice = await advice_after("angry-driver", "您好。", "你个骗子，欠钱不还你要不要脸？")
    assert advice.at_risk
    assert all(finding.severity != "praise" for finding in advice.at_risk)
    assert all(finding.better and finding.reason for finding in advice.at_risk)
    assert all(finding.turn == 2 for finding in advice.at_risk)


async def test_somebody_else_on_the_line_is_a_hint_to_disclose_nothing() -> None:
    advice = await advice_after("mother-of-debtor", "您好，请问是陈浩先生吗？")
    assert "stop_disclosing" in advice.hints


async def test_clauses_are_those_of_the_last_agent_turn() -> None:
    law = "您可以协商个性化分期还款，最长五年六十期，信用卡办法第七十条里有，这是法律给您的路。"
    assert (await advice_after("angry-driver", "您好。", law)).clauses
    assert (await advice_after("angry-driver", law, "您吃饭了吗？")).clauses == ()


async def test_advice_holds_nothing_hidden() -> None:
    for persona in ("angry-driver", "laid-off-worker", "mother-of-debtor", "cautious-consumer"):
        advice = repr(await advice_after(persona, "您好。", "是什么原因没有按时还款呢？"))
        facts = [fact for fact in the_parts().persona(persona).value.facts if fact.hidden]
        assert facts
        assert not any(fact.text in advice or fact.id in advice for fact in facts)
