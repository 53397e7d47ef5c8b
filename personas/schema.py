"""A persona: one debtor as a file — who they are, owe, hide, can pay, know and misbelieve, and how it should end.

Only declares and checks; how a persona behaves is decided in the debtor's room.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from peilian.dialogue.call import (
    Account,
    AnsweredBy,
    CallContext,
    Channel,
    Jurisdiction,
    Language,
    Part,
    Zone,
)
from personas.budget import Budget

Level = float
LegalKnowledge = Literal["none", "folk", "expert"]
EndingKind = Literal["promise", "plan", "message_left", "dispute_logged", "complaint_route_given", "stop_and_escalate"]
Need = Literal["identity_checked", "agent_named", "mandate_stated", "hardship_taken_up", "dispute_taken_up"]
Mood = Literal["calm", "tense", "angry"]


class Speech(Part):
    """How this person talks."""

    manner: str = Field(min_length=1)
    """Region, schooling, trade: one or two sentences a writer or a model can follow."""
    particles: tuple[str, ...] = ()
    catch_phrases: tuple[str, ...] = ()
    pace: str = Field(min_length=1)


class Start(Part):
    """Where the mind starts; what is left out comes from the temperament."""

    anger: Level | None = Field(default=None, ge=0, le=1)
    trust: Level | None = Field(default=None, ge=0, le=1)
    willingness: Level | None = Field(default=None, ge=0, le=1)
    shame: Level | None = Field(default=None, ge=0, le=1)
    fatigue: Level | None = Field(default=None, ge=0, le=1)


class Temper(Part):
    """A temperament by name, and what is different in this person."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    start: Start = Start()
    patience: int | None = Field(default=None, ge=6, le=40)
    """How many of the agent's turns they bear before they end the call."""


class Contact(Part):
    """An earlier contact that this person remembers."""

    at: AwareDatetime
    by: Literal["robot", "colleague", "same_agent", "sms", "letter", "debtor"]
    summary: str = Field(min_length=1)


class Scenario(Part):
    """When and how this call happens."""

    started_at: AwareDatetime
    prior_calls_today: int = Field(ge=0)
    prior_calls_7_days: int = Field(ge=0)
    unanswered_today: int | None = Field(default=None, ge=0)
    answered_by: AnsweredBy
    collector: Literal["first_party", "third_party"]
    channel: Channel = "phone"
    first_contact: bool
    last_conversation_at: AwareDatetime | None = None
    consented_hours: str | None = None
    cease_requested: bool | None = None
    attorney: bool | None = None
    validation_sent: bool | None = None
    earlier: tuple[Contact, ...] = ()


class Answers(Part):
    """Who really picks up."""

    who: Literal["debtor", "relation"]
    relation: str | None = None
    """What they are to the debtor, in the persona's language (母亲)."""
    name: str | None = None
    age: int | None = Field(default=None, ge=5, le=110)
    gender: Literal["male", "female"] | None = None
    knows: str | None = None
    """What they know of the matter: for writers and models, never shown to a trainee."""

    @model_validator(mode="after")
    def _relation_is_described(self) -> Answers:
        if self.who == "relation" and not (self.relation and self.name and self.age and self.gender and self.knows):
            raise ValueError("somebody else answers: relation, name, age, gender and knows are all needed")
        return self


class Unlock(Part):
    """When a fact comes out: of itself, when asked by one of these acts, or when asked and trusted."""

    how: Literal["volunteered", "asked", "trusted"]
    by: tuple[str, ...] = ()
    """Ids of agent acts."""
    trust: Level | None = Field(default=None, gt=0, le=0.9)

    @model_validator(mode="after")
    def _reachable(self) -> Unlock:
        if self.how != "volunteered" and not self.by:
            raise ValueError("nothing the agent does can bring this out: name agent acts in `by`")
        if (self.how == "trusted") != (self.trust is not None):
            raise ValueError("`trust` belongs to `how: trusted`, and only there")
        return self


