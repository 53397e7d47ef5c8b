"""Checks written in code because they need the call's context or the ledger.

Each takes one moment and the clause parameters of its rule and gives hits, or says what it would need to know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evaluators.checks import disclosure, frequency, hours, instalments, ledger, promises
from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from evaluators.rule import Check

Parameters = Mapping[str, str]
Checker = Callable[[Moment, Parameters], Sequence[Hit] | NotEvaluable]

CHECKS: Mapping[Check, Checker] = {
    "calling_hours": hours.calling_hours,
    "connected_calls_today": frequency.connected_calls_today,
    "unanswered_attempts_today": frequency.unanswered_attempts_today,
    "calls_in_seven_days": frequency.calls_in_seven_days,
    "conversation_within_seven_days": frequency.conversation_within_seven_days,
    "contact_after_cease": frequency.contact_after_cease,
    "contact_with_represented": frequency.contact_with_represented,
    "debt_before_identity": disclosure.debt_before_identity,
    "disclosure_to_other": disclosure.disclosure_to_other,
    "ledger_amount": ledger.amount,
    "ledger_days": ledger.days,
    "ledger_date": ledger.due_date,
    "ledger_name": ledger.name,
    "instalment_arithmetic": instalments.arithmetic,
    "instalment_months": instalments.months,
    "unauthorised_relief": promises.unauthorised_relief,
}

WHOLE_CALL: frozenset[Check] = frozenset(
    {
        "calling_hours",
        "connected_calls_today",
        "unanswered_attempts_today",
        "calls_in_seven_days",
        "conversation_within_seven_days",
        "contact_after_cease",
        "contact_with_represented",
    }
)
"""Checks about the call itself; they look at the first agent turn only."""
