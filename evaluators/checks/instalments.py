"""Instalments the agent speaks of: do they add up, and may they be offered at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from evaluators.wording import money


def arithmetic(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """“28,600 分 36 期每期 600” does not add up: the parts miss the stated total by more than one part and 5 %."""
    totals = [said.exact for said in moment.reading.values.amounts if said.per is None and said.exact is not None]
    hits = []
    for plan in moment.reading.values.instalments:
        if plan.count is None or plan.each is None or not totals:
            continue
        sum_of_parts = plan.count * plan.each
        slack = max(plan.each, sum_of_parts * Decimal("0.05"))
        if not any(abs(sum_of_parts - total) <= slack for total in totals if total > plan.each):
            family = "en" if moment.reading.language.startswith("en") else "zh"
            slots = {"said": plan.span.of(moment.reading.text), "truth": money(sum_of_parts, family)}
            if any(total > plan.each for total in totals):
                hits.append(Hit(plan.span, "ledger", "turn", slots))
    return hits


def months(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """More instalments than this account allows."""
    if moment.account is None:
        return NotEvaluable("没有账户资料", "there is no account to check against")
    limit = moment.account.options.installment_max_months
    return [
        Hit(plan.span, "ledger", "turn", {"said": plan.span.of(moment.reading.text), "truth": str(limit)})
        for plan in moment.reading.values.instalments
        if plan.count is not None and plan.count > limit
    ]
