"""A hit: where a rule fired and what belongs into its reason. Becomes a finding once it is worded and cited."""

from __future__ import annotations

from dataclasses import dataclass, field

from evaluators.finding import Scope, Source
from peilian.dialogue.reading import Span


@dataclass(frozen=True, slots=True)
class Hit:
    span: Span
    source: Source
    scope: Scope = "turn"
    slots: dict[str, str] = field(default_factory=dict)
    """`said` and `truth` for the reason, as text."""
    vague: bool = False
    """Heard only as one of a group: certain enough to mark, not to fail a call by itself."""
    unsure: bool = False
    """Heard from the meaning alone, likely but not surely: a red line is then a major fault."""


@dataclass(frozen=True, slots=True)
class NotEvaluable:
    """A rule that needs what this call does not tell."""

    reason_zh: str
    reason_en: str
