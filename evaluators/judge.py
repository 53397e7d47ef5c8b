"""A second reader for what rules cannot hear: an optional language model that may only add findings.

Turns go in as data with ids made here. Code checks every answer: the turn is an agent turn, the quote stands in
it, the category exists, nothing repeats a deterministic finding. A judge never praises, never lifts, and what it
fails to judge stays unscored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluators.examiner import Examination
from evaluators.finding import CATEGORIES, Dimension, Finding, Unscored
from evaluators.rule import Rule
from evaluators.wording import fit, in_script
from knowledge import Library
from peilian.content import JudgeError, ModelError
from peilian.dialogue.call import Call
from peilian.llm import ChatModel, Message, Options

JUDGED: tuple[Dimension, ...] = ("courtesy", "legality")
_MOST_ANSWERS = 40


class Answer(BaseModel):
    """One slip a judge claims."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turn: str
    category: str
    quote: str = Field(min_length=1, max_length=600)
    why: str = Field(min_length=1, max_length=600)
    better: str = Field(min_length=1, max_length=600)


class Answers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    slips: tuple[Answer, ...] = Field(max_length=_MOST_ANSWERS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge added, what it left unscored, and how many of its claims did not hold."""

    findings: tuple[Finding, ...] = ()
    unscored: tuple[Unscored, ...] = ()
    dropped: int = 0
    reasons: tuple[str, ...] = field(default=())
    """Why claims were dropped, for the log."""


async def judge(examination: Examination, model: ChatModel, *, rules: Sequence[Rule], library: Library) -> Verdict:
    """Ask once per dimension; a dimension whose answer cannot be used is unscored."""
    findings: list[Finding] = []
    unscored: list[Unscored] = []
    reasons: list[str] = []
    for dimension in JUDGED:
        try:
            answers = await _ask(examination.call, dimension, model)
        except ModelError as error:
            unscored.append(_failed(dimension, error, examination.call.language))
            continue
        for answer in answers.slips:
            checked = _checked(answer, dimension, examination, findings, rules, library)
            if isinstance(checked, str):
                reasons.append(checked)
            else:
                findings.append(checked)
    return Verdict(tuple(findings), tuple(unscored), len(reasons), tuple(reasons))


async def _ask(call: Call, dimension: Dimension, model: ChatModel) -> Answers:
    messages = judge_messages(call, dimension)
    text = await model.complete(messages, Options(temperature=0.0, max_tokens=1500), schema=Answers.model_json_schema())
    try:
        return Answers.model_validate(_json(text))
    except (ValidationError, ValueError, RecursionError) as error:
        raise JudgeError("the judge's answer does not have the form asked for", kind="bad_answer") from error


def _json(text: str) -> Any:
    return json.loads(text, parse_constant=_no_constants)


def _no_constants(name: str) -> Any:
    raise ValueError(f"{name} is not a value")


def judge_messages(call: Call, dimension: Dimension) -> list[Message]:
    """The prompt: instructions, then the call as JSON. Nothing hidden of the persona goes in."""
    turns = [{"id": f"t{index}", "speaker": turn.speaker, "text": turn.text} for index, turn in enumerate(call.turns)]
    account = call.account.model_dump(mode="json", exclude_none=True)
    data = {"jurisdiction": call.jurisdiction, "answered_by": call.call.answered_by, "account": account, "turns": turns}
    instructions = _prompt("judge_en" if call.language == "en-US" else "judge_zh")
    filled = instructions.replace("{dimension}", dimension).replace("{categories}", ", ".join(CATEGORIES[dimension]))
    return [Message("system", filled), Message("user", json.dumps(data, ensure_ascii=False))]


@cache
def _prompt(name: str) -> str:
    return (Path(__file__).parent / "prompts" / f"{name}.txt").read_text(encoding="utf-8")


def _checked(
    answer: Answer,
    dimension: Dimension,
    examination: Examination,
    already: Sequence[Finding],
    rules: Sequence[Rule],
    library: Library,
) -> Finding | str:
    """The answer as a finding, or why it does not hold."""
    call = examination.call
    index = int(answer.turn[1:]) if answer.turn[:1] == "t" and answer.turn[1:].isdecimal() else -1
    if not 0 <= index < len(call.turns) or call.turns[index].speaker != "agent":
        return f"{answer.turn}: not an agent turn"
    start = call.turns[index].text.find(answer.quote)
    if start < 0:
        return f"{answer.turn}: the quote does not stand in the turn"
    if answer.category not in CATEGORIES[dimension]:
        return f"{answer.turn}: unknown category {answer.category!r}"
    if any(_same(one, index, answer.category) for one in [*examination.findings, *already]):
        return f"{answer.turn}: found already"
    cited = _clauses(dimension, answer.category, rules, library, call)
    if dimension == "legality" and not cited:
        return f"{answer.turn}: no clause in force for {answer.category!r}"
    return Finding(
        dimension=dimension,
        rule=f"judge-{answer.category.replace('_', '-')}",
        category=answer.category,
        severity="major" if dimension == "legality" else "minor",
        scope="turn",
        turn=index,
        quote=answer.quote,
        start=start,
        end=start + len(answer.quote),
        reason=in_script(answer.why, call.language),
        better=in_script(answer.better, call.language),
        citations=tuple(library.citation(id) for id in cited),
        source="judge",
    )


def _same(finding: Finding, turn: int, category: str) -> bool:
    return finding.turn == turn and finding.category == category and finding.severity != "praise"


def _clauses(
    dimension: Dimension, category: str, rules: Sequence[Rule], library: Library, call: Call
) -> tuple[str, ...]:
    """The clauses that this category's own rules rest on, in force on the day of the call."""
    day = call.call.debtor_day()
    for rule in rules:
        if rule.dimension == dimension and rule.category == category and rule.severity != "praise":
            cited = tuple(id for id in rule.citations if library.in_force(id, day))
            if cited:
                return cited
    return ()


def _failed(dimension: Dimension, error: ModelError, language: str) -> Unscored:
    why: Mapping[str, str] = {
        "zh": f"评审模型没有给出可用的结论（{error.kind}），这一项不计分",
        "en": f"the judge gave no usable answer ({error.kind}); not scored",
    }
    return Unscored(
        dimension=dimension, rule="judge", reason=fit(why["en" if language == "en-US" else "zh"], language, None)
    )
