"""A cue: everything a voice is told about one turn, and nothing more.

A secret that is not in the cue cannot be spoken: it holds the facts of this move alone, never the persona.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from peilian.debtor.move import Move
from peilian.dialogue.call import Turn

Mood = Literal["calm", "tense", "angry"]


class Ground(Protocol):
    """A retrieved clause as a search result carries it."""

    @property
    def clause(self) -> str: ...
    @property
    def law(self) -> str: ...
    @property
    def article(self) -> str | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause of this turn; the debtor may name it only where `used_as` is set."""

    clause: str
    law: str
    article: str | None
    text: str
    used_as: Literal["correct", "mistaken"] | None


@dataclass(frozen=True, slots=True)
class Style:
    """How this person talks, without anything they could give away."""

    name: str
    age: int
    gender: str
    """`male` or `female`."""
    place: str
    occupation: str
    language: str
    role: str
    """Who is on the line, in the persona's language: the debtor, or what they are to the debtor."""
    register: str
    particles: tuple[str, ...]
    catch_phrases: tuple[str, ...]
    pace: str
    mood: Mood
    mood_words: tuple[str, ...]
    """How they feel right now, in the persona's language, strongest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact or belief that this move brings out, with the ways its owner may put it."""

    id: str
    text: str
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line written for this persona and this move. `about` and `mood` as in the line bank; `then` lines follow."""

    text: str
    kind: str
    about: tuple[str, ...] = ()
    mood: tuple[Mood, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """The stage direction of one turn."""

    move: Move
    """Without its `why`."""
    style: Style
    third_party: bool
    """True where somebody other than the debtor is on the line."""
    heard: str
    """The agent's last words; empty where the debtor only picks up."""
    facts: tuple[Told, ...]
    """What this move discloses; for a hint what may be let slip, named by its topic, never the fact."""
    belief: Told | None
    grounding: tuple[CitedClause, ...]
    own_lines: tuple[OwnLine, ...]
    """The persona's own lines for `move.kind` and `move.then`."""
    recent: Sequence[Turn]
    said: tuple[str, ...]
    """Everything the debtor has said in this call; none of it may be said again."""
    seed: int
    turn: int
