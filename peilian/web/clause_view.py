"""A clause as pages show it: what it asks, how binding it is and how well it was checked."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Library
from knowledge.citation import Citation


@dataclass(frozen=True, slots=True)
class ClauseView:
    law: str
    article: str | None
    rank: str
    is_law: bool
    """False for standards, guides and house rules, which are never called law."""
    rule: str
    breaks: str
    instead: str
    confidence: str
    since: str | None
    until: str | None


def clause_view(library: Library, clause_id: str, language: str) -> ClauseView | None:
    """None where the law pack holds the clause no more."""
    clause = library.clauses.get(clause_id)
    if clause is None:
        return None
    law = library.law(clause.law_id)
    since, until = (day.isoformat() if day else None for day in clause.in_force)
    return ClauseView(
        law=law.name,
        article=clause.article,
        rank=law.rank.label(language),
        is_law=law.rank.is_law,
        rule=clause.rule.said_in(language),
        breaks=clause.breaks.said_in(language) if clause.breaks else "",
        instead=clause.instead.said_in(language) if clause.instead else "",
        confidence=clause.confidence,
        since=since,
        until=until,
    )


def cited(library: Library, citation: Citation, language: str) -> ClauseView:
    """The clause behind a citation; only its address where the law pack holds it no more."""
    known = clause_view(library, citation.clause, language)
    if known is not None:
        return known
    law = library.laws.get(citation.law_id)
    rank = law.rank.label(language) if law else "—"
    is_law = law is not None and law.rank.is_law
    return ClauseView(citation.law, citation.article, rank, is_law, "", "", "", "memory", None, None)
