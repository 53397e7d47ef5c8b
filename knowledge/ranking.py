"""From nearest passages to clauses: meaning and spelling weighed together, exact terms first, abstention last.

The one place where both indexes decide; knows nothing of how vectors are stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.calibration import Calibration, calibration_for
from knowledge.clause import Clause, Jurisdiction
from knowledge.lexical import Lexicon
from knowledge.library import Library
from knowledge.passages import ELSEWHERE, Passage
from knowledge.query import Query, QueryReader, articles_in
from knowledge.search import SearchResult
from knowledge.vectors import Near, Neighbours
from peilian.content import InputError
from peilian.dialogue.ports import Encoder

_NEAREST = 60
_ELSEWHERE_NEAREST = 2
_LONGEST = 2_000
_ARTICLE_NAMED = 0.5
_LAW_NAMED = 0.1
_TERM_QUOTED = 0.05


class Ranking:
    """Ranks the clauses of one library for questions encoded by one encoder."""

    def __init__(
        self, library: Library, encoder: Encoder, passages: Iterable[Passage], calibration: Calibration | None = None
    ) -> None:
        texts: dict[str, list[str]] = {}
        for passage in (passage for passage in passages if passage.clause):
            texts.setdefault(passage.clause, []).append(passage.text)
        self._library = library
        self._encoder = encoder
        self._calibration = calibration or calibration_for(encoder.name)
        self._texts = {id: "\n".join(lines).lower() for id, lines in texts.items()}
        self._lexicon = Lexicon(texts)
        self._reader = QueryReader()

    def search(
        self, query: str, neighbours: Neighbours, *, top: int, jurisdiction: Jurisdiction | None, on: date | None
    ) -> list[SearchResult]:
        """See `Retriever.search`. Raises `InputError` for a query over 2,000 characters or `top` below 1."""
        if len(query) > _LONGEST:
            raise InputError(f"the question has {len(query)} characters — ask in at most 2,000")
        if top < 1:
            raise InputError(f"top is {top} — ask for at least one result")
        asked = self._reader.read(query)
        if not any(sign.isalpha() for sign in asked.text):
            return []
        fused = self.rank(asked, neighbours, jurisdiction, on)
        if not fused or self._calibration.likelihood(max(score for _, score in fused)) <= 0.5:
            return []
        return [self._result(clause, score, asked) for clause, score in fused[:top]]

    def best_score(self, query: str, neighbours: Neighbours, jurisdiction: Jurisdiction | None) -> float:
        """The best fused score whatever the day; minus one where nothing is near."""
        ranked = self.rank(self._reader.read(query), neighbours, jurisdiction, None)
        return max((score for _, score in ranked), default=-1.0)

    def rank(
        self, asked: Query, neighbours: Neighbours, jurisdiction: Jurisdiction | None, on: date | None
    ) -> list[tuple[Clause, float]]:
        """Every candidate with its fused score, best first, ties by id; no abstention yet."""
        fused = [
            (clause, score)
            for id, score in self.fuse(asked, neighbours, jurisdiction).items()
            if _wanted(clause := self._library.clause(id), jurisdiction, on)
        ]
        fused.sort(key=lambda pair: (pair[0].superseded_by is not None and on is None, -round(pair[1], 5), pair[0].id))
        return fused

    def fuse(self, asked: Query, neighbours: Neighbours, jurisdiction: Jurisdiction | None) -> dict[str, float]:
        """clause id -> fused score, unordered and before dates and abstention.

        A question of several sentences is asked whole and sentence by sentence; the best counts.
        """
        best: dict[str, float] = {}
        for part, vector in zip(asked.parts, self._encoder.encode(asked.parts), strict=True):
            dense, floor = self._pool(neighbours.nearest(vector, _NEAREST, jurisdiction))
            lexical = self._lexicon.score(part)
            away = self._calibration.elsewhere * _mean(neighbours.nearest(vector, _ELSEWHERE_NEAREST, ELSEWHERE))
            for id in dense.keys() | lexical.keys():
                score = dense.get(id, floor) + self._calibration.lexical * lexical.get(id, 0.0) - away
                best[id] = max(best.get(id, score), score)
        for id, bonus in self._exact(asked).items():
            best[id] = best.get(id, 0.0) + bonus
        return best

    def _pool(self, near: list[Near]) -> tuple[dict[str, float], float]:
        """The likeness of each clause from its nearest passages, and the most that an absent passage can have."""
        floor = near[-1][1] if near else 0.0
        weights = self._calibration.pool
        by_clause: dict[str, list[float]] = {}
        for id, likeness in near:
            by_clause.setdefault(id, []).append(likeness)
        pooled = {}
        for id, found in by_clause.items():
            padded = [*found, *[floor] * len(weights)]
            pooled[id] = sum(weight * likeness for weight, likeness in zip(weights, padded, strict=False))
        return pooled, floor

    def _exact(self, asked: Query) -> dict[str, float]:
        """What is added for laws, articles and quoted terms that the question names."""
        text = asked.text.lower()
        laws = {id for id, law in self._library.laws.items() if any(name.lower() in text for name in law.names)}
        if not laws and not asked.articles and not asked.quoted:
            return {}
        found: dict[str, float] = {}
        for id, words in self._texts.items():
            clause = self._library.clause(id)
            named = clause.law_id in laws
            bonus = _LAW_NAMED * named + _TERM_QUOTED * any(term in words for term in asked.quoted)
            if (named or not laws) and _names_article(asked, clause):
                bonus += _ARTICLE_NAMED
            if bonus:
                found[id] = bonus
        return found

    def _result(self, clause: Clause, score: float, asked: Query) -> SearchResult:
        law = self._library.law(clause.law_id)
        likelihood = self._calibration.likelihood(score)
        return SearchResult.of(clause, law, score=likelihood, language=asked.language)


def _mean(near: list[Near]) -> float:
    return sum(likeness for _, likeness in near) / len(near) if near else 0.0


def _wanted(clause: Clause, jurisdiction: Jurisdiction | None, on: date | None) -> bool:
    return (jurisdiction is None or clause.jurisdiction == jurisdiction) and (on is None or clause.in_force_on(on))


def _names_article(asked: Query, clause: Clause) -> bool:
    """True where the question names the clause's article or a whole section that holds it."""
    own = articles_in(clause.article or "")
    return any(article == named or article.startswith(f"{named}(") for article in own for named in asked.articles)
