"""Rules, rubrics and the arithmetic of the score: examine(call) -> findings, score(findings, rubric) -> Scorecard."""

from evaluators.examiner import Examination, Examiner
from evaluators.finding import Finding, Outcome, Scorecard, Unscored, Versions
from evaluators.judge import Verdict, judge
from evaluators.rubric import Rubric, load_rubrics
from evaluators.rule import Rule, load_rules
from evaluators.scoring import score

__all__ = [
    "Examination",
    "Examiner",
    "Finding",
    "Outcome",
    "Rubric",
    "Rule",
    "Scorecard",
    "Unscored",
    "Verdict",
    "Versions",
    "judge",
    "load_rubrics",
    "load_rules",
    "score",
]
