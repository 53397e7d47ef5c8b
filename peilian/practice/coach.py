"""The coach at the trainee's ear: where the call stands, what is missing, what was risky, which clauses apply.

Uses the same readings, findings and grounding as everything else; knows nothing hidden of the debtor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evaluators import Finding
from knowledge import SearchResult
from peilian.dialogue.call import Call
from peilian.dialogue.reading import Reading
from peilian.practice.assembly import Assembly

Step = Literal["open", "verify", "tell", "negotiate", "confirm", "close"]

SCRIPT: tuple[tuple[Step, frozenset[str]], ...] = (
    ("open", frozenset({"greet", "self_identify", "state_mandate", "announce_recording"})),
    ("verify", frozenset({"verify_identity"})),
    ("tell", frozenset({"state_debt", "mini_miranda"})),
    ("negotiate", frozenset({"ask_reason", "ask_ability", "ask_for_plan", "offer_instalments", "offer_relief"})),
    ("confirm", frozenset({"confirm_commitment", "arrange_follow_up", "leave_message", "offer_validation"})),
    ("close", frozenset({"close"})),
)
"""The course of a good call: 开场 核身 告知 协商 确认 结束."""

_QUESTIONS = frozenset(
    {"question", "ask_who", "ask_proof", "ask_number_source", "ask_consequence", "ask_relief", "ask_complaint_route"}
)
_FEELINGS = frozenset({"disclose_hardship", "disclose_illness", "disclose_bereavement", "disclose_job_loss", "cry"})

Hint = Literal[
    "answer_question", "take_up_feeling", "wellbeing", "stop_disclosing", "ask_reason", "give_route", "log_dispute"
]


@dataclass(frozen=True, slots=True)
class Advice:
    """One whisper."""

    steps: tuple[tuple[Step, bool], ...]
    """The script with what has been done."""
    hints: tuple[Hint, ...]
    """What the last thing heard asks for, most urgent first."""
    at_risk: tuple[Finding, ...]
    """Findings of the last agent turn, praise left out."""
    clauses: tuple[SearchResult, ...]
    """Clauses the last agent turn touches."""


def advise(
    parts: Assembly, call: Call, readings: Sequence[Reading], grounds: Sequence[tuple[SearchResult, ...]]
) -> Advice:
    """Advice for the next thing to say."""
    done = frozenset[str]().union(*(reading.ids() for reading in readings if reading.speaker == "agent"))
    findings = parts.examiner.examine_turn(call, readings)
    return Advice(
        steps=tuple((step, bool(acts & done)) for step, acts in SCRIPT),
        hints=tuple(_hints(call, readings, done)),
        at_risk=_once_each(finding for finding in findings if finding.severity != "praise"),
        clauses=grounds[-1] if grounds else (),
    )


def _once_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per rule: a false statement that also breaks the law is whispered once."""
    by_rule: dict[str, Finding] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, finding)
    return tuple(by_rule.values())


def _hints(call: Call, readings: Sequence[Reading], done: frozenset[str]) -> list[Hint]:
    debtor = [reading for reading in readings if reading.speaker == "debtor"]
    if not debtor:
        return []
    last = debtor[-1].ids()
    heard = frozenset[str]().union(*(reading.ids() for reading in debtor))
    wanted: list[tuple[Hint, bool]] = [
        ("wellbeing", "self_harm_hint" in last),
        ("stop_disclosing", "is_third_party" in heard or call.call.answered_by not in ("debtor", "unknown")),
        ("give_route", bool(last & {"threaten_complaint", "ask_complaint_route"})),
        ("log_dispute", bool(last & {"dispute_debt", "ask_validation"})),
        ("take_up_feeling", bool(last & _FEELINGS)),
        ("answer_question", bool(last & _QUESTIONS)),
        ("ask_reason", "state_debt" in done and "ask_reason" not in done),
    ]
    return [hint for hint, due in wanted if due]
