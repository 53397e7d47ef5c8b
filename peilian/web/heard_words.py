"""What the Reader heard, told to people: why a signal was heard or not, and everything countable in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peilian.practice.hearing import HeardSentence, Hearing, Weighed
from peilian.web.words import Words

_PER = re.compile(r"^(.*)/([a-z]+)$")


@dataclass(frozen=True, slots=True)
class SignalShown:
    """One signal as a person reads it."""

    id: str
    title: str
    kind: str
    chance: str
    heard: bool
    why: str
    stance: str | None
    """Of the words that were heard, where it differs from the sentence's."""


@dataclass(frozen=True, slots=True)
class SentenceShown:
    text: str
    stance: str
    signals: tuple[SignalShown, ...]


def sentences_heard(hearing: Hearing, words: Words) -> tuple[SentenceShown, ...]:
    """Every sentence with its signals, in the reader's language."""
    return tuple(
        SentenceShown(
            sentence.span.of(hearing.reading.text),
            sentence.stance,
            tuple(_signal(one, sentence, hearing, words) for one in sentence.signals),
        )
        for sentence in hearing.sentences
    )


def _signal(one: Weighed, sentence: HeardSentence, hearing: Hearing, words: Words) -> SignalShown:
    stance = one.heard.stance if one.heard else None
    return SignalShown(
        id=one.id,
        title=one.title.in_(words.language),
        kind=words(f"heard.{one.kind}"),
        chance=f"{one.chance:.0%}",
        heard=one.heard is not None,
        why=_why(one, hearing, words),
        stance=stance if stance != sentence.stance else None,
    )


def _why(one: Weighed, hearing: Hearing, words: Words) -> str:
    """说到“…”这几个字; 整句的意思像; 字面有，但被否定了…"""
    if one.why == "pattern" and one.heard is not None:
        return words("heard.why.pattern", quote=one.heard.span.of(hearing.reading.text))
    return words(f"heard.why.{one.why}")


def value(said: str, words: Words) -> str:
    """`amount 500/month` as 金额 500（每月）."""
    kind, _, rest = said.partition(" ")
    per = _PER.match(rest)
    number, every = (per[1], words(f"heard.per.{per[2]}")) if per else (rest, "")
    return words(f"heard.value.{kind}", value=_number(kind, number, words) + every)


def _number(kind: str, said: str, words: Words) -> str:
    if kind == "instalments":
        count, each = (words("heard.unsaid") if part == "?" else part for part in said.split("x"))
        return words("heard.plan", count=count, each=each)
    if said == "?":
        return words("heard.unsaid")
    about = words("heard.about") if said.startswith("~") else ""
    return about + said.removeprefix("~").replace("..", " – ").replace("|", words("heard.or"))
