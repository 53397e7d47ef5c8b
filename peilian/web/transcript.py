"""One turn with the words that were found in it marked, in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from evaluators import Finding

_WORST_FIRST = ("critical", "major", "minor", "praise")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a turn and the worst that was found in it."""

    text: str
    severity: str | None


def passages(text: str, findings: Sequence[Finding]) -> tuple[Passage, ...]:
    """`text` cut at the ends of all quotes; findings about the whole call mark nothing."""
    marked = [one for one in findings if one.scope == "turn" and one.start < one.end <= len(text)]
    cuts = sorted({0, len(text), *(one.start for one in marked), *(one.end for one in marked)})
    pieces = [
        (text[start:end], _worst(one for one in marked if one.start <= start and end <= one.end))
        for start, end in pairwise(cuts)
    ]
    return tuple(
        Passage("".join(piece for piece, _ in alike), severity)
        for severity, alike in groupby(pieces, key=lambda piece: piece[1])
    )


def _worst(findings: Iterable[Finding]) -> str | None:
    found = {one.severity for one in findings}
    return next((severity for severity in _WORST_FIRST if severity in found), None)
