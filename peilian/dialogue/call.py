"""Call v1: one practice conversation as other programs read and write it.

Money is a decimal string in JSON and `Decimal` here; times carry their offset. Fields that default to
`None` are optional: unknown, never guessed.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)

from peilian.content import InputError

Language = Literal["zh-CN", "zh-TW", "en-US"]
Jurisdiction = Literal["CN", "US"]
Speaker = Literal["agent", "debtor"]
AnsweredBy = Literal[
    "debtor", "third_party", "spouse", "relative", "colleague", "guarantor", "proxy", "minor", "wrong_number", "unknown"
]
Channel = Literal["phone", "sms", "wecom"]


def language_of(word: str) -> Language:
    """The language a person named; `zh` and `en` are accepted. Raises `InputError`."""
    known: dict[str, Language] = {"zh": "zh-CN", "en": "en-US", "zh-cn": "zh-CN", "zh-tw": "zh-TW", "en-us": "en-US"}
    try:
        return known[word.lower().replace("_", "-")]
    except KeyError:
        raise InputError(f"unknown language {word!r} — use zh-CN, zh-TW or en-US") from None


def _number(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError('money is written as a decimal string such as "3120.00"')
    return value


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone such as Asia/Shanghai") from error
    return name


def _language(value: Any) -> Any:
    return {"zh": "zh-CN", "en": "en-US"}.get(value, value) if isinstance(value, str) else value


_AS_TEXT = PlainSerializer(lambda amount: format(amount, "f"), return_type=str, when_used="json")

Money = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(max_digits=14, decimal_places=2),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,2})?$"}),
]
Fraction = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=0, le=1),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "pattern": r"^(0(\.\d+)?|1(\.0+)?)$"}),
]
Zone = Annotated[str, AfterValidator(_zone)]


class Part(BaseModel):
    """What all parts of the contract share: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CallContext(Part):
    """Who called whom, when, and what came before."""

    started_at: AwareDatetime
    debtor_timezone: Zone
    prior_calls_today: int = Field(ge=0)
    """Connected calls before this one on the debtor's calendar day (GB/T 45251-2025 counts these)."""
    prior_calls_7_days: int = Field(ge=0)
    answered_by: AnsweredBy
    unanswered_today: int | None = Field(default=None, ge=0)
    """Attempts that did not connect today (the banking association's guide counts these)."""
    last_conversation_at: AwareDatetime | None = None
    first_contact: bool | None = None
    consented_hours: str | None = Field(default=None, pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")
    """Hours the debtor agreed to, at the debtor's place, as `HH:MM-HH:MM`."""
    cease_requested: bool | None = None
    attorney: bool | None = None
    validation_sent: bool | None = None
    collector: Literal["first_party", "third_party"] | None = None
    channel: Channel | None = None

    def debtor_time(self, at: datetime | None = None) -> datetime:
        """`at` (default: the start) on the debtor's clock."""
        return (at or self.started_at).astimezone(ZoneInfo(self.debtor_timezone))

    def debtor_day(self) -> date:
        return self.debtor_time().date()


class Options(Part):
    """What the agent may offer on this account."""

    installment_max_months: int = Field(ge=0)
    interest_waiver_allowed: bool
    settlement_discount_max: Fraction
    """The largest discount, as a fraction of the balance."""
    may_promise: tuple[str, ...] | None = None
    needs_approval: tuple[str, ...] | None = None
    forbidden: tuple[str, ...] | None = None


class Entrustment(Part):
    """The mandate of an outside agency."""

    principal: str
    agency: str
    until: date | None = None
    verify_phone: str | None = None


class Account(Part):
    """The ledger: what the trainee sees in the CRM panel and what accuracy is checked against."""

    creditor: str = Field(min_length=1)
    agent_name: str = Field(min_length=1)
    agent_id: str
    product: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    debtor_name: str = Field(min_length=1)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    balance: Money
    principal: Money
    interest: Money
    fees: Money
    minimum_due: Money
    days_past_due: int = Field(ge=0)
    due_date: date
    options: Options
    bucket: str | None = None
    as_of: date | None = None
    lender: Literal["bank", "consumer_finance", "microloan", "platform", "private"] | None = None
    entrustment: Entrustment | None = None
    payee: str | None = None
    channels: tuple[str, ...] | None = None
    annual_rate: Fraction | None = None
    penalty_rate: Fraction | None = None


class Grounded(Part):
    """One retrieved clause and how the debtor used it."""

    clause: str
    used_as: Literal["correct", "mistaken"] | None = None
    """`None`: retrieved for the turn, not leaned on by the debtor."""


class Turn(Part):
    """One utterance by the agent or by whoever is on the line."""

    speaker: Speaker
    text: str
    at: AwareDatetime | None = None
    channel: Channel | None = None
    grounding: tuple[Grounded, ...] | None = None


class PersonaStamp(Part):
    id: str
    hash: str


class Ended(Part):
    by: Literal["agent", "debtor", "system"]
    reason: str


class Parent(Part):
    """The call and turn this one was retried from."""

    call: str
    turn: int = Field(ge=0)


class Call(Part):
    """One practice conversation with its context."""

    id: str = Field(min_length=1)
    language: Annotated[Language, BeforeValidator(_language)]
    jurisdiction: Jurisdiction
    call: CallContext
    account: Account
    turns: tuple[Turn, ...]
    persona: PersonaStamp | None = None
    seed: int | None = None
    voice: Literal["scripted", "llm"] | None = None
    ended: Ended | None = None
    parent: Parent | None = None
    disclosed: tuple[str, ...] | None = None
    """Ids of the persona's hidden facts that came out; left out of the trainee's view."""
    note: str | None = None

    def agent_turns(self) -> list[int]:
        """Indices of the agent's turns."""
        return [index for index, turn in enumerate(self.turns) if turn.speaker == "agent"]

    def json_line(self) -> str:
        """The contract's JSON on one line, optional unknowns left out."""
        return self.model_dump_json(exclude_none=True)

    def for_trainee(self) -> Call:
        """The same call without what is hidden from a trainee before scoring."""
        return self.model_copy(update={"disclosed": None})


def parse_call(text: str, name: str) -> Call:
    """A Call from JSON text. Raises `InputError` with `name`, the field and the remedy."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(f"{name}:{line}: not valid JSON — the file must hold one Call object") from error
    try:
        return Call.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        problem = {"missing": "is missing", "extra_forbidden": "is not a field of Call v1"}.get(
            first["type"], first["msg"]
        )
        raise InputError(f"{name} [{field}]: {problem} — see docs/schemas/call.json") from error
