"""The voice that needs no model: picks a line nobody has heard in this call. Deterministic per (seed, turn)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from peilian.content import ContentError
from peilian.debtor import dice
from peilian.debtor.cue import Cue, Told
from peilian.debtor.lines import Line, LineBank
from peilian.debtor.move import MoveKind
from peilian.debtor.supply import NEIGHBOURS

SENTENCE: Final = re.compile(r".+?(?:[。！？!?…]+|(?<![A-Z])\.(?=\s|$)|$)[”’」』\"']?\s*", re.DOTALL)

LOOSE: Final[frozenset[MoveKind]] = frozenset(
    {
        "confirm_identity",
        "ask_who",
        "ask_what_about",
        "ask_proof",
        "ask_number_source",
        "acknowledge",
        "thank",
        "soften",
        "upset",
        "counter_offer",
        "confirm_deal",
        "ask_consequence",
        "ask_relief",
    }
)
"""Moves whose general lines answer as well as the topical ones."""


@dataclass(frozen=True, slots=True)
class ScriptedVoice:
    """Speaks from `lines`, the persona's own before the bank's, the topical before the general."""

    lines: LineBank
    name: str = "scripted"

    async def speak(self, cue: Cue) -> AsyncIterator[str]:
        for sentence in sentences(self.line(cue)):
            yield sentence

    def line(self, cue: Cue) -> str:
        """The whole turn. Raises `ContentError` where every suitable line has been said."""
        first = self._pick(cue, cue.move.kind, cue.said)
        if cue.move.then is None:
            return first
        second = self._pick(cue, cue.move.then, (*cue.said, first))
        return f"{first}{'' if cue.style.language.startswith('zh') else ' '}{second}"

    def _pick(self, cue: Cue, kind: MoveKind, said: tuple[str, ...]) -> str:
        slots = dict(cue.move.slots)
        for near in _outward(kind):
            for number, tier in enumerate(self._tiers(cue, near)):
                unsaid = [line for line in tier if line.slots <= slots.keys() and not _said(line, said)]
                if unsaid:
                    throw = dice.roll(cue.seed, cue.turn, f"line:{near}:{number}")
                    return dice.pick(unsaid, throw).fill(slots)
        raise ContentError(
            f"every {cue.style.language} line for {kind!r} has been said", remedy="write more lines for this move"
        )

    def _tiers(self, cue: Cue, kind: MoveKind) -> Iterator[list[Line]]:
        """Candidates, best first; a line about something else is never among them."""
        told = _told(cue, kind)
        if told is not None:
            yield told
        mood = cue.style.mood
        own = [Line(text=line.text, about=line.about, mood=line.mood) for line in cue.own_lines if line.kind == kind]
        bank = [line for line in self.lines.of(cue.style.language, kind) if _can_say(line, cue)]
        about = cue.move.about if kind in (cue.move.kind, cue.move.then) else None
        topical = [line for line in (*own, *bank) if about in line.about]
        general = [line for line in own if not line.about and _suits(line, mood)]
        yield [line for line in topical if _suits(line, mood)] + (general if kind in LOOSE else [])
        yield general
        yield [line for line in bank if not line.about and _suits(line, mood)]
        yield [line for line in topical if line.mood]
        yield [line for line in (*own, *bank) if not line.about]


def sentences(text: str) -> list[str]:
    """`text` cut after each full stop, question or exclamation mark; joined they are `text` again."""
    return [found for found in SENTENCE.findall(text) if found]


def _outward(kind: MoveKind) -> Iterator[MoveKind]:
    seen: list[MoveKind] = [kind]
    for here in seen:
        yield here
        seen.extend(near for near in NEIGHBOURS[here] if near not in seen)


def _told(cue: Cue, kind: MoveKind) -> list[Line] | None:
    """Words the persona's file gives for this very move: its facts, hints or belief."""
    if kind in ("disclose", "hint", "dispute") and kind == cue.move.kind:
        return [line for fact in cue.facts for line in _ways(fact)]
    if kind == "cite_law" and cue.belief is not None:
        ways = _ways(cue.belief)
        return [line for line in ways if bool(line.slots) == bool(cue.move.slot("law"))] or ways
    return None


def _ways(told: Told) -> list[Line]:
    return [Line.model_construct(text=text, about=(), mood=(), who=None) for text in (told.text, *told.phrasings)]


def _can_say(line: Line, cue: Cue) -> bool:
    return line.who is None or (line.who == "third_party") == cue.third_party


def _suits(line: Line, mood: str) -> bool:
    return not line.mood or mood in line.mood


def _said(line: Line, said: Iterable[str]) -> bool:
    return any(line.spoken_in(text) for text in said)
