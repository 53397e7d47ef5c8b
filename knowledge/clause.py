"""One clause: what one article of one law, standard or policy asks, in plain words of our own.

Knows nothing of searching, and nothing of the law beyond its id. One file per clause; file name = id.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Jurisdiction = Literal["CN", "US"]
Confidence = Literal["verified", "secondary", "inferred", "memory"]
Severity = Literal["critical", "major", "minor"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(_Part):
    """The same thing said in Chinese and in English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said_in(self, language: str) -> str:
        """The words for `language` (`zh…` or anything else for English)."""
        return self.zh if language.lower().startswith("zh") else self.en


class Asks(_Part):
    """How people ask about it or say it, in their own words. They carry the search."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Parameter(_Part):
    """A number the clause sets, such as 7 calls or 30 days."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    value: str
    """As text: `3`, `22:00`, `0.24`."""
    unit: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Adoption(_Part):
    """That the organisation made this clause its own house policy."""

    by: str = Field(min_length=1)
    on: date
    basis: str = Field(min_length=1)


class Clause(_Part):
    """One article of one law as far as collection calls need it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """`<law_id>-<fact id lowercased without CN-/US->`, as `cn-gbt-45251-time-01`."""
    law_id: str
    article: str | None
    """As the law writes it: `第六十七条`, `§ 1692c(b)`, `12 CFR 1006.14(b)(2)`; null where unknown, never guessed."""
    jurisdiction: Jurisdiction
    confidence: Confidence
    """verified: the text was read; secondary: reported by others; inferred: follows from it; memory: nobody looked."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Short codes of what was read: `V` the text itself, `P` one paragraph of it, `S1`… second-hand sources."""
    reports: int | None = Field(default=None, ge=1)
    """How many separate outlets reported this very rule, where one source code stands for several of them."""
    in_force: tuple[date | None, date | None]
    """From (inclusive) and until (inclusive); null = unknown start, no known end."""
    supersedes: str | None = None
    superseded_by: str | None = None
    facts: tuple[str, ...] = ()
    """Rows of the fact sheet that it carries, as `CN-TIME-01`."""
    topic: Bilingual
    rule: Bilingual
    breaks: Bilingual | None = None
    """What breaks it; None where an organisation added its own text and nobody has written it yet."""
    instead: Bilingual | None = None
    """What to do instead; None like `breaks`."""
    parameters: tuple[Parameter, ...] = ()
    severity_advice: Severity
    asks: Asks = Asks()
    adopted: Adoption | None = None

    @model_validator(mode="after")
    def _dates_run_forward(self) -> Self:
        start, end = self.in_force
        if start is not None and end is not None and end < start:
            raise ValueError(f"in_force ends on {end} before it starts on {start}")
        return self

    @property
    def is_text_alone(self) -> bool:
        """True where it carries the text of its article and nobody has said yet what breaks it."""
        return self.breaks is None and self.instead is None

    def in_force_on(self, on: date) -> bool:
        """True where `on` lies between the clause's dates; an unknown start counts as long ago."""
        start, end = self.in_force
        return (start is None or start <= on) and (end is None or on <= end)


class ShippedClause(Clause):
    """A clause of the pack: what breaks it and what to do instead are always said."""

    breaks: Bilingual
    instead: Bilingual
