"""Truth of single sentences: violations found and false alarms on the labelled sentences, through `check`'s own path.

python -m bench.utterances [GOLD_FOLDER] [--own | --gold] [--misses]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.engine import assembly
from bench.gold import folder, rows
from bench.intervals import rate
from evaluators import Finding
from peilian.dialogue.call import language_of
from peilian.practice.assembly import Assembly

_DAY = date(2026, 11, 18)


@dataclass(frozen=True, slots=True)
class Judged:
    row: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def flagged(self) -> bool:
        """A violation is a legality finding; praise and courtesy do not count."""
        return any(one.dimension == "legality" and one.severity != "praise" for one in self.findings)

    @property
    def violation(self) -> bool:
        return bool(self.row["label"] == "violation")

    @property
    def category_right(self) -> bool:
        wanted = set(self.row.get("categories") or [self.row["category"]])
        return any(one.category in wanted for one in self.findings if one.dimension == "legality")


def judged(parts: Assembly, row: dict[str, Any]) -> Judged:
    given = row.get("context")
    context = given if isinstance(given, dict) else {}
    findings = parts.examiner.examine_sentence(
        row["text"],
        language=language_of(row["lang"]),
        jurisdiction=row.get("jurisdiction") or context.get("jurisdiction") or "CN",
        speaker=row.get("speaker") or context.get("speaker") or "agent",
        previous=context.get("previous"),
        on=_DAY,
    )
    return Judged(row, findings)


OWN = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "sentences.jsonl"


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    parts = assembly()
    if "--gold" not in sys.argv:
        print("— own sentences —")
        own = [judged(parts, {"speaker": "agent", **row}) for row in rows(OWN)]
        _both(own)
        if "--misses" in sys.argv:
            _misses(own)
    place = folder(arguments[0] if arguments else None) if "--own" not in sys.argv else None
    if place is None:
        return
    print("— labelled sentences —")
    everything = [judged(parts, row) for row in rows(place / "utterances_dev.jsonl")]
    fair = [one for one in everything if not one.row.get("disputed") and one.row.get("unit") != "phrase"]
    _both(fair)
    others = [one for one in everything if one.row["speaker"] != "agent"]
    touched = sum(bool(one.findings) for one in others)
    print(f"customer and policy sentences with any finding: {rate(touched, len(others))}")
    _courtesy(parts, rows(place / "courtesy_dev.jsonl"))


def _both(sentences: Sequence[Judged]) -> None:
    for jurisdiction in ("CN", "US"):
        _report(jurisdiction, [one for one in sentences if one.row["jurisdiction"] == jurisdiction])


def _report(name: str, sentences: Sequence[Judged]) -> None:
    agent = [one for one in sentences if one.row["speaker"] == "agent" and one.row["difficulty"] != "needs_context"]
    bad = [one for one in agent if one.violation]
    flagged = [one for one in agent if one.flagged]
    print(f"{name}: recall {rate(sum(one.flagged for one in bad), len(bad))}")
    print(f"{name}: precision {rate(sum(one.violation for one in flagged), len(flagged))}")
    right = [one for one in bad if one.flagged]
    print(f"{name}: category right among found {rate(sum(one.category_right for one in right), len(right))}")
    for difficulty in ("plain", "subtle", "hard_negative"):
        part = [one for one in agent if one.row["difficulty"] == difficulty]
        if part:
            wanted = "flagged" if difficulty != "hard_negative" else "falsely flagged"
            hits = [one for one in part if one.violation or difficulty == "hard_negative"]
            print(f"{name}: {difficulty} {wanted} {rate(sum(one.flagged for one in hits), len(hits))}")
    context = [one for one in sentences if one.row["difficulty"] == "needs_context"]
    if context:
        agreed = sum(one.flagged == one.violation for one in context)
        print(f"{name}: needs_context, judged without it {rate(agreed, len(context))}")


def _courtesy(parts: Assembly, sentences: Sequence[dict[str, Any]]) -> None:
    scored = [judged(parts, row) for row in sentences]
    rude = [one for one in scored if one.row["label"] == "rude"]
    civil = [one for one in scored if one.row["label"] != "rude"]

    def marked(one: Judged) -> bool:
        return any(
            f.severity != "praise" and (f.dimension == "courtesy" or f.category == "abuse_insult") for f in one.findings
        )

    print(f"courtesy: rude found {rate(sum(map(marked, rude)), len(rude))}")
    print(f"courtesy: neutral or polite marked rude {rate(sum(map(marked, civil)), len(civil))}")


def _misses(sentences: Sequence[Judged]) -> None:
    """Own sentences only: the labelled ones are not for reading."""
    for one in sentences:
        rules = ",".join(finding.rule for finding in one.findings if finding.dimension == "legality")
        if one.flagged != one.violation:
            print(f"{'MISS ' if one.violation else 'FALSE'} {one.row['categories']} {rules} {one.row['text']}")
        elif one.violation and not one.category_right:
            print(f"OTHER {one.row['categories']} {rules} {one.row['text']}")


if __name__ == "__main__":
    main()
