"""Findings and scorecards: the contract other programs read (Scorecard v1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from knowledge.citation import Citation

Dimension = Literal["legality", "accuracy", "courtesy", "process"]
Severity = Literal["critical", "major", "minor", "praise"]
Scope = Literal["turn", "call", "omission"]
Source = Literal["rule", "context", "ledger", "judge"]

LEGALITY_CATEGORIES = (
    "threat_violence",
    "abuse_insult",
    "third_party_disclosure",
    "impersonation_official",
    "false_legal_threat",
    "harassment_frequency_or_hours",
    "misrepresent_amount_or_fees",
    "privacy_overreach",
    "induce_new_debt",
    "misleading_credit_or_criminal",
    "illegal_interest",
    "failure_to_identify",
)
ACCURACY_CATEGORIES = (
    "wrong_amount",
    "wrong_days",
    "wrong_date",
    "wrong_policy",
    "wrong_law",
    "uncommitted_promise",
    "wrong_name",
)
COURTESY_CATEGORIES = (
    "dismissive",
    "sarcastic",
    "no_empathy",
    "no_greeting",
    "no_closing",
    "commanding",
    "insult",
    "blaming",
    "interrupting",
)
PROCESS_CATEGORIES = (
    "identity_not_verified",
    "debt_before_identity",
    "mandate_not_stated",
    "recording_not_announced",
    "reason_not_asked",
    "commitment_not_confirmed",
    "note_missing",
    "note_wrong",
)
PRAISE_CATEGORIES = (
    "identity_check",
    "self_identification",
    "recording_notice",
    "empathy",
    "active_listening",
    "explain_options",
    "confirm_commitment",
    "lawful_consequence",
    "apology",
    "polite_close",
)
CATEGORIES: dict[str, tuple[str, ...]] = {
    "legality": LEGALITY_CATEGORIES,
    "accuracy": ACCURACY_CATEGORIES,
    "courtesy": COURTESY_CATEGORIES,
    "process": PROCESS_CATEGORIES,
}


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Part):
    """One judgement about one turn. `quote == text[start:end]` of that turn."""

    dimension: Dimension
    rule: str
    category: str
    severity: Severity
    scope: Scope
    turn: int | None = Field(ge=0)
    """0-based index into `turns`, always an agent turn; null in `check` answers."""
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    reason: str
    better: str
    citations: tuple[Citation, ...] = ()
    source: Source


class Unscored(Part):
    """What could not be judged, and why."""

    dimension: Dimension
    rule: str
    reason: str


Decimals = Annotated[Decimal, PlainSerializer(lambda amount: format(amount, "f"), return_type=str, when_used="json")]


class Promise(Part):
    amount: Decimals | None
    date: date | None
    channel: str | None


class Plan(Part):
    months: int | None
    amount: Decimals | None
    first_due: date | None
    total: Decimals | None


class Outcome(Part):
    """What the call achieved; every field may be null."""

    reason_found: bool | None = None
    promise: Promise | None = None
    plan: Plan | None = None
    feasible: bool | None = None
    undiscovered: tuple[str, ...] | None = None


class Versions(Part):
    app: str
    reader: str
    encoder: str | None
    rules: str
    knowledge: str
    rubric: str
    persona: str | None = None
    judge: str | None = None


Score = Annotated[int, Field(ge=0, le=100)]


class Scores(Part):
    courtesy: Score | None
    accuracy: Score | None
    legality: Score | None
    overall: Score | None


class Scorecard(Part):
    """All findings, three scores and the verdict, stamped with versions."""

    call: str
    rubric: str
    versions: Versions
    scores: Scores
    critical: bool
    passed: bool | None
    """None where only the judge's part is missing."""
    findings: tuple[Finding, ...]
    outcome: Outcome
    unscored: tuple[Unscored, ...]

    def json_line(self) -> str:
        return self.model_dump_json()
