"""Two searchers over the same ranking: one whose vectors lie in embedded Chroma, one wholly in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from knowledge.calibration import Calibration
from knowledge.clause import Jurisdiction
from knowledge.library import Library
from knowledge.passages import passages_of
from knowledge.ranking import Ranking
from knowledge.search import SearchResult
from knowledge.snapshot import Snapshot, open_snapshot
from knowledge.vectors import MemoryNeighbours
from peilian.dialogue.ports import Encoder


class MemoryIndex:
    """Exact search in memory: needs no folder; encodes the whole library when made (seconds with a real encoder)."""

    def __init__(self, library: Library, encoder: Encoder, *, calibration: Calibration | None = None) -> None:
        passages = passages_of(library.clauses.values())
        self._ranking = Ranking(library, encoder, passages, calibration)
        self._neighbours = MemoryNeighbours(passages, encoder.encode([passage.text for passage in passages]))

    def search(
        self, query: str, *, top: int = 5, jurisdiction: Jurisdiction | None = None, on: date | None = None
    ) -> list[SearchResult]:
        """See `Retriever.search`."""
        return self._ranking.search(query, self._neighbours, top=top, jurisdiction=jurisdiction, on=on)

    def best_score(self, query: str, jurisdiction: Jurisdiction | None = None) -> float:
        """The fused score of the best clause before calibration, for those who calibrate."""
        return self._ranking.best_score(query, self._neighbours, jurisdiction)


class HybridIndex:
    """Search over vectors kept in a folder: encoded once per library and encoder, then opened at once."""

    def __init__(self, ranking: Ranking, snapshot: Snapshot) -> None:
        self._ranking = ranking
        self._snapshot = snapshot

    @classmethod
    def open(cls, library: Library, encoder: Encoder, folder: Path) -> Self:
        """The published snapshot in `folder`, built first where there is none for this library and encoder.

        Raises `KnowledgeError` where the folder cannot be written or read; `MemoryIndex` needs none.
        """
        passages = passages_of(library.clauses.values())
        snapshot = open_snapshot(folder, library.version, encoder, passages)
        return cls(Ranking(library, encoder, passages), snapshot)

    def search(
        self, query: str, *, top: int = 5, jurisdiction: Jurisdiction | None = None, on: date | None = None
    ) -> list[SearchResult]:
        """See `Retriever.search`."""
        return self._ranking.search(query, self._snapshot, top=top, jurisdiction=jurisdiction, on=on)

    def close(self) -> None:
        """Let go of the snapshot's files."""
        self._snapshot.close()
