"""A scorecard for the terminal."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evaluators import Finding, Scorecard
from peilian.dialogue.call import Call

_WORDS = {
    "zh": {
        "courtesy": "礼貌",
        "accuracy": "准确",
        "legality": "合规",
        "overall": "总分",
        "passed": "通过",
        "failed": "未通过",
        "open": "待评",
        "unscored": "未评",
        "critical": "红线",
        "major": "严重",
        "minor": "轻微",
        "praise": "加分",
        "turn": "句",
        "quote": "原话",
        "reason": "原因",
        "better": "可以这样说",
        "law": "依据",
        "hidden": "没问出来的情况",
    },
    "en": {
        "courtesy": "Courtesy",
        "accuracy": "Accuracy",
        "legality": "Legality",
        "overall": "Overall",
        "passed": "passed",
        "failed": "not passed",
        "open": "open",
        "unscored": "not scored",
        "critical": "red line",
        "major": "major",
        "minor": "minor",
        "praise": "credit",
        "turn": "Turn",
        "quote": "Said",
        "reason": "Why",
        "better": "Better",
        "law": "Basis",
        "hidden": "Left undiscovered",
    },
}
_ORDER = {"critical": 0, "major": 1, "minor": 2, "praise": 3}
_STYLE = {"critical": "bold red", "major": "yellow", "minor": "", "praise": "green"}


def scorecard_table(out: TextIO, call: Call, card: Scorecard) -> None:
    """Scores, then findings, worst first."""
    words = _WORDS["en" if call.language == "en-US" else "zh"]
    console = Console(file=out, highlight=False, markup=False, width=110 if not out.isatty() else None)
    verdict = {True: words["passed"], False: words["failed"], None: words["open"]}[card.passed]
    console.print(Text(f"{call.id}  {card.rubric}  {verdict}", style="bold"))
    scores = Table(show_edge=False)
    for name in ("courtesy", "accuracy", "legality", "overall"):
        scores.add_column(words[name], justify="right")
    scores.add_row(
        *(_number(getattr(card.scores, name), words) for name in ("courtesy", "accuracy", "legality", "overall"))
    )
    console.print(scores)
    console.print(_findings(card, words))
    for fact in card.outcome.undiscovered or ():
        console.print(Text(f"{words['hidden']}: {fact}"))
    for entry in card.unscored:
        about = words.get(entry.dimension, entry.dimension)
        console.print(Text(f"{words['unscored']} {about} · {entry.rule}: {entry.reason}", style="dim"))


def _number(value: int | None, words: dict[str, str]) -> str:
    return words["unscored"] if value is None else str(value)


def _findings(card: Scorecard, words: dict[str, str]) -> Table:
    table = Table(show_lines=True)
    for column in ("turn", "", "quote", "reason", "better", "law"):
        # Chinese has no blanks to break at; without folding a long cell would be cut off.
        table.add_column(words.get(column, ""), overflow="fold")
    for finding in sorted(card.findings, key=lambda one: (_ORDER[one.severity], one.turn or 0)):
        table.add_row(
            str(finding.turn),
            Text(words[finding.severity], style=_STYLE[finding.severity]),
            Text(finding.quote),
            Text(finding.reason),
            Text(finding.better),
            Text(_basis(finding)),
        )
    return table


def _basis(finding: Finding) -> str:
    return "\n".join(f"{citation.law} {citation.article or ''}".strip() for citation in finding.citations)
