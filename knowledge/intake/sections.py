"""A text without articles, cut at its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.intake.line import Line
from knowledge.intake.paragraphs import grouped
from knowledge.intake.piece import Piece

_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,4})(?=[.、\s)）]|$)|([一二三四五六七八九十]{1,3})(?=、)")


def has_sections(lines: Sequence[Line]) -> bool:
    """True where at least two headings have words below them; a single one is the title."""
    return sum(bool(above.level) and not below.level for above, below in pairwise(lines)) > 1


def by_heading(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """One piece per heading that has words of its own; words before the first heading are grouped by paragraph."""
    stack: list[Line] = []
    found: list[tuple[tuple[str, ...], list[str]]] = [((), [])]
    for line in lines:
        if line.level:
            stack = [each for each in stack if each.level < line.level] + [line]
            found.append((tuple(each.text for each in stack), []))
        else:
            found[-1][1].append(line.text)
    before = [Piece(None, "", (), text) for text in grouped(found[0][1])]
    return _numbered([*before, *(_piece(topic, words) for topic, words in found[1:] if words)])


def _piece(topic: tuple[str, ...], words: list[str]) -> Piece:
    match = _NUMBER.match(topic[-1])
    number = (match[1] or match[2]) if match else ""
    return Piece(number or None, number, topic, "\n".join(words))


def _numbered(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Numbers that begin anew below another heading name nothing by themselves: then no piece has one."""
    times = Counter(piece.number for piece in pieces if piece.number)
    if all(count == 1 for count in times.values()):
        return tuple(pieces)
    return tuple(replace(piece, article=None, number="") for piece in pieces)
