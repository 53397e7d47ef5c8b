"""Debt talk before it is known who is listening, and debt talk with somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Span

_TELLS = ("state_debt", "disclose_debt", "ask_third_party_to_pay")
_DEBT_WORDS = {
    "zh": re.compile(
        r"逾期|欠款|欠(?:了|着|我们|银行|的钱)|还款|催收|贷款(?:没|未|逾|到期)"
        r"|信用卡(?:账单|欠|没还|逾)|没还(?:的)?钱|还钱|账单(?:没|未|逾)"
    ),
    "en": re.compile(
        r"\b(?:debt|past[- ]due|overdue|owe[sd]?|delinquent|collect(?:ions?|or)|unpaid|missed payments?|behind on)\b"
    ),
}
_DENIES = re.compile(r"(?:不(?:能|便|方便|可以)|没办法|无法|can't|cannot|not able to|unable to)")


def debt_before_identity(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """Debt details told before the person on the line confirmed being the debtor."""
    if moment.identity_verified is None:
        return NotEvaluable("不知道之前是否核过身", "whether identity was verified is unknown")
    if moment.identity_verified or moment.with_other or moment.agent_acts & set(_TELLS):
        return ()
    return _told(moment)


def disclosure_to_other(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """Any debt talk with somebody who is not the debtor."""
    if moment.with_other is None:
        return NotEvaluable("不知道接电话的是谁", "who answered is unknown")
    if not moment.with_other:
        return ()
    return _told(moment) or _mentioned(moment)


def _told(moment: Moment) -> Sequence[Hit]:
    heard = moment.reading.first(*_TELLS)
    return (Hit(heard.span, "context"),) if heard else ()


def _mentioned(moment: Moment) -> Sequence[Hit]:
    """Words that let a listener know there is a debt, outside a refusal to talk about it."""
    family = "en" if moment.reading.language.startswith("en") else "zh"
    for sentence in moment.reading.sentences:
        normal = normalise(sentence.of(moment.reading.text))
        match = _DEBT_WORDS[family].search(normal.text)
        if match and not _DENIES.search(normal.text):
            inner = normal.original(match.start(), match.end())
            return (Hit(Span(sentence.start + inner.start, sentence.start + inner.end), "context"),)
    return ()
