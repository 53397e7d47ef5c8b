"""The score is arithmetic over findings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators import Examination, Finding, Outcome, Rubric, Scorecard, Unscored, Versions, load_rubrics, score
from tests.builders import a_call

VERSIONS = Versions(app="t", reader="t", encoder=None, rules="t", knowledge="t", rubric="default@1")
LONG = ("您好", "你好", "请问是方先生吗", "是我", "跟您核对一下", "好", "再见", "再见")
CATEGORY = {"legality": "abuse_insult", "accuracy": "wrong_amount", "courtesy": "blaming"}


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubrics()["default"].value


def a_finding(dimension: str = "legality", severity: str = "major", rule: str = "some-rule", turn: int = 0) -> Finding:
    return Finding.model_validate(
        {
            "dimension": dimension,
            "rule": rule,
            "category": "empathy" if severity == "praise" else CATEGORY[dimension],
            "severity": severity,
            "scope": "turn",
            "turn": turn,
            "quote": "您",
            "start": 0,
            "end": 1,
            "reason": "因为",
            "better": "这样说",
            "source": "rule",
        }
    )


def scored(
    rubric: Rubric, *findings: Finding, turns: tuple[str, ...] = LONG, missing: Sequence[Unscored] = ()
) -> Scorecard:
    examination = Examination(a_call(*turns), findings, (), Outcome(), ())
    return score(examination, rubric, versions=VERSIONS, judge_missing=missing)


def test_a_call_without_findings_passes(rubric: Rubric) -> None:
    card = scored(rubric)
    assert card.passed is True
    assert card.scores.legality == 100


def test_one_critical_finding_fails_the_call_whatever_the_rest_says(rubric: Rubric) -> None:
    card = scored(rubric, a_finding(severity="critical"), *[a_finding("courtesy", "praise", f"p{i}") for i in range(9)])
    assert card.critical
    assert card.passed is False
    assert card.scores.legality is not None
    assert card.scores.legality <= 59


def test_two_majors_cap_legality_at_59_and_one_does_not(rubric: Rubric) -> None:
    one = scored(rubric, a_finding(rule="a")).scores.legality
    two = scored(rubric, a_finding(rule="a"), a_finding(rule="b")).scores.legality
    assert one is not None
    assert two is not None
    assert one >= 60 > two


def test_too_little_said_is_unscored_not_high(rubric: Rubric) -> None:
    card = scored(rubric, turns=("您好",))
    assert card.scores.courtesy is None
    assert card.scores.overall is None
    assert card.passed is False
    assert any(entry.dimension == "courtesy" for entry in card.unscored)


def test_a_failed_judge_leaves_its_part_open_not_zero(rubric: Rubric) -> None:
    card = scored(rubric, missing=(Unscored(dimension="courtesy", rule="judge", reason="timeout"),))
    assert card.scores.courtesy is None
    assert card.scores.overall is None
    assert card.passed is None
    assert card.scores.legality == 100


def test_a_failed_judge_does_not_reopen_a_red_line(rubric: Rubric) -> None:
    missing = (Unscored(dimension="courtesy", rule="judge", reason="timeout"),)
    assert scored(rubric, a_finding(severity="critical"), missing=missing).passed is False


@given(st.lists(st.sampled_from(["critical", "major", "minor"]), max_size=8))
def test_more_findings_never_raise_a_score(severities: list[str]) -> None:
    rubric = load_rubrics()["default"].value
    findings = [a_finding(severity=severity, rule=f"r{i}") for i, severity in enumerate(severities)]
    totals = [scored(rubric, *findings[:count]).scores.legality for count in range(len(findings) + 1)]
    assert all(after is not None and before is not None and after <= before for before, after in pairwise(totals))
