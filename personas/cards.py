"""What a trainee may see of a persona: the case file, never facts, budget, misbeliefs or mood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peilian.dialogue.call import Account
from personas.schema import Persona


@dataclass(frozen=True, slots=True)
class EarlierContact:
    at: datetime
    by: str
    """Who made it, in the reader's language."""
    summary: str


@dataclass(frozen=True, slots=True)
class Card:
    """A persona as the CRM panel shows it before the call."""

    id: str
    name: str
    archetype: str
    """In the reader's language."""
    difficulty: int
    language: str
    jurisdiction: str
    gender: str
    age: int
    occupation: str
    place: str
    local_time: datetime
    """The start of the call on the debtor's clock."""
    summary: str
    call_goal: str
    account: Account
    earlier: tuple[EarlierContact, ...]
    prior_calls_today: int
    prior_calls_7_days: int


_ARCHETYPES = {
    "angry": ("情绪激动", "angry"),
    "insolvent": ("无力偿还", "insolvent"),
    "third_party": ("接听人待核实", "who answers is unknown"),
    "cautious_consumer": ("谨慎核实", "cautious consumer"),
}
_GENDERS = {"male": ("男", "male"), "female": ("女", "female")}
_CONTACTS = {
    "robot": ("智能语音", "automated call"),
    "colleague": ("同事", "a colleague"),
    "same_agent": ("本人", "you"),
    "sms": ("短信", "text message"),
    "letter": ("信函", "letter"),
    "debtor": ("客户来电", "the customer called"),
}


def card(persona: Persona, language: str) -> Card:
    """The card with its labels in `language`; what was written in the persona's language stays in it."""
    scenario = persona.scenario
    return Card(
        id=persona.id,
        name=persona.name,
        archetype=_word(_ARCHETYPES, persona.archetype, language),
        difficulty=persona.difficulty,
        language=persona.language,
        jurisdiction=persona.jurisdiction,
        gender=_word(_GENDERS, persona.gender, language),
        age=persona.age,
        occupation=persona.occupation,
        place=persona.place,
        local_time=persona.context().debtor_time(),
        summary=persona.summary,
        call_goal=persona.call_goal,
        account=persona.account,
        earlier=tuple(
            EarlierContact(contact.at, _word(_CONTACTS, contact.by, language), contact.summary)
            for contact in scenario.earlier
        ),
        prior_calls_today=scenario.prior_calls_today,
        prior_calls_7_days=scenario.prior_calls_7_days,
    )


def entry(persona: Persona) -> dict[str, str | int]:
    """The contract's line of `personas list`."""
    return {
        "id": persona.id,
        "language": persona.language,
        "jurisdiction": persona.jurisdiction,
        "archetype": persona.archetype,
        "difficulty": persona.difficulty,
        "name": persona.name,
    }


def _word(table: dict[str, tuple[str, str]], key: str, language: str) -> str:
    zh, en = table.get(key, (key.replace("_", " "), key.replace("_", " ")))
    return en if language.startswith("en") else zh
