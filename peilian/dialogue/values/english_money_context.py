"""Which English numbers are money where no dollar says so."""

from __future__ import annotations

import re

from peilian.dialogue.values.english_numerals import SHORTHAND
from peilian.dialogue.values.numerals import Quantity

PER = re.compile(
    r" ?(?:,? ?(?P<month>(?:a|per|each|every|/) ?(?:single )?month(?!s)|monthly|a mo(?![a-z]))|(?P<week>(?:a"
    r"|per|each|every|/) ?week(?!s)|weekly)"
    r"|(?P<day>(?:a|per|each|every|/) ?day(?!s)|daily)|(?P<instalment>each(?: payment| time"
    r"| installment)?(?! (?:other|of))|apiece|(?:a|per|every) (?:payment|installment|instalment)))(?![a-z])"
)
_NEAR = re.compile(
    r"(?<![a-z])(?:owe[sd]?|owing|balance|pay|pays|paid|paying|payments?|principal|minimum|amount|total|settle"
    r"|settled|afford|put down|down|send|sent|give|gave|put|come up with"
    r"|scrape together|borrow(?:ed)?|debt|interest|fees?|earn|make|making|rent|budget|offer|accept|take"
    r"|charge[sd]?|due|manage|swing|do|is|was|of|at|for|to)(?![a-z])"
    r"[^0-9.!?;$]{0,24}$"
)
_STRONG = re.compile(
    r"(?<![a-z])(?:owe[sd]?|owing|balance|pay|pays|paid|paying|payments?|principal|minimum|amount|total|settle"
    r"|settlement|afford|debt|interest|fees?|due|rent|charge[sd]?|put down|come up with)(?![a-z])"
)
_MAY_FOLLOW = re.compile(
    r"(?:,? (?:by|on|a|per|each|every|today|tonight|tomorrow|now|right|this|next|down|for|and|or|to|towards?"
    r"|if|is|was|in|at|before|until|till|then|but|that|i|you|it|we|due|total|monthly|weekly|owed|every|max"
    r"|tops|when|as|of|starting|would|will|from|plus|so)(?![a-z])|,? ?$|[,.;!?](?![0-9]))"
)
_COUNTED = re.compile(
    r"[ -](?:people|persons?|times|calls?|miles|accounts|customers|words|points|percent|per ?cent"
    r"|days?|weeks?|months?|years?"
    r"|hours?|minutes?|seconds?|payments?|installments?|instalments?|numbers?|lines?|kids|jobs|cases|letters|pages|degrees"
    r"|pounds|units|reasons|things|k|of (?:these|those|them|you))(?![a-z])|%|[a-z]"
)
_NAMED = re.compile(
    r"(?<![a-z])(?:the|that|this|your|our|his|her|my|extra|another|a|an|remaining|sent|at|reads?|add|costs?|original"
    r"|looking at) $"
)
_ON_A_DAY = re.compile(
    r" (?:on|by|before) (?:the )?(?:[0-9]|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|first)"
    r"| (?:even|flat|short|shy)(?![a-z])"
)
_CODES = frozenset({"401", "403", "411", "529", "800", "855", "866", "877", "888", "911", "988", "1040", "1099"})
"""Numbers that name a form, a fund or a telephone line."""
_ON_THE_CLOCK = frozenset({"ten", "fifteen", "twenty", "thirty", "forty", "forty-five", "fifty"})
_PAST_NOON = frozenset({"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"})
_CLOCK = re.compile(r"(?<![a-z])(?:at|until|till|by|after|before|around|past|as of|since|page|room|between) $")
_SMALL_SUM = re.compile(
    r"(?:good[- ]faith|payments? of|installments? of|final|another|extra|costs? you|costs?"
    r"|down to|pay(?: just| only)?|send"
    r"|put in|spare|chip in) $"
)
_SMALL_SUM_AFTER = re.compile(
    r" (?:to start|of (?:that|it|which|this)|posts?|even(?! if)|short|shy|today,|bucks)(?![a-z])"
    r"| on (?:the [0-9]|january|february|march|april|june|july|august|september|october|november|december)"
)


def is_money(text: str, match: re.Match[str], said: Quantity, end: int) -> bool:
    """Whether a number without $ or dollars is money here."""
    numeral = match["bare"]
    worded = numeral[0].isalpha()
    before = re.split("[.!?;]", text[max(0, match.start() - 45) : match.start()])[-1]
    if _COUNTED.match(text, end) or before.endswith(("dollar ", "dollars ")):
        return False
    if said.low >= 10 and PER.match(text, end):
        return True
    if (match["kilo"] or "").strip() in ("k", "grand") or numeral.endswith("grand"):
        return not re.match(r" (?:tv|run|race|video|monitor|resolution|screen)", text[end:])
    if worded:
        return _is_worded_money(text, numeral, before, said, end)
    if said.low >= 100 and (_NAMED.search(before) or _ON_A_DAY.match(text, end)) and numeral not in _CODES:
        return "," in numeral or not re.fullmatch("(?:19|20)[0-9]{2}", numeral)
    if "," in numeral and said.low >= 1000:
        return True
    if not _MAY_FOLLOW.match(text, end):
        return False
    if "," in numeral or re.search(r"\.[0-9]{2}$", numeral):
        return said.low >= 1000 or bool(_STRONG.search(text, max(0, match.start() - 40), match.start()))
    if re.fullmatch("(?:19|20)[0-9]{2}", numeral) and re.search("(?:in|since|from|of|until) $", text[: match.start()]):
        return False
    return said.low >= 20 and bool(_NEAR.search(before)) and bool(_STRONG.search(before))


def _is_worded_money(text: str, numeral: str, before: str, said: Quantity, end: int) -> bool:
    """A numeral in words: from a hundred on it is money unless a clock time; below, only where the words say so."""
    short = SHORTHAND.fullmatch(numeral)
    if short and short["hundreds"] not in _PAST_NOON and short["rest"] in _ON_THE_CLOCK:
        return not _CLOCK.search(before)
    if short:
        return not re.search(r"(?<![a-z])(?:at|by|until|till|after|before|since|page|room) $", before)
    if said.low >= 100:
        return True
    return said.low >= 10 and bool(_SMALL_SUM.search(before) or _SMALL_SUM_AFTER.match(text, end))
