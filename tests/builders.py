"""Tiny builders: a whole Call from a few words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peilian.dialogue.call import Account, Call, CallContext, Options, Turn


def an_account(**changes: Any) -> Account:
    given: dict[str, Any] = {
        "creditor": "青禾银行信用卡中心",
        "agent_name": "林楠",
        "agent_id": "3086",
        "product": "credit_card",
        "debtor_name": "方立强",
        "currency": "CNY",
        "balance": "28600.00",
        "principal": "25000.00",
        "interest": "2400.00",
        "fees": "1200.00",
        "minimum_due": "3120.00",
        "days_past_due": 67,
        "due_date": "2026-09-12",
        "options": Options.model_validate(
            {"installment_max_months": 60, "interest_waiver_allowed": False, "settlement_discount_max": "0"}
        ),
    }
    return Account.model_validate({**given, **changes})


def a_context(**changes: Any) -> CallContext:
    given: dict[str, Any] = {
        "started_at": datetime.fromisoformat("2026-11-18T10:05:00+08:00"),
        "debtor_timezone": "Asia/Shanghai",
        "prior_calls_today": 0,
        "prior_calls_7_days": 2,
        "answered_by": "debtor",
    }
    return CallContext.model_validate({**given, **changes})


def a_call(
    *turns: str,
    context: CallContext | None = None,
    account: Account | None = None,
    language: str = "zh-CN",
    jurisdiction: str = "CN",
    **changes: Any,
) -> Call:
    """`turns` alternate, the agent first; a turn starting with `> ` is the debtor's whatever its place."""
    spoken = []
    for index, text in enumerate(turns):
        debtor = text.startswith("> ") or (index % 2 == 1 and not any(turn.startswith("> ") for turn in turns))
        spoken.append(Turn(speaker="debtor" if debtor else "agent", text=text.removeprefix("> ")))
    given: dict[str, Any] = {
        "id": "call-1",
        "language": language,
        "jurisdiction": jurisdiction,
        "call": context or a_context(),
        "account": account or an_account(),
        "turns": tuple(spoken),
    }
    return Call.model_validate({**given, **changes})
