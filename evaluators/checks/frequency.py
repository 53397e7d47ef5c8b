"""How often, and whether at all, this person may be called.

Connected calls (GB/T 45251-2025) and unanswered attempts (the banking association's guide) are two yardsticks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from peilian.dialogue.reading import Span

_NO_CONTEXT = NotEvaluable("不知道之前联系过几次", "earlier contacts are unknown")


def _call(moment: Moment, said: str, truth: str) -> Sequence[Hit]:
    return (Hit(Span(0, len(moment.reading.text)), "context", "call", {"said": said, "truth": truth}),)


def connected_calls_today(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """This connected call is one too many on the debtor's day."""
    if moment.context is None:
        return _NO_CONTEXT
    limit = int(parameters["connected_calls_per_day"])
    this = moment.context.prior_calls_today + 1
    return _call(moment, str(this), str(limit)) if this > limit else ()


def unanswered_attempts_today(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """More unanswered attempts to this number today than the guide allows."""
    if moment.context is None or moment.context.unanswered_today is None:
        return NotEvaluable("没有今天未接通次数的记录", "unanswered attempts of the day are not recorded")
    limit = int(parameters["unanswered_attempts_per_day"])
    tried = moment.context.unanswered_today
    return _call(moment, str(tried), str(limit)) if tried > limit else ()


def calls_in_seven_days(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """This call is beyond the number presumed lawful in seven days (Regulation F, 12 CFR 1006.14(b)(2))."""
    if moment.context is None:
        return _NO_CONTEXT
    limit = int(parameters["calls_per_seven_days"])
    this = moment.context.prior_calls_7_days + 1
    return _call(moment, str(this), str(limit)) if this > limit else ()


def conversation_within_seven_days(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """The last conversation about this debt is less than the waiting period ago; its day counts as day one."""
    if moment.context is None or moment.context.last_conversation_at is None:
        return NotEvaluable("没有上次通话时间的记录", "the last conversation is not recorded")
    wait = int(parameters["days_after_conversation"])
    since = moment.context.debtor_day() - moment.context.debtor_time(moment.context.last_conversation_at).date()
    return _call(moment, str(since.days), str(wait)) if 0 <= since.days < wait else ()


def contact_after_cease(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """Called although contact was to stop."""
    if moment.context is None or moment.context.cease_requested is None:
        return NotEvaluable("没有停止联系要求的记录", "whether contact was to cease is not recorded")
    return _call(moment, "", "") if moment.context.cease_requested else ()


def contact_with_represented(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """Called the consumer although an attorney represents them."""
    if moment.context is None or moment.context.attorney is None:
        return NotEvaluable("没有是否委托律师的记录", "whether an attorney represents the consumer is not recorded")
    return _call(moment, "", "") if moment.context.attorney else ()
