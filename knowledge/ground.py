"""Which clauses a turn of a call touches, if any.

Stricter than a search: small talk, greetings and plain amounts touch none.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from knowledge.clause import Jurisdiction
from knowledge.search import Retriever, SearchResult

_SURE = 0.78
"""The least likelihood of a clause that is recorded with a turn; above the one half that a search shows."""
_BEHIND = 0.12
"""How far behind the best clause another may stay."""
_LEAST_LETTERS = {"zh": 5, "en": 3}
"""Han characters or English words that are left once fillers and numbers are gone."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_FILLERS = re.compile(
    r"您?好的?|你好|喂|嗯+|啊|呃|哦|噢|行吧?|对|是的?|谢谢|再见|拜拜|麻烦您?了?|知道了|明白了?|可以|没事|不客气|请讲|请问|稍等"
    r"|[0-9零一二三四五六七八九十百千万两点]+(?:元|块钱?|号|月|期|天|年|日)?"
    r"|\b(?:hi|hello|hey|yes|yeah|no|ok(?:ay)?|sure|thanks?|thank you|bye|goodbye|please|alright|right|um+|uh+|well|so"
    r"|good (?:morning|afternoon|evening))\b|[$£€]?[0-9][0-9,.]*",
    re.IGNORECASE,
)


def ground(
    text: str, retriever: Retriever, *, jurisdiction: Jurisdiction, on: date, limit: int = 3
) -> tuple[SearchResult, ...]:
    """Up to `limit` clauses in force on the day, best first; empty where the words have no legal topic."""
    if not _says_something(text):
        return ()
    results = retriever.search(text, top=limit, jurisdiction=jurisdiction, on=on)
    least = max([_SURE, *(result.score - _BEHIND for result in results[:1])])
    return tuple(takewhile(lambda result: result.score >= least, results))


def _says_something(text: str) -> bool:
    rest = _FILLERS.sub(" ", text)
    han = len(_HAN.findall(rest))
    return han >= _LEAST_LETTERS["zh"] or len(re.findall(r"[A-Za-z']+", rest)) >= _LEAST_LETTERS["en"]
