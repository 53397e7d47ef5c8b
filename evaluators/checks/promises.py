"""Relief promised beyond what the account allows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from peilian.dialogue.normal import normalise

_SUBJECT_TO_APPROVAL = re.compile(
    r"(?:申请|审批|审核|批下来|批准|为准|看能不能|试试|争取|不保证|不一定|能不能批"
    r"|request|appl(?:y|ication)|approv|review|subject to|can't promise|no guarantee|see if|submit)"
)
_WAIVER = re.compile(r"(?:免|减|不收|停)[^,，。]{0,6}(?:息|违约金|费)|\bwaiv|\bforgiv|\bdrop the (?:interest|fees)")


def unauthorised_relief(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """A discount or waiver stated as settled that the options do not allow; “以审批为准” is no promise."""
    if moment.account is None:
        return NotEvaluable("没有账户资料", "there is no account to check against")
    options = moment.account.options
    hits = []
    for said in moment.reading.values.discounts:
        sentence = moment.reading.sentence_of(said.span)
        if said.value > options.settlement_discount_max and not _open(moment, sentence.of(moment.reading.text)):
            percent = f"{options.settlement_discount_max * 100:.0f}%"
            slots = {"said": said.span.of(moment.reading.text), "truth": percent}
            hits.append(Hit(said.span, "ledger", "turn", slots))
    heard = moment.reading.first("promise_relief")
    if not hits and heard and not options.interest_waiver_allowed:
        words = normalise(moment.reading.sentence_of(heard.span).of(moment.reading.text)).text
        if _WAIVER.search(words) and not _SUBJECT_TO_APPROVAL.search(words):
            hits.append(Hit(heard.span, "ledger", "turn", {"said": heard.span.of(moment.reading.text), "truth": "0"}))
    return hits


def _open(moment: Moment, sentence: str) -> bool:
    words = normalise(sentence).text
    asked = words.rstrip().endswith(("?", "吗", "呢"))
    return asked or bool(_SUBJECT_TO_APPROVAL.search(words)) or not moment.reading.has("promise_relief", "offer_relief")
