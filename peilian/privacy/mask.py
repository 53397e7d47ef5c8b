"""Personal numbers replaced by stars, digit for digit, so that every offset stays where it was.

Identity and bank cards keep their first six and last four digits, phones their first three and last four.
"""

from __future__ import annotations

from peilian.privacy.digit_script import is_digit
from peilian.privacy.personal import Personal, find

_KEPT_LAST = 4
_SOCIAL_DIGITS = 9


def mask(text: str) -> str:
    """`text` with every personal number masked (138****5678); same length, and masking again changes nothing."""
    while found := find(text):
        characters = list(text)
        for personal in found:
            _cover(characters, personal)
        text = "".join(characters)
    return text


def _cover(characters: list[str], personal: Personal) -> None:
    places = [place for place in range(*personal.span) if is_digit(characters[place])]
    first = 3 if personal.kind == "phone" else 0 if len(places) == _SOCIAL_DIGITS else 6
    for place in places[first:-_KEPT_LAST]:
        characters[place] = "*"
