"""Personal numbers in the words of a clause, masked before they are kept."""

from __future__ import annotations

from knowledge.clause import Asks, Bilingual, Clause
from peilian.privacy import find, mask


def masked(clause: Clause) -> tuple[Clause, int]:
    """The clause with every personal number masked, and how many there were; a repeated text counts once."""
    words = {clause.topic, clause.rule, clause.breaks, clause.instead} - {None}
    texts = {text for part in words if part is not None for text in (part.zh, part.en)}
    texts |= {*clause.asks.zh, *clause.asks.en}
    count = sum(len(find(text)) for text in texts)
    if not count:
        return clause, 0
    changed = {
        "topic": _both(clause.topic),
        "rule": _both(clause.rule),
        "breaks": _both(clause.breaks) if clause.breaks else None,
        "instead": _both(clause.instead) if clause.instead else None,
        "asks": Asks(zh=tuple(map(mask, clause.asks.zh)), en=tuple(map(mask, clause.asks.en))),
    }
    return clause.model_copy(update=changed), count


def _both(said: Bilingual) -> Bilingual:
    return Bilingual(zh=mask(said.zh), en=mask(said.en))
