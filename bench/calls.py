"""Truth of whole calls: violations on the right turn, false serious findings, bands, clean calls that fail.

python -m bench.calls [GOLD_FOLDER] [--findings]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.engine import assembly
from bench.gold import folder
from bench.intervals import rate
from evaluators import Finding, Scorecard
from peilian.dialogue.call import Call, parse_call
from peilian.practice.assembly import Assembly
from peilian.practice.scoring import scorecard


@dataclass(frozen=True, slots=True)
class Labelled:
    call: Call
    labels: dict[str, Any]
    card: Scorecard


OWN = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "calls"


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    parts = assembly()
    if "--gold" not in sys.argv:
        _measure(parts, "own calls", OWN)
    place = folder(arguments[0] if arguments else None) if "--own" not in sys.argv else None
    if place is not None:
        _measure(parts, "labelled calls", place / "calls_dev")


def _measure(parts: Assembly, name: str, place: Path) -> None:
    calls = []
    for labels in sorted(place.glob("*.labels.json")):
        source = labels.with_name(labels.name.replace(".labels", ""))
        call = parse_call(source.read_text(encoding="utf-8"), source.name)
        calls.append(Labelled(call, json.loads(labels.read_text(encoding="utf-8")), scorecard(parts, call)))
    print(f"— {name}: {len(calls)} —")
    _violations(calls)
    _accuracy(calls)
    _bands(calls)
    if "--findings" in sys.argv:
        for one in calls:
            _show(one)


def _show(one: Labelled) -> None:
    """What was labelled and what was found, side by side; own calls only are for reading."""
    print(f"{one.call.id}: {one.card.scores}")
    for kind in ("violations", "accuracy_errors", "courtesy_errors"):
        for label in one.labels.get(kind, []):
            what = label.get("category") or label.get("kind")
            print(f"   label   {label.get('turn')} {kind} {what} {label.get('quote', '')[:60]}")
    for finding in one.card.findings:
        if finding.severity != "praise":
            print(f"   found   {finding.turn} {finding.severity} {finding.rule} {finding.quote[:60]}")


def _violations(calls: list[Labelled]) -> None:
    wanted = [(one, label) for one in calls for label in one.labels["violations"]]
    critical = [(one, label) for one, label in wanted if label["severity"] == "critical"]
    print(f"violations on the right turn: {rate(sum(_found(one, label) for one, label in wanted), len(wanted))}")
    print(f"critical on the right turn: {rate(sum(_found(one, label) for one, label in critical), len(critical))}")
    false = [(one.call.id, finding.rule) for one in calls for finding in _serious(one) if not _labelled(one, finding)]
    print(f"serious findings nobody labelled: {len(false)} in {len(calls)} calls")
    clean = [one for one in calls if one.labels["legality"] == "clean"]
    serious = sum(bool(list(_serious(one))) for one in clean)
    print(f"clean calls with a serious legality finding: {rate(serious, len(clean))}")
    print(f"clean calls failed as critical: {rate(sum(one.card.critical for one in clean), len(clean))}")
    either = [one for one in calls if not one.labels.get("critical_either")]
    right = sum(one.card.critical == one.labels["critical"] for one in either)
    print(f"critical flag right: {rate(right, len(either))}")


def _serious(one: Labelled) -> Iterator[Finding]:
    return (
        finding
        for finding in one.card.findings
        if finding.dimension == "legality" and finding.severity in ("critical", "major")
    )


def _found(one: Labelled, label: dict[str, Any]) -> bool:
    categories = {label["category"], *label.get("alt_categories", [])}
    turns = {label.get("turn"), *label.get("alt_turns", [])}
    anywhere = label.get("scope") == "call"
    return any(
        finding.category in categories and (anywhere or finding.turn in turns)
        for finding in one.card.findings
        if finding.dimension == "legality" and finding.severity != "praise"
    )


def _labelled(one: Labelled, finding: Finding) -> bool:
    spots = [*one.labels["violations"], *one.labels.get("ambiguous_ok", []), *one.labels["accuracy_errors"]]
    return any(
        spot.get("scope") == "call" or finding.turn in {spot.get("turn"), *spot.get("alt_turns", [])} for spot in spots
    )


def _accuracy(calls: list[Labelled]) -> None:
    wanted = [(one, label) for one in calls for label in one.labels["accuracy_errors"]]
    hits = sum(
        any(
            finding.dimension == "accuracy" and finding.turn in {label["turn"], *label.get("alt_turns", [])}
            for finding in one.card.findings
        )
        for one, label in wanted
    )
    print(f"accuracy errors on the right turn: {rate(hits, len(wanted))}")
    found = [(one, finding) for one in calls for finding in one.card.findings if finding.dimension == "accuracy"]
    right = sum(
        any(label["turn"] == finding.turn for label in one.labels["accuracy_errors"]) or _labelled(one, finding)
        for one, finding in found
    )
    print(f"accuracy findings that were labelled: {rate(right, len(found))}")


def _bands(calls: list[Labelled]) -> None:
    for dimension in ("courtesy", "accuracy", "legality"):
        scored = [(one, getattr(one.card.scores, dimension)) for one in calls]
        good = sum(_band(value) in one.labels["acceptable_bands"][dimension] for one, value in scored)
        shown = ", ".join(f"{one.call.id.split('_')[0]}:{value}" for one, value in scored)
        print(f"band of {dimension} acceptable: {rate(good, len(scored))}  ({shown})")


def _band(value: int | None) -> str:
    if value is None:
        return "unscored"
    return "high" if value >= 80 else "mid" if value >= 60 else "low"


if __name__ == "__main__":
    main()
