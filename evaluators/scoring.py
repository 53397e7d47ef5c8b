"""score(findings, rubric) -> Scorecard: arithmetic over findings, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evaluators.examiner import Examination
from evaluators.finding import Dimension, Finding, Score, Scorecard, Scores, Unscored, Versions
from evaluators.rubric import DimensionRubric, Rubric
from evaluators.wording import fit

SCORED: tuple[Dimension, ...] = ("courtesy", "accuracy", "legality")


def score(
    examination: Examination,
    rubric: Rubric,
    *,
    versions: Versions,
    judged: Sequence[Finding] = (),
    judge_missing: Sequence[Unscored] = (),
) -> Scorecard:
    """The scorecard of one examined call; `judged` are a judge's findings, `judge_missing` what it failed to judge."""
    findings = tuple(
        sorted([*examination.findings, *judged], key=lambda one: (one.turn or 0, one.start, one.end, one.rule))
    )
    turns = len(examination.call.agent_turns())
    short = {dimension for dimension in SCORED if turns < _part(rubric, dimension).min_agent_turns}
    unjudged = {entry.dimension for entry in judge_missing}
    points = {
        dimension: None if dimension in short | unjudged else _points(dimension, findings, rubric)
        for dimension in SCORED
    }
    critical = any(one.dimension == "legality" and one.severity == "critical" for one in findings)
    scores = Scores(
        courtesy=points["courtesy"],
        accuracy=points["accuracy"],
        legality=points["legality"],
        overall=_overall(points, rubric),
    )
    return Scorecard(
        call=examination.call.id,
        rubric=rubric.name,
        versions=versions,
        scores=scores,
        critical=critical,
        passed=_passed(points, critical, rubric, only_judge_missing=bool(unjudged) and not short),
        findings=findings,
        outcome=examination.outcome,
        unscored=(*_too_short(short, turns, examination.call.language), *examination.unscored, *judge_missing),
    )


def _part(rubric: Rubric, dimension: str) -> DimensionRubric:
    part: DimensionRubric = getattr(rubric, dimension)
    return part


def _points(dimension: Dimension, findings: Sequence[Finding], rubric: Rubric) -> Score:
    part = _part(rubric, dimension)
    counted: Counter[str] = Counter()
    cost = earned = 0
    for finding in findings:
        home = rubric.process_counts_in if finding.dimension == "process" else finding.dimension
        if home != dimension:
            continue
        counted[finding.rule] += 1
        if counted[finding.rule] > part.same_rule_at_most:
            continue
        worth = rubric.rule_costs.get(finding.rule, getattr(part.costs, finding.severity))
        if finding.severity == "praise":
            earned += worth
        else:
            cost += worth
    total = max(0, min(100, part.start + min(earned, part.praise_at_most) - cost))
    return min(total, rubric.legality_cap) if dimension == "legality" and _capped(findings, rubric) else total


def _capped(findings: Sequence[Finding], rubric: Rubric) -> bool:
    severities = [one.severity for one in findings if one.dimension == "legality"]
    return "critical" in severities or severities.count("major") >= rubric.majors_for_cap


def _overall(points: dict[Dimension, Score | None], rubric: Rubric) -> Score | None:
    total = weight = 0
    for dimension, value in points.items():
        if value is None:
            return None
        total += value * _part(rubric, dimension).weight
        weight += _part(rubric, dimension).weight
    return (2 * total + weight) // (2 * weight)


def _passed(
    points: dict[Dimension, Score | None], critical: bool, rubric: Rubric, *, only_judge_missing: bool
) -> bool | None:
    below = any(value is not None and value < _part(rubric, dimension).pass_mark for dimension, value in points.items())
    if critical or below:
        return False
    if None in points.values():
        return None if only_judge_missing else False
    return True


def _too_short(short: set[Dimension], turns: int, language: str) -> list[Unscored]:
    zh = f"坐席只说了{turns}句，太少，不评这一项"
    en = f"the agent spoke only {turns} turn(s): too little to score this"
    why = fit(en if language.startswith("en") else zh, language, None)
    return [
        Unscored(dimension=dimension, rule="too-little-said", reason=why) for dimension in SCORED if dimension in short
    ]
