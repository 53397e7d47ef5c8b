"""A move: what the debtor decides to do with one turn, before any words are chosen.

Knows nothing of lines, prompts or language models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from peilian.dialogue.call import Grounded

MoveKind = Literal[
    # picking up, who is who
    "answer_phone",
    "confirm_identity",
    "deny_identity",
    "confirm_details",
    "ask_who",
    "ask_proof",
    "ask_number_source",
    "ask_what_about",
    "acknowledge",
    # keeping away
    "stall",
    "evade",
    "busy",
    "silence",
    "ask_repeat",
    "off_topic",
    # heat
    "vent",
    "insult",
    "refuse",
    "object_repeat",
    "threaten_complaint",
    "ask_complaint_route",
    # opening up
    "disclose",
    "hint",
    "upset",
    "soften",
    "thank",
    # money
    "ask_relief",
    "reject_amount",
    "counter_offer",
    "accept_plan",
    "promise",
    "false_promise",
    "confirm_deal",
    # law
    "ask_consequence",
    "cite_law",
    "dispute",
    "ask_validation",
    "cease_request",
    # somebody else on the line
    "third_party_reply",
    "take_message",
    "refuse_message",
    # the end
    "say_goodbye",
    "hang_up",
]
KINDS: tuple[MoveKind, ...] = get_args(MoveKind)


def kind_of(word: str) -> MoveKind | None:
    """The move called `word`, if there is one."""
    return next((kind for kind in KINDS if kind == word), None)


Reason = Literal[
    "agent_closed",
    "deal_made",
    "message_left",
    "validation_asked",
    "dispute_logged",
    "complaint",
    "anger",
    "red_line",
    "patience",
    "nothing_left",
]
"""Why the call is over."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The call is over with this move."""

    reason: Reason

    @property
    def by(self) -> Literal["agent", "debtor"]:
        """Who ended it: the agent where the debtor only answers their goodbye."""
        return "debtor" if self.reason in ("anger", "red_line", "complaint", "patience", "nothing_left") else "agent"


@dataclass(frozen=True, slots=True)
class Offer:
    """Instalments that add up: `months - 1` times `amount`, then `last`; `total` is their sum.

    `months` is None where only a monthly amount was named and no end was agreed; `last` and `total` are then None.
    """

    amount: Decimal
    months: int | None = None
    last: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        if self.months is None or self.last is None:
            return None
        return self.amount * (self.months - 1) + self.last


@dataclass(frozen=True, slots=True)
class Promise:
    """One payment by a day. `honest` is False where the debtor knows it will not come."""

    amount: Decimal
    day: date
    honest: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """One decision of the debtor."""

    kind: MoveKind
    about: str | None = None
    """The agent act or topic this answers; lines may be written for it."""
    then: MoveKind | None = None
    """A second, shorter thing said in the same breath."""
    facts: tuple[str, ...] = ()
    """Ids of the facts this move discloses (`disclose`) or only hints at (`hint`: nothing comes out)."""
    misbelief: str | None = None
    """Id of the misbelief leaned on."""
    offer: Offer | None = None
    promise: Promise | None = None
    slots: tuple[tuple[str, str], ...] = ()
    """Spoken values for lines: name and text as said aloud in the persona's language."""
    grounding: tuple[Grounded, ...] = ()
    """Clauses retrieved for this turn, and how the debtor uses them; only those with `used_as` may be named."""
    ends: Ending | None = None
    why: tuple[str, ...] = ()
    """What was heard → how the state moved → which rule chose this move."""

    def slot(self, name: str) -> str | None:
        return dict(self.slots).get(name)
