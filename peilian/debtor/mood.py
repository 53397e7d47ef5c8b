"""A state in the words a writer would use for it."""

from __future__ import annotations

from typing import Final

from peilian.debtor.state import State

_WORDS: Final = (
    ("anger", 0.75, 1.01, "火气压不住", "about to blow up"),
    ("anger", 0.5, 0.75, "很不耐烦", "short-tempered"),
    ("anger", 0.3, 0.5, "有点烦", "irritated"),
    ("shame", 0.65, 1.01, "难堪、抬不起头", "ashamed"),
    ("fatigue", 0.7, 1.01, "累了，想挂电话", "worn out, wants to hang up"),
    ("trust", 0.0, 0.2, "防着对方", "on guard"),
    ("trust", 0.55, 1.01, "愿意说实话", "ready to be honest"),
    ("willingness", 0.6, 1.01, "想把事情解决掉", "wants to sort this out"),
    ("willingness", 0.0, 0.2, "不打算还", "has no mind to pay"),
)


def mood_words(state: State, language: str) -> tuple[str, ...]:
    """At most three, the strongest first; one word of calm where nothing stands out."""
    english = language.startswith("en")
    words = [en if english else zh for name, low, high, zh, en in _WORDS if low <= float(getattr(state, name)) < high]
    return tuple(words[:3]) or (("even" if english else "还算平静"),)
