"""A law ready to be shelved: the pieces of a text as clauses of the organisation's own, personal numbers masked."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.clause import Bilingual, Clause, Jurisdiction
from knowledge.intake.articles import Split, split
from knowledge.intake.formats import reading_of
from knowledge.intake.line import Reading, clean
from knowledge.intake.masking import masked
from knowledge.intake.piece import Piece
from knowledge.intake.source import Source
from knowledge.law import Law
from knowledge.rank import Rank
from peilian.content import InputError

MOST_CLAUSES = 2_000
_LONGEST_TEXT = 20_000
_LONGEST_TOPIC = 200
_LONGEST_TITLE = 200
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
_LETTERS = re.compile("[A-Za-z\u3400-\u9fff]")

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a person says about their text."""

    title: str
    jurisdiction: Jurisdiction
    rank: Rank = Rank.HOUSE_POLICY
    issuer: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None
    language: Language | None = None
    """By content where None."""
    id: str | None = None
    """From the title where None."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One law and its clauses, not shelved yet."""

    law: Law
    clauses: tuple[Clause, ...]
    masked: int = 0
    """Personal numbers that were masked."""
    left_out: int = 0
    """Characters that belong to no clause: a title, a date, a signature."""
    notes: tuple[str, ...] = ()


def draft_of(source: Source, told: Particulars) -> Draft:
    """The law in `source`. Raises `InputError` where the file or what is said about it cannot be accepted."""
    law = _law(told)
    if told.since is not None and told.until is not None and told.until < told.since:
        raise InputError(f"--until {told.until} is before --from {told.since} — give the dates in order")
    reading = reading_of(source)
    cut = split(reading, told.language or _language(reading))
    _refuse_unfit(source, cut)
    return _drafted(law, told, cut, reading.notes)


def _drafted(law: Law, told: Particulars, cut: Split, notes: tuple[str, ...]) -> Draft:
    clauses: list[Clause] = []
    hidden = 0
    for piece, suffix in zip(cut.pieces, _suffixes(cut.pieces), strict=True):
        clause, count = masked(_clause(piece, f"{law.id}-{suffix}", law, told))
        clauses.append(clause)
        hidden += count
    if cut.without_words:
        notes += (f"without words and not added: {', '.join(cut.without_words)}",)
    return Draft(law, tuple(clauses), hidden, cut.left_out, notes)


def _law(told: Particulars) -> Law:
    title = clean(told.title)
    if not title or len(title) > _LONGEST_TITLE:
        raise InputError("--title is empty or longer than 200 characters — give the name that its issuer gave it")
    id = _slug(title) if told.id is None else told.id
    if not _ID.fullmatch(id) or len(id) > _LONGEST_ID:
        raise InputError(
            f"--id {id!r} is no id — write at most {_LONGEST_ID} lower-case letters, digits and single hyphens"
        )
    return Law(id=id, name=title, rank=told.rank, issuer=told.issuer or None, number=told.number or None)


def _slug(title: str) -> str:
    """The Latin words of the title; where there are none, a short name that is always the same for it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub("['’]", "", plain))
    slug = ""
    for word in words:
        if len(slug) + 1 + len(word) > 48:
            break
        slug = f"{slug}-{word}".strip("-")
    return slug if len(re.sub("[^a-z]", "", slug)) > 2 else f"own-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def _language(reading: Reading) -> Language:
    """Chinese where at least one letter in five is Chinese: laws quote English names, seldom the reverse."""
    letters = [sign for line in reading.lines for sign in _LETTERS.findall(line.text)]
    return "zh" if sum(sign > "\u3000" for sign in letters) * 5 >= max(len(letters), 1) else "en"


def _refuse_unfit(source: Source, cut: Split) -> None:
    if len(cut.pieces) > MOST_CLAUSES:
        raise source.refuse(
            f"the text has {len(cut.pieces):,} articles, more than 2,000", "split it into several files"
        )
    if not cut.pieces:
        raise source.refuse("the file holds too few words to be a law", "check that it was saved")
    times = Counter(piece.number for piece in cut.pieces if piece.number)
    twice = [piece.article for piece in cut.pieces if times[piece.number] > 1]
    if twice:
        raise source.refuse(f"the article {twice[0]} stands twice", "keep one of them, or give each text its own file")
    for piece in cut.pieces:
        if len(piece.text) > _LONGEST_TEXT:
            name = piece.article or (piece.topic or ("one part",))[-1][:40]
            raise source.refuse(f"{name} has {len(piece.text):,} characters, more than 20,000", "divide it by headings")


def _suffixes(pieces: Sequence[Piece]) -> list[str]:
    """What follows the law in each clause's id: `008`, `1692c-b`, `part-003`; none stands twice."""
    found: list[str] = []
    taken: set[str] = set()
    for place, piece in enumerate(pieces, start=1):
        slug = re.sub(r"[^a-z0-9]+", "-", piece.number.lower()).strip("-")
        suffix = re.sub(r"^[0-9]+(?=-|$)", lambda match: match[0].zfill(3), slug) or f"part-{place:03}"
        if suffix in taken:
            suffix = f"{suffix}-part-{place:03}"
        taken.add(suffix)
        found.append(suffix)
    return found


def _clause(piece: Piece, id: str, law: Law, told: Particulars) -> Clause:
    above = [text for text in piece.topic if text != law.name]
    topic = (" · ".join(above) or law.name)[:_LONGEST_TOPIC]
    return Clause(
        id=id,
        law_id=law.id,
        article=piece.article,
        jurisdiction=told.jurisdiction,
        confidence="verified",
        sources=("V",),
        in_force=(told.since, told.until),
        topic=Bilingual(zh=topic, en=topic),
        rule=Bilingual(zh=piece.text, en=piece.text),
        severity_advice="minor",
    )
