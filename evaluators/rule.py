"""A rule: what an agent must or must not do. One YAML file each in `rules/`; file name = id."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluators.finding import CATEGORIES, PRAISE_CATEGORIES, Dimension, Severity
from peilian.content import Item, Shelf
from peilian.dialogue.call import AnsweredBy, Jurisdiction
from peilian.dialogue.discourse import Kind
from peilian.dialogue.signal import InLanguages, Recognition, Signal

Check = Literal[
    "calling_hours",
    "connected_calls_today",
    "unanswered_attempts_today",
    "calls_in_seven_days",
    "conversation_within_seven_days",
    "contact_after_cease",
    "contact_with_represented",
    "debt_before_identity",
    "disclosure_to_other",
    "ledger_amount",
    "ledger_days",
    "ledger_date",
    "ledger_name",
    "instalment_arithmetic",
    "instalment_months",
    "unauthorised_relief",
]
"""Checks written in code because they need the context or the ledger; each has one file in `checks/`."""


_GROUPS = {"legality": "breach", "courtesy": "discourtesy"}
"""Rules of one dimension are learned together by the second ear."""

_FALSE_BLAME = 1.0
"""What wronging an agent costs, in missed slips, on the labelled sentences. Nearly half of those are hard pairs, made
to be confused; on ordinary talk the same price blames wrongly far more seldom (docs/reading.md)."""

_ACT_OF_BREACH = {
    "threat_violence": "threaten",
    "abuse_insult": "insult",
    "third_party_disclosure": "threaten",
    "impersonation_official": "threaten",
    "false_legal_threat": "threaten",
    "misleading_credit_or_criminal": "threaten",
    "harassment_frequency_or_hours": "pressure",
    "privacy_overreach": "pressure",
    "induce_new_debt": "urge_borrowing",
}
"""What a breach is to the person on the line, so that the debtor reacts to what the scorecard will show."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Conditions(Part):
    """When a rule applies. Every condition given must hold; one on an unknown field makes the rule not evaluable."""

    answered_by: tuple[AnsweredBy, ...] | None = None
    not_answered_by: tuple[AnsweredBy, ...] | None = None
    """Unknown counts as somebody else: a sentence by itself may be judged."""
    identity_verified: bool | None = None
    """Whether the person on the line had confirmed being the debtor before this turn."""
    products: tuple[str, ...] | None = None
    not_products: tuple[str, ...] | None = None
    collector: Literal["first_party", "third_party"] | None = None
    not_collector: Literal["first_party", "third_party"] | None = None
    """Unknown counts as another kind: FDCPA rules leave out only a creditor known to collect in its own name."""
    first_contact: bool | None = None
    validation_sent: bool | None = None
    debtor_said: tuple[str, ...] | None = None
    """Debtor acts, any of which was heard earlier in the call."""
    debtor_just_said: tuple[str, ...] | None = None
    """Debtor acts, any of which was heard in the debtor turn right before this one."""
    debtor_never_said: tuple[str, ...] | None = None
    """Debtor acts none of which was heard earlier."""


class Omission(Part):
    """Something due that never came: the finding stands at the turn where it was due, with an empty quote."""

    acts: tuple[str, ...] = Field(min_length=1)
    """Agent acts any of which would have satisfied the rule."""
    or_named: tuple[Kind, ...] = ()
    """What satisfies it too: the agent took up a matter of these kinds by naming it (“孩子还在住院吗？”)."""
    due: Literal["opening", "before_debt", "end"]
    """In the first two agent turns; before the debt is first spoken of; or by the last agent turn."""
    after_debtor: tuple[str, ...] = ()
    """Only due once the debtor said one of these."""
    after_agent: tuple[str, ...] = ()
    """Only due once the agent did one of these."""
    min_agent_turns: int = Field(default=3, ge=1)
    """Calls with fewer agent turns are not judged: too little was said."""


class Case(Part):
    """One worked example of a rule that depends on what came before or on who is on the line."""

    text: str = Field(min_length=1)
    lang: Literal["zh", "en"]
    previous: str | None = None
    """The other side's last words."""
    answered_by: AnsweredBy = "debtor"
    product: str = "credit_card"
    finding: bool


class Rule(Part):
    """Exactly one of `recognise` (text), `acts` (what was done), `check` (code) or `omission` says when it fires."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: InLanguages
    dimension: Dimension
    category: str
    severity: Severity
    jurisdictions: tuple[Jurisdiction, ...] = Field(min_length=1)
    recognise: Recognition | None = None
    acts: tuple[str, ...] = ()
    """Agent acts any of which fires the rule under `when`."""
    check: Check | None = None
    omission: Omission | None = None
    implies: str | None = None
    """The agent act that these words are too; by default that of the category."""
    when: Conditions = Conditions()
    clause: str | None = None
    """The clause whose parameters a `check` reads (hours, counts, days)."""
    reason: InLanguages
    """Why it matters. Slots: debtor_name, agent_name, agent_id, creditor, balance, days, minimum_due, said, truth."""
    better: InLanguages
    """A sentence the agent could have said, same slots."""
    also_accuracy: Literal["wrong_law", "wrong_policy", "uncommitted_promise"] | None = None
    """The same words are an accuracy error too: a false statement of law, or a promise nobody may make."""
    citations: tuple[str, ...] = ()
    """Clause ids. Every legality rule cites at least one."""
    cases: tuple[Case, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Rule:
        ways = [bool(self.recognise), bool(self.acts), bool(self.check), bool(self.omission)]
        if sum(ways) != 1:
            raise ValueError("give exactly one of recognise, acts, check, omission")
        allowed = PRAISE_CATEGORIES if self.severity == "praise" else CATEGORIES[self.dimension]
        if self.category not in allowed:
            raise ValueError(
                f"{self.category!r} is not a category of {self.dimension}: use one of {', '.join(allowed)}"
            )
        if self.dimension == "legality" and self.severity != "praise" and not self.citations:
            raise ValueError("a legality rule cites at least one clause")
        return self

    def signal(self) -> Signal | None:
        """The rule's own signal, named like the rule; None where it is composed of acts or code."""
        if self.recognise is None:
            return None
        blames = self.severity != "praise"
        return Signal(
            id=self.id,
            speaker="agent",
            group=_GROUPS.get(self.dimension) if blames else None,
            false_alarm=_FALSE_BLAME if blames else 1.0,
            implies=self.implies or (_ACT_OF_BREACH.get(self.category) if blames else None),
            recognise=self.recognise,
        )


def load_rules(own: Path | None = None) -> dict[str, Item[Rule]]:
    """Every rule by id. Raises `ContentError` naming file, line and field."""
    return Shelf(Rule, [Path(__file__).parent / "rules"], own).load()
