"""What a search answers with, and the port that every searcher implements."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from knowledge.clause import Clause, Confidence, Jurisdiction
from knowledge.law import Law
from knowledge.rank import Rank


class SearchResult(BaseModel):
    """Contract §3: one clause that answers a question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: str
    law_id: str
    law: str
    article: str | None
    text: str
    """Topic and rule in our own words, in the language of the query."""
    score: float = Field(ge=0, le=1)
    """Calibrated likelihood that it answers; where even the best stays under one half, nothing is shown."""
    in_force: tuple[str | None, str | None]
    """ISO dates from and until, both inclusive; null = unknown start, no known end."""
    rank: Rank
    confidence: Confidence
    facts: tuple[str, ...]

    @classmethod
    def of(cls, clause: Clause, law: Law, *, score: float, language: str) -> SearchResult:
        """The result that shows `clause` of `law` in `language`."""
        colon = "：" if language == "zh" else ": "
        start, end = (day.isoformat() if day else None for day in clause.in_force)
        return cls(
            clause=clause.id,
            law_id=law.id,
            law=law.name,
            article=clause.article,
            text=f"{clause.topic.said_in(language)}{colon}{clause.rule.said_in(language)}",
            score=score,
            in_force=(start, end),
            rank=law.rank,
            confidence=clause.confidence,
            facts=clause.facts,
        )


class Retriever(Protocol):
    """Finds the clauses that answer a question asked in people's own words."""

    def search(
        self, query: str, *, top: int = 5, jurisdiction: Jurisdiction | None = None, on: date | None = None
    ) -> list[SearchResult]:
        """The best `top` clauses, best first; an empty list = nothing answers.

        `on` leaves out what is not in force that day; without it, superseded clauses stand after current ones.
        """
        ...
