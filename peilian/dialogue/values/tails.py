"""The last digits of a card or account: 尾号3388, 末四位2046, the card ending in 3388.

Claimed before anything else, so that no amount is read in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from peilian.dialogue.reading import Tail
from peilian.dialogue.values.sheet import Sheet

_DIGITS_ZH = "零一二三四五六七八九"
_WORDS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ZH = re.compile(
    r"(?:尾号|尾数|[末后][三四五六3-6][位码](?:数字?)?)(?:是|为|号码?|:|您|我这儿|我这边|那个|[ ,，]){0,3}"
    rf"(?P<digits>[0-9]{{2,8}}(?![0-9.,%/:-]|[万千百块元天期])|[{_DIGITS_ZH}]{{2,8}}(?![十百千万块元天期{_DIGITS_ZH}]))"
)
_EN = re.compile(
    r"(?<![a-z])(?:end(?:s|ing)(?: in| with)?|last (?:four|4|five|5)(?: digits)?(?: of [^.?!;0-9]{1,25})?)"
    r"(?:,? (?:is it|it's|i have|for me|is|are|being|as))*[:,]? "
    rf"(?P<digits>[0-9]{{3,8}}(?![0-9]|[.,][0-9])|(?:(?:{'|'.join(_WORDS_EN)}|oh)[ -]){{2,7}}(?:"
    rf"{'|'.join(_WORDS_EN)}))(?![a-z])"
)


def read_tails(sheet: Sheet, *, chinese: bool, english: bool) -> Iterator[Tail]:
    """Claim and yield every tail; only its digits are claimed."""
    for pattern, wanted in ((_ZH, chinese), (_EN, english)):
        for match in pattern.finditer(sheet.left) if wanted else ():
            yield Tail(sheet.claim(*match.span("digits")), _plain(match["digits"]))


def _plain(words: str) -> str:
    if words[0].isascii() and words[0].isalpha():
        said = re.split("[ -]", words.replace("oh", "zero"))
        return "".join(str(_WORDS_EN.index(word)) for word in said)
    return "".join(char if char.isascii() else str(_DIGITS_ZH.index(char)) for char in words)
