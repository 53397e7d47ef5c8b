"""What an amount is counted by, in Chinese: 每期, 一个月, 月供, 一天, 每周 — before or after the amount.

Knows the words of repetition; knows no numbers.
"""

from __future__ import annotations

import re
from typing import Literal

Per = Literal["instalment", "month", "day", "week"]
Found = tuple[tuple[int, int], Per]

_KINDS: tuple[Per, ...] = ("instalment", "month", "day", "week")
_WORD = (
    r"(?P<instalment>每一?期|一期|期供|[每一]回(?!事)|一份)|(?P<month>每个?月|每一个月|一个月"
    r"|月[供薪租入]|/ ?月|按月|一月(?=$))|(?P<day>每一?天"
    r"|每日|一天|按天|按日|/ ?[天日])"
    r"|(?P<week>每一?周|每个?星期|每个?礼拜|一周|一个?星期|一个?礼拜|/ ?周)"
)
_PERIOD = re.compile(_WORD)
_AFTER = re.compile(rf" ?的?(?:{_WORD})(?![内之以后前多半来左])")
_FILLER = re.compile(
    r"(?![内之以后前半来左]|多(?![出收还交花付扣]))[^，。！？；、,.!?;0-9零一二两三四五六七八九十百千万几\n%天周期"
    r"年]{0,10}[¥$]? ?"
)
_CHARGED = re.compile(r"(?:就|要|得)?(?:加|算|罚|收|扣|多|添)")
_OF_THE_NEXT = re.compile(r"[0-9零一二两三四五六七八九十百千万.]+(?:块|元|毛)")
"""一万块一天五块钱: the day belongs to the amount after it."""
_NOT_ONE = re.compile(r"(?:[第这上下那有哪头首前最后拖欠过晚等再宽延不]|逾期了?|还有) ?$")


def per_after(text: str, end: int) -> Found | None:
    """A period right after an amount that ends at `end`: 八百一期, 1500块每月."""
    match = _AFTER.match(text, end)
    return _found(match) if match and not _OF_THE_NEXT.match(text, match.end()) else None


def per_before(text: str, start: int) -> Found | None:
    """A period before an amount that starts at `start`: 每个月最多能还1500."""
    found = None
    for match in _PERIOD.finditer(text, max(0, start - 14), start):
        if not _FILLER.fullmatch(text, match.end(), start):
            continue
        if _once(text, match):
            continue
        found = match
    return _found(found) if found else None


def _once(text: str, match: re.Match[str]) -> bool:
    """这一期, 晚一天 are no periods; 晚一天加五十 is one."""
    if not match[0].startswith("一") or not _NOT_ONE.search(text, max(0, match.start() - 3), match.start()):
        return False
    return not _CHARGED.match(text, match.end())


def _found(match: re.Match[str]) -> Found:
    kind = next(kind for kind in _KINDS if match[kind])
    return match.span(kind), kind
