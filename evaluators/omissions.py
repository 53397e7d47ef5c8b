"""What was due in a call and never came."""

from __future__ import annotations

from collections.abc import Sequence

from evaluators.conditions import holds
from evaluators.conversation import Moment
from evaluators.rule import Omission, Rule

_OPENING_TURNS = 2
_DEBT_ACTS = frozenset({"state_debt", "disclose_debt"})


def omitted(rule: Rule, timeline: Sequence[Moment]) -> Moment | None:
    """The agent turn where `rule`'s acts were due and had not come; None where nothing is missing."""
    omission = rule.omission
    if omission is None or len(timeline) < omission.min_agent_turns:
        return None
    due = _due(omission, timeline)
    if due is None or not _was_called_for(omission, timeline) or holds(rule.when, due) is not True:
        return None
    by_then = [moment for moment in timeline if (moment.turn or 0) <= (due.turn or 0)]
    done = any(moment.reading.has(*omission.acts) for moment in by_then)
    return None if done or _named(omission, due) else due


def _named(omission: Omission, due: Moment) -> bool:
    """Whether the agent had by then named a matter of the debtor's that the rule is about."""
    raised = due.discourse.after(due.reading).raised if omission.or_named else ()
    return any(one.kind in omission.or_named and one.named_at is not None for one in raised)


def _due(omission: Omission, timeline: Sequence[Moment]) -> Moment | None:
    if omission.due == "opening":
        return timeline[min(_OPENING_TURNS, len(timeline)) - 1]
    if omission.due == "end":
        return timeline[-1]
    return next((moment for moment in timeline if moment.reading.ids() & _DEBT_ACTS), None)


def _was_called_for(omission: Omission, timeline: Sequence[Moment]) -> bool:
    last = timeline[-1]
    debtor, agent = last.debtor_acts, last.agent_acts | last.reading.ids()
    return (not omission.after_debtor or bool(debtor & set(omission.after_debtor))) and (
        not omission.after_agent or bool(agent & set(omission.after_agent))
    )