class Fact(Part):
    """Something true that may come out in the call."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    text: str = Field(min_length=1)
    """First person, as it can be said on the phone."""
    phrasings: tuple[str, ...] = ()
    """Other ways the same person would put it."""
    hints: tuple[str, ...] = ()
    """What they let slip before they trust enough; must not give the fact away."""
    topic: Literal["income", "job", "family", "health", "debts", "assets", "dispute", "contact", "intent"]
    hidden: bool
    """True: the trainee's scorecard counts it as discovered or not."""
    hardship: bool = False
    """True: once it is out, the debtor expects it to be taken up."""
    unlock: Unlock
    keywords: tuple[str, ...] = Field(min_length=1)
    """Words that give the fact away; none may stand in anything said before it is out."""


class Misbelief(Part):
    """A false belief about law or procedure."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    belief: str = Field(min_length=1)
    """As they say it. Names no law: a `{law}` slot is filled from the grounding where one stands."""
    phrasings: tuple[str, ...] = ()
    about: tuple[str, ...] = Field(min_length=1)
    """Agent acts that provoke it, or words in the agent's turn."""
    clause: str | None = None
    """Id of the clause it misuses; null where it leans on hearsay alone."""
    truth: str = Field(min_length=1)
    """What holds in fact, for the trainee afterwards."""


class RightEnding(Part):
    """How a good agent ends this call."""

    kind: EndingKind
    how: tuple[str, ...] = Field(min_length=1)
    """Conditions, in the persona's language."""


class RedLine(Part):
    """What makes this person hang up or escalate at once."""

    on: tuple[str, ...] = Field(min_length=1)
    """Agent act ids."""
    then: Literal["hang_up", "complain"]
    times: int = Field(default=1, ge=1, le=5)


class Settlement(Part):
    """Whether and on what terms this person agrees to pay."""

    accepts: bool
    min_trust: Level = Field(default=0.3, ge=0, le=1)
    needs: tuple[Need, ...] = ()
    """What must have happened before they agree to anything."""


class SpokenLine(Part):
    """A line only this persona says."""

    move: str = Field(pattern=r"^[a-z][a-z_]*$")
    text: str = Field(min_length=1)
    about: tuple[str, ...] = ()
    mood: tuple[Mood, ...] = ()


class Persona(Part):
    """One debtor."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    language: Language
    jurisdiction: Jurisdiction
    archetype: str = Field(pattern=r"^[a-z][a-z_]*$")
    difficulty: int = Field(ge=1, le=5)
    name: str = Field(min_length=1)
    """Whoever owes the money; who picks up is in `answers`."""
    gender: Literal["male", "female"]
    age: int = Field(ge=18, le=95)
    occupation: str = Field(min_length=1)
    place: str = Field(min_length=1)
    timezone: Zone
    summary: str = Field(min_length=1)
    """What the case file says; the trainee sees it."""
    call_goal: str = Field(min_length=1)
    """What the trainee is asked to reach; the trainee sees it."""
    speech: Speech
    temperament: Temper
    account: Account
    scenario: Scenario
    answers: Answers
    budget: Budget
    facts: tuple[Fact, ...] = ()
    legal_knowledge: LegalKnowledge
    misbeliefs: tuple[Misbelief, ...] = ()
    right_ending: RightEnding
    red_lines: tuple[RedLine, ...] = ()
    will_settle: Settlement
    agenda: tuple[str, ...] = ()
    """Moves they bring up of their own accord, in this order."""
    lines: tuple[SpokenLine, ...] = ()

    @property
    def third_party(self) -> bool:
        """True where somebody other than the debtor picks up."""
        return self.answers.who == "relation"

    def fact(self, fact_id: str) -> Fact:
        return next(fact for fact in self.facts if fact.id == fact_id)

    def misbelief(self, belief_id: str) -> Misbelief:
        return next(belief for belief in self.misbeliefs if belief.id == belief_id)

    def hidden_facts(self) -> tuple[str, ...]:
        """Ids of the facts a scorecard counts as discovered or not."""
        return tuple(fact.id for fact in self.facts if fact.hidden)

    def context(self) -> CallContext:
        """The contract's call context for a call with this persona."""
        scenario = self.scenario
        return CallContext(
            started_at=scenario.started_at,
            debtor_timezone=self.timezone,
            **scenario.model_dump(exclude={"started_at", "earlier"}),
        )
