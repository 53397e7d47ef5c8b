"""A stream of text pieces, cut into sentences as soon as each is complete.

Chinese and English. Knows nothing of models; what goes in comes out, character for character.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from peilian.llm.model import close

_OPENERS = "“‘「『（(【《"
_CLOSERS = "”’」』）)】》"
_ENDS = re.compile(r"[。！？!?\n]|…|(?<!\.)\.+")
_RUN = re.compile(rf"[。！？!?….]*([{_CLOSERS}\"']*)(?:[ \t]*\n)*")
_LONGEST_QUOTE = 160
"""Characters after which an opening quote counts as never closed."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'‘])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|vs|etc|approx|Ave|Dept|Acct|Ext|Rd|Blvd|Apt"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z]|[A-HJ-Z])$"
)
_NUMBER = re.compile(r"(?:^|\s)No$")
_BARE_NUMBER = re.compile(r"^\s*\d+$")
_CJK = re.compile(r"[\u3400-\u9fff”」』）】》]$")


async def by_sentence(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """Each sentence when it is complete, the rest at the end; joined they equal the pieces joined.

    A sentence keeps its closing quotes and repeated marks where these arrived with it. Only the last one may be
    blank. An error from `pieces` passes through and the unfinished sentence is dropped.
    """
    splitter = SentenceSplitter()
    try:
        async for piece in pieces:
            for sentence in splitter.feed(piece):
                yield sentence
        for sentence in splitter.rest():
            yield sentence
    finally:
        await close(pieces)


class SentenceSplitter:
    """Holds the sentence that is still open."""

    def __init__(self) -> None:
        self._open = ""
        self._looked = 0

    def feed(self, piece: str) -> list[str]:
        """The sentences that `piece` completes."""
        self._open += piece
        return self._cut(last=False)

    def rest(self) -> list[str]:
        """What is left when nothing more comes."""
        sentences = self._cut(last=True)
        left, self._open, self._looked = self._open, "", 0
        return [*sentences, left] if left else sentences

    def _cut(self, *, last: bool) -> list[str]:
        sentences: list[str] = []
        while (mark := _ENDS.search(self._open, self._looked)) is not None:
            end = _end(self._open, mark, last=last)
            if end is None or (end == len(self._open) and not last and _quoting(self._open)):
                self._looked = mark.start()
                return sentences
            if end and self._open[:end].strip() and not _quoting(self._open[:end]):
                sentences.append(self._open[:end])
                self._open, self._looked = self._open[end:], 0
            else:
                self._looked = max(end, mark.end())
        self._looked = len(self._open)
        return sentences


def _end(text: str, mark: re.Match[str], *, last: bool) -> int | None:
    """Where the sentence marked here ends; 0 if it does not, `None` if the next characters must tell."""
    run = _RUN.match(text, mark.end())
    end = run.end() if run else mark.end()
    if run and run[1].startswith('"') and text.count('"', 0, run.end(1)) % 2:
        end = run.start(1)  # It opens the next sentence.
    if mark[0] in "。！？!?\n":
        return end
    following = text[end : end + 2]
    if not following and not last:
        return None
    if mark[0] == "…":
        return end
    return _end_of_dot(text, mark.start(), end, following, last=last)


def _end_of_dot(text: str, dot: int, end: int, following: str, *, last: bool) -> int | None:
    before = text[:dot]
    if _CJK.search(before):
        return end
    if following and not following[0].isspace() and end == dot + 1:
        return 0
    if end == dot + 1 and (_ABBREVIATION.search(before) or _BARE_NUMBER.match(before)):
        return 0
    if _NUMBER.search(before) and end == dot + 1:
        if len(following) < 2 and not last:
            return None
        return 0 if following[1:].isdigit() else end
    return end


def _quoting(text: str) -> bool:
    """Whether a bracket or quote is still open; stray closing ones do not count."""
    if len(text) > _LONGEST_QUOTE:
        return False
    opened = sum(text.count(opener) for opener in _OPENERS)
    closed = sum(text.count(closer) for closer in _CLOSERS)
    return opened > closed or text.count('"') % 2 == 1
