"""A signal: something recognisable in one utterance, described by patterns and examples.

Acts and rules are built from signals; the Reader recognises each of them once.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Stance = Literal["asserted", "negated", "quoted", "policy", "conditional", "question", "hearsay", "corrected"]
"""How a sentence holds what it says: `negated` (我们不会…), `quoted` (您刚才说"…"), `policy` (规定禁止…),
`conditional` (如果…), `question`, `hearsay` (网上说…), `corrected` (taken back in the same breath: …不对，我说错了)."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern {pattern!r} is not a regular expression ({error})") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles), Field(min_length=1)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]


class InLanguages(BaseModel):
    """One short text in Chinese and English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


class Patterns(BaseModel):
    """Regular expressions, matched on the normal form: simplified script, half-width, lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: tuple[Pattern, ...] = ()
    en: tuple[Pattern, ...] = ()

    def for_(self, language: str) -> tuple[str, ...]:
        return self.en if language.startswith("en") else self.zh


class Sentences(BaseModel):
    """Example sentences, at most one utterance each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: tuple[Sentence, ...] = ()
    en: tuple[Sentence, ...] = ()

    def for_(self, language: str) -> tuple[str, ...]:
        return self.en if language.startswith("en") else self.zh

    def all(self) -> tuple[tuple[str, str], ...]:
        """(language, sentence) pairs."""
        return (*(("zh", text) for text in self.zh), *(("en", text) for text in self.en))


class Recognition(BaseModel):
    """How a signal is recognised in one sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    patterns: Patterns = Patterns()
    unless: Patterns = Patterns()
    """A sentence that matches one of these does not carry the signal."""
    examples: Sentences
    counter_examples: Sentences = Sentences()
    """Sentences that look alike and are not it: one word apart, negated, quoted."""
    stances: tuple[Stance, ...] = ("asserted", "conditional", "question")
    """The stances in which the signal counts."""
    by_meaning: bool = True
    """False: patterns only; examples are then tests, not material for the encoder."""

    @model_validator(mode="after")
    def _has_something(self) -> Recognition:
        if not (self.examples.zh or self.examples.en):
            raise ValueError("at least one example is needed")
        return self


class Signal(BaseModel):
    """A named recognition, bound to a speaker."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    speaker: Literal["agent", "debtor"] = "agent"
    group: str | None = None
    """Signals of one group share what the second ear knows: first whether any of them was meant, then which."""
    implies: str | None = None
    """The act that whoever hears this signal has heard too: a threat is a threat, whichever rule it breaks."""
    false_alarm: float = Field(default=1.0, gt=0)
    """What hearing it wrongly costs, in misses: it is heard where the odds for it are above this."""
    recognise: Recognition


_FALSE_ACT = 0.4
"""Missing that somebody was greeted or understood costs more than hearing it too easily."""
_FALSE_MISCONDUCT = 1.5
"""An agent wrongly called dismissive or sarcastic stops believing the scorecard."""


class Act(BaseModel):
    """What one side does with an utterance: one file in `acts/agent` or `acts/debtor`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    speaker: Literal["agent", "debtor"] = "agent"
    label: InLanguages
    about: str = Field(min_length=1)
    """One sentence for trainers: when an utterance counts as this act."""
    group: Literal["misconduct"] | None = None
    """`misconduct`: acts that wrong the person on the line; they are learned together."""
    recognise: Recognition

    def signal(self) -> Signal:
        costs = _FALSE_MISCONDUCT if self.group else _FALSE_ACT
        return Signal(id=self.id, speaker=self.speaker, group=self.group, false_alarm=costs, recognise=self.recognise)
