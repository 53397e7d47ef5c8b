"""How alike two utterances are: Jaccard over character trigrams, blanks and marks left out."""

from __future__ import annotations


def trigrams(text: str) -> frozenset[str]:
    """Trigrams of the letters and digits of `text`; the whole text where it is shorter."""
    plain = "".join(character for character in text.lower() if character.isalnum())
    if len(plain) < 3:
        return frozenset({plain} if plain else ())
    return frozenset(plain[start : start + 3] for start in range(len(plain) - 2))


def likeness(one: str, other: str) -> float:
    """0 nothing in common … 1 the same trigrams."""
    left, right = trigrams(one), trigrams(other)
    union = left | right
    return len(left & right) / len(union) if union else 0.0


def shares_run(one: str, other: str, length: int) -> bool:
    """True where `length` letters in a row of `one` stand in `other` too."""
    left = "".join(character for character in one.lower() if character.isalnum())
    right = "".join(character for character in other.lower() if character.isalnum())
    return any(left[start : start + length] in right for start in range(len(left) - length + 1))
