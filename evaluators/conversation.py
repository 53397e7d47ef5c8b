"""A call as its readings tell it: what had been said and established before each agent turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peilian.dialogue.call import Account, Call, CallContext, Jurisdiction
from peilian.dialogue.discourse import Discourse, follow
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Reading

_OWNS_TO_IT = re.compile(
    r"^\W*(?:嗯+|对+|是+|啊|哎|我就是|没错|不错|本人|在|你说|您说|你讲|\d{4})|我是|就是我|\d{4}|[零一二三四五六七八九幺]{4}"
    r"|^\W*(?:yes|yeah|yep|yup|speaking|correct|right|uh-huh|mm-hmm|sure|that'?s (?:me|right|correct))"
    r"|\bthis is (?:he|she|him|her)\b"
)
"""What an answer to “is that you?” sounds like when it is yes."""

OTHERS = ("third_party", "spouse", "relative", "colleague", "guarantor", "proxy", "minor", "wrong_number")
"""Everyone on the line who is not the debtor."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One agent turn with everything before it. Fields are None where nobody knows."""

    turn: int | None
    """Index into `turns`; None for a sentence checked alone."""
    reading: Reading
    previous: Reading | None
    """The debtor's last words before this turn."""
    debtor_acts: frozenset[str]
    """All debtor acts heard before this turn."""
    agent_acts: frozenset[str]
    """All agent acts heard before this turn."""
    identity_verified: bool | None
    jurisdiction: Jurisdiction
    context: CallContext | None
    account: Account | None
    discourse: Discourse
    """What had been raised, asked and promised before this turn."""

    @property
    def just_said(self) -> frozenset[str] | None:
        return self.previous.ids() if self.previous else None

    @property
    def with_other(self) -> bool | None:
        """Whether somebody other than the debtor is on the line."""
        if self.context is None or self.context.answered_by == "unknown":
            return None
        if self.context.answered_by == "debtor":
            return False
        return self.identity_verified is not True


def moments(call: Call, readings: Sequence[Reading]) -> Iterator[Moment]:
    """Every agent turn in order."""
    debtor_acts: frozenset[str] = frozenset()
    agent_acts: frozenset[str] = frozenset()
    previous: Reading | None = None
    asked = verified = False
    states = (Discourse.start(), *follow(readings))
    for index, (turn, reading) in enumerate(zip(call.turns, readings, strict=True)):
        if turn.speaker == "debtor":
            debtor_acts |= reading.ids()
            previous = reading
            verified = _verified(verified, asked, reading, call)
            continue
        yield Moment(
            turn=index,
            reading=reading,
            previous=previous,
            debtor_acts=debtor_acts,
            agent_acts=agent_acts,
            identity_verified=verified,
            jurisdiction=call.jurisdiction,
            context=call.call,
            account=call.account,
            discourse=states[index],
        )
        agent_acts |= reading.ids()
        asked = reading.has("verify_identity") or call.account.debtor_name in turn.text


def _verified(before: bool, asked: bool, reading: Reading, call: Call) -> bool:
    """Whether the person on the line has owned to being the debtor: by saying so, or by answering when asked."""
    if call.call.answered_by not in ("debtor", "unknown") or reading.has("deny_identity", "is_third_party"):
        return False
    owns = reading.has("confirm_identity") or (asked and _OWNS_TO_IT.search(normalise(reading.text).text) is not None)
    return before or owns


def alone(reading: Reading, previous: Reading | None, jurisdiction: Jurisdiction) -> Moment:
    """A sentence checked by itself: nothing is known of the call around it."""
    nothing: frozenset[str] = frozenset()
    said = previous.ids() if previous else nothing
    before = Discourse.start().after(previous) if previous else Discourse.start()
    return Moment(None, reading, previous, said, nothing, None, jurisdiction, None, None, before)
