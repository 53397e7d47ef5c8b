"""A text reduced to what matters for finding numbers: digits, separators, everything else.

One character for one character, so offsets hold: `0`–`9`, `X`, ` ` for a space or dash, `,`, `.`, `(`, `)`, `+`, `*`,
and `#` for all else.
"""

from __future__ import annotations

import re

FEWEST = 9
"""No number that this room knows has fewer digits."""

_HAN_DIGITS = ("零〇○", "一壹幺", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_ARABIC = {0x30 + i: str(i) for i in range(10)} | {0xFF10 + i: str(i) for i in range(10)}
_HAN = {ord(char): str(digit) for digit, chars in enumerate(_HAN_DIGITS) for char in chars}
_SIGNS = {ord(x): "X" for x in "xXｘＸⅩ×"} | {ord(char): " " for char in " \u00a0\u2002\u2003\u2009\u3000-‐‑‒–—－_"}
_SIGNS |= {ord(char): "," for char in ",，、"} | {ord(char): "." for char in ".．·"}
_SIGNS |= {ord(wide): sign for wide, sign in zip("(（)）+＋*＊", "(())++**", strict=True)}


class _Table(dict[int, str]):
    """Whatever is not listed is `#`."""

    def __missing__(self, key: int) -> str:
        return "#"


_ARABIC_ONLY = _Table(_ARABIC | _SIGNS)
_HAN_ONLY = _Table(_HAN | _SIGNS)
_BOTH = _Table(_ARABIC | _HAN | _SIGNS)
_DIGIT = re.compile("[0-9]")
_ENOUGH = re.compile(rf"(?:[0-9][^0-9#]{{0,3}}){{{FEWEST - 1}}}[0-9]")


def views(text: str) -> tuple[tuple[str, bool], ...]:
    """`text` by its Arabic digits, by its Chinese digits, and by both; True marks Chinese digits.

    Views without a long enough run of digits are left out.
    """
    arabic, han = text.translate(_ARABIC_ONLY), text.translate(_HAN_ONLY)
    found = [(view, spoken) for view, spoken in ((arabic, False), (han, True)) if _ENOUGH.search(view)]
    if _DIGIT.search(arabic) and _DIGIT.search(han):
        both = text.translate(_BOTH)
        if _ENOUGH.search(both):
            found.append((both, True))
    return tuple(found)


def is_digit(char: str) -> bool:
    """Whether `char` is a digit in any script that this room reads, or the check character X."""
    return _BOTH[ord(char)] in "0123456789X"
