"""The sheet on which the readers of one utterance mark what they have taken, so that nothing is taken twice.

Knows no numbers and no words.
"""

from __future__ import annotations

from peilian.dialogue.reading import Span

TAKEN = "\0"


class Sheet:
    """`text` is the folded utterance; `left` is the same with every claimed place blanked."""

    __slots__ = ("left", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = text

    def claim(self, start: int, end: int) -> Span:
        """Blank [start, end) for later readers and return it as a span."""
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]
        return Span(start, end)
