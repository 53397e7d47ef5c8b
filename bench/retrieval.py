"""How often the right clause is found, and how often silence is right.

`python -m bench.retrieval [GOLD.jsonl]` measures the labelled questions (skipped with one line where they are
absent) and our own; `--calibrate` cross-validates the abstention threshold on our own questions only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.intervals import rate
from knowledge.calibration import calibration_for
from knowledge.clause import Jurisdiction
from knowledge.index import MemoryIndex
from knowledge.library import Library
from knowledge.search import SearchResult
from peilian.encoder import UniversalSentenceEncoder

_REPO = Path(__file__).resolve().parent.parent
_GOLD = _REPO.parent / "shared" / "gold" / "retrieval_dev.jsonl"
_OWN = _REPO / "tests" / "knowledge" / "questions.jsonl"
_DEEPEST = 10
_SILENCE_COSTS = 5
"""How much worse silence on a question the library covers is than a weak answer to one it does not: who searches here
mostly asks what it covers, and sees the score."""


@dataclass(frozen=True, slots=True)
class Question:
    """One labelled question: the laws and articles that answer, or the facts; neither = nothing answers."""

    text: str
    jurisdiction: Jurisdiction
    accept: tuple[tuple[str | None, str | None], ...]
    """(law_id, article); a null article accepts any of the law."""
    facts: frozenset[str]

    @property
    def answerable(self) -> bool:
        return bool(self.accept or self.facts)

    def hit(self, result: SearchResult) -> bool:
        """True where the law is right and no article contradicts, or where a fact is shared."""
        by_law = any(
            law == result.law_id and (article is None or result.article is None or article == result.article)
            for law, article in self.accept
        )
        return by_law or bool(self.facts & set(result.facts))


def read_questions(path: Path) -> list[Question]:
    """The rows of a JSONL file of questions."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Question(
            text=row["query"],
            jurisdiction=row["jurisdiction"],
            accept=tuple((entry.get("law_id"), entry.get("article")) for entry in row.get("accept", ())),
            facts=frozenset(row.get("facts") or ()),
        )
        for row in rows
    ]


def measure(questions: Sequence[Question], index: MemoryIndex) -> list[str]:
    """Lines that say recall, MRR and both kinds of silence."""
    answerable = [question for question in questions if question.answerable]
    found = [_rank(question, _ask(index, question)) for question in answerable]
    silent = sum(not _ask(index, question) for question in answerable)
    refused = sum(not _ask(index, question) for question in questions if not question.answerable)
    lines = [f"  recall@{top}          {rate(_within(found, top), len(found))}" for top in (1, 3, 5)]
    mean = sum(1 / rank for rank in found if rank) / max(len(found), 1)
    lines.append(f"  MRR@{_DEEPEST}            {mean:.3f} (n={len(found)})")
    lines.append(f"  abstained rightly {rate(refused, len(questions) - len(answerable))}")
    lines.append(f"  abstained wrongly {rate(silent, len(answerable))}")
    return lines


def _ask(index: MemoryIndex, question: Question) -> list[SearchResult]:
    return index.search(question.text, top=_DEEPEST, jurisdiction=question.jurisdiction)


def _rank(question: Question, results: Iterable[SearchResult]) -> int | None:
    return next((rank for rank, result in enumerate(results, 1) if question.hit(result)), None)


def _within(ranks: Iterable[int | None], top: int) -> int:
    return sum(rank is not None and rank <= top for rank in ranks)


def report(name: str, questions: Sequence[Question], index: MemoryIndex) -> None:
    for jurisdiction in (None, "CN", "US"):
        some = [question for question in questions if jurisdiction in (None, question.jurisdiction)]
        print(f"{name} {jurisdiction or 'all'} ({len(some)} questions)")
        print("\n".join(measure(some, index)))


def calibrate(questions: Sequence[Question], library: Library, encoder: UniversalSentenceEncoder) -> None:
    """Print the threshold that costs least, and what five folds say of it on questions left out."""
    shipped = calibration_for(encoder.name)
    index = MemoryIndex(library, encoder)
    tops = [(index.best_score(question.text, question.jurisdiction), question.answerable) for question in questions]
    kept = refused = 0
    for fold in range(5):
        threshold = _best_threshold([pair for at, pair in enumerate(tops) if at % 5 != fold])
        for score, answerable in tops[fold::5]:
            kept += answerable and score > threshold
            refused += not answerable and score <= threshold
    wanted = sum(answerable for _, answerable in tops)
    print(f"midpoint {_best_threshold(tops):.3f} (shipped {shipped.midpoint}) for {encoder.name}")
    print(f"  left out: answered {rate(kept, wanted)}, abstained rightly {rate(refused, len(tops) - wanted)}")


def _best_threshold(tops: Sequence[tuple[float, bool]]) -> float:
    """The middle of the thresholds that cost least."""
    yes, no = [score for score, wanted in tops if wanted], [score for score, wanted in tops if not wanted]
    steps = [step / 200 for step in range(-100, 300)]
    quality = [
        _SILENCE_COSTS * sum(score > step for score in yes) / len(yes) + sum(score <= step for score in no) / len(no)
        for step in steps
    ]
    best = [step for step, value in zip(steps, quality, strict=True) if value > max(quality) - 1e-9]
    return sum(best) / len(best)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=_GOLD, help="labelled questions (JSONL)")
    parser.add_argument("--own", action="store_true", help="only our own questions")
    parser.add_argument("--calibrate", action="store_true", help="cross-validate the threshold on our own questions")
    chosen = parser.parse_args(arguments)
    encoder = UniversalSentenceEncoder(threads=2)
    library = Library.load()
    own = read_questions(_OWN)
    if chosen.calibrate:
        calibrate(own, library, encoder)
        return 0
    index = MemoryIndex(library, encoder)
    report("own", own, index)
    if chosen.own:
        return 0
    if not chosen.gold.is_file():
        print(f"skipped: no labelled questions at {chosen.gold}", file=sys.stderr)
        return 0
    report("labelled", read_questions(chosen.gold), index)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
