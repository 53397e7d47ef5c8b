"""How an amount stands to others by the words beside it: 一共… is a sum, 还差…, 多了…, …short are differences."""

from __future__ import annotations

import re
from typing import Literal

Relation = Literal["sum", "difference"]

_DIFFERENCE = re.compile(
    r"(?:还?差了?|少了|少还了?|多了|多出来?的?|多扣(?:的|了)|短了?|缺|涨(?:的|了)|降了|相差"
    r"|差额)(?:是|个|您|你)?[¥$]? ?$"
    r"|(?<![a-z])(?:short|off|over|down|shy) (?:by )?\$? ?$"
)
_SUM = re.compile(
    r"(?:一共|总共|合计|总计|共计|加起来|加一块儿?|拢共|总数|连本带[利息])[^，。！？,.!?0-9]{0,4}$"
    r"|(?<![a-z])(?:comes to|totals|total of|adds? up to|altogether)(?: is| about)? \$?$"
)
_DIFFERENCE_AFTER = re.compile(r" (?:short|shy|over|off)(?![a-z])(?! (?:the|your|my|a|[0-9]))")
_SUM_AFTER = re.compile(r" (?:altogether|in total|all in|all told)(?![a-z])")
_REACH = 20


def relation_of(text: str, start: int, end: int) -> Relation | None:
    """The relation of the amount at [start, end) of the folded `text`."""
    before = text[max(0, start - _REACH) : start]
    if _DIFFERENCE.search(before) or _DIFFERENCE_AFTER.match(text, end):
        return "difference"
    if _SUM.search(before) or _SUM_AFTER.match(text, end):
        return "sum"
    return None
