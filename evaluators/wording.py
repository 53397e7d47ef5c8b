"""Reasons and better sentences fitted to this call: its names, amounts and days."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from peilian.dialogue.call import Account

_SLOT = re.compile(r"\{([a-z_]+)\}")
_UNKNOWN = {
    "zh": {
        "debtor_name": "先生/女士",
        "agent_name": "（姓名）",
        "agent_id": "（工号）",
        "creditor": "我行",
        "balance": "系统显示的金额",
        "days": "系统显示的天数",
        "minimum_due": "最低还款额",
    },
    "en": {
        "debtor_name": "sir or ma'am",
        "agent_name": "(your name)",
        "agent_id": "(your ID)",
        "creditor": "the creditor",
        "balance": "the amount on file",
        "days": "the days on file",
        "minimum_due": "the minimum due",
    },
}


def fit(text: str, language: str, account: Account | None, extra: dict[str, str] | None = None) -> str:
    """`text` with its slots filled; a slot nobody can fill reads as a neutral word."""
    family = "en" if language.startswith("en") else "zh"
    known = {**_UNKNOWN[family], **(_from(account, family) if account else {}), **(extra or {})}
    return in_script(_SLOT.sub(lambda match: known.get(match.group(1), ""), text), language)


def in_script(text: str, language: str) -> str:
    """Chinese `text` in traditional script with Taiwan's wording where the call is zh-TW."""
    return _to_taiwan().convert(text) if language == "zh-TW" else text


@cache
def _to_taiwan() -> Any:
    import opencc

    return opencc.OpenCC("s2twp")


def _from(account: Account, family: str) -> dict[str, str]:
    return {
        "debtor_name": account.debtor_name,
        "agent_name": account.agent_name,
        "agent_id": account.agent_id,
        "creditor": account.creditor,
        "balance": money(account.balance, family),
        "minimum_due": money(account.minimum_due, family),
        "days": str(account.days_past_due),
    }


def money(amount: Decimal, family: str) -> str:
    """28,600元 / $28,600.00; cents only where there are any in Chinese."""
    if family == "en":
        return f"${amount:,.2f}"
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}元" if whole else f"{amount:,.2f}元"
