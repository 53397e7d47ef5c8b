"""How often a turn of a call is given the right clauses, and how often none where no law is at issue.

python -m bench.grounding [--misses]     over our own turns (tests/knowledge/turns.jsonl)
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bench.intervals import rate
from knowledge import Library, MemoryIndex, SearchResult, ground
from peilian.encoder import UniversalSentenceEncoder

_TURNS = Path(__file__).resolve().parents[1] / "tests" / "knowledge" / "turns.jsonl"
_DAY = date(2026, 11, 18)


def main() -> None:
    rows: list[dict[str, Any]] = [json.loads(line) for line in _TURNS.read_text(encoding="utf-8").splitlines()]
    index = MemoryIndex(Library.load(), UniversalSentenceEncoder(threads=1))
    found = [ground(row["text"], index, jurisdiction=row["jurisdiction"], on=_DAY) for row in rows]
    legal = [(row, clauses) for row, clauses in zip(rows, found, strict=True) if row["facts"]]
    other = [(row, clauses) for row, clauses in zip(rows, found, strict=True) if not row["facts"]]
    print(f"right clause among the three: {rate(sum(_right(*one) for one in legal), len(legal))}")
    print(f"none at all, though law is at issue: {rate(sum(not clauses for _, clauses in legal), len(legal))}")
    print(f"none where no law is at issue: {rate(sum(not clauses for _, clauses in other), len(other))}")
    if "--misses" in sys.argv:
        for row, clauses in (*legal, *other):
            if (row["facts"] and not _right(row, clauses)) or (clauses and not row["facts"]):
                print(f"  {row['facts']} {[clause.clause for clause in clauses]}: {row['text']}")


def _right(row: dict[str, Any], clauses: tuple[SearchResult, ...]) -> bool:
    return any(set(clause.facts) & set(row["facts"]) for clause in clauses)


if __name__ == "__main__":
    main()
