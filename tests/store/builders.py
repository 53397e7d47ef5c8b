"""Small calls, turns and users for the tests of rooms that keep them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from peilian.dialogue.call import Call, Turn
from peilian.store import Store, User

NOON = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


def a_turn(text: str = "您好", speaker: str = "agent", **more: Any) -> Turn:
    return Turn.model_validate({"speaker": speaker, "text": text, **more})


def a_call(id: str = "c1", **more: Any) -> Call:
    return Call.model_validate(
        {
            "id": id,
            "language": "zh-CN",
            "jurisdiction": "CN",
            "call": {
                "started_at": "2026-11-18T10:05:00+08:00",
                "debtor_timezone": "Asia/Shanghai",
                "prior_calls_today": 0,
                "prior_calls_7_days": 2,
                "answered_by": "debtor",
            },
            "account": {
                "creditor": "青禾银行信用卡中心",
                "agent_name": "李敏",
                "agent_id": "1023",
                "product": "credit_card",
                "debtor_name": "赵强",
                "currency": "CNY",
                "balance": "18600.50",
                "principal": "16000.00",
                "interest": "1800.50",
                "fees": "800.00",
                "minimum_due": "2120.00",
                "days_past_due": 61,
                "due_date": "2026-09-18",
                "options": {
                    "installment_max_months": 36,
                    "interest_waiver_allowed": False,
                    "settlement_discount_max": "0",
                },
            },
            "turns": [],
            "persona": {"id": "zh-driver", "hash": "ab12"},
            "seed": 7,
            "voice": "scripted",
            **more,
        }
    )


def a_user(store: Store, name: str = "lin", role: str = "trainee", **more: Any) -> User:
    return store.users.add(
        name=name, display_name=name, role=role, password_hash="-", language="zh-CN", at=NOON, **more
    )


def a_started_call(store: Store, id: str = "c1", **more: Any) -> Call:
    """Keeps a call, owned by the user `lin`."""
    owner = store.users.by_name("lin") or a_user(store)
    call = a_call(id, **more)
    store.calls.start(call, owner_id=owner.id, at=NOON)
    return call
