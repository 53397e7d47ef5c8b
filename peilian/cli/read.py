"""`read`: what the Reader hears in one utterance, for people or programs, and a correction of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from peilian.cli.door import Door
from peilian.content import InputError
from peilian.dialogue.call import Speaker, language_of
from peilian.practice import corrections
from peilian.practice.assembly import Assembly
from peilian.practice.corrections import Correction
from peilian.practice.hearing import Hearing, Weighed, hearing
from peilian.privacy import mask
from peilian.web.heard_words import sentences_heard, value
from peilian.web.words import load_words

LONGEST = 5_000
"""Characters."""


def read(
    door: Door,
    parts: Assembly,
    text: str,
    *,
    language: str,
    speaker: Speaker,
    at: datetime | None,
    top: int,
    form: str,
    acts: str | None,
    signals: str | None,
    situation: str,
    note: str,
) -> None:
    """Prints what was heard; keeps a correction where acts or signals are given. Raises `InputError`."""
    spoken = language_of(language)
    said = _checked(door.stdin.read() if text == "-" else text)
    done, broken = _ids(acts), _ids(signals)
    correcting = done is not None or broken is not None
    part = next((one for one in corrections.SITUATIONS if one == situation), None)
    if part is None:
        raise InputError(f"unknown situation {situation!r} — use one of: {', '.join(corrections.SITUATIONS)}")
    if correcting:
        if speaker != "agent":
            raise InputError("only an agent's words can be corrected — leave out --speaker debtor")
        corrections.known_labels(parts.acts, parts.rules, done=done, broken=broken)
    now = door.clock.now()
    reading = parts.reader.read(said, language=spoken, speaker=speaker, on=(at or now).date())
    if correcting and len(reading.sentences) != 1:
        raise InputError(f"a correction is about one sentence, these are {len(reading.sentences)} — give one at a time")
    heard = hearing(parts, reading, top=top)
    if form == "json":
        door.emit(json.dumps(_document(heard), ensure_ascii=False))
    else:
        _table(door, heard)
    if correcting:
        carried, marked = corrections.labels(reading, parts.rules, done=done, broken=broken)
        by = door.environment.get("USER") or door.environment.get("USERNAME") or "console"
        file = corrections.keep(Correction(said, spoken, part, carried, marked, by, now, note), door.own_content)
        door.say(f"acts: {_listed(carried)}; signals: {_listed(marked)}")
        door.say(f"kept in {file} — the next start learns from it")


def _checked(text: str) -> str:
    """What was said, with personal numbers masked as in a call; offsets stay. Raises `InputError`."""
    said = text.strip()
    if not said:
        raise InputError("there is no text — write what was said, or - to read it from standard input")
    if len(said) > LONGEST:
        raise InputError(f"the text has {len(said)} characters, the limit is {LONGEST} — shorten it")
    if "\0" in said or any("\ud800" <= character <= "\udfff" for character in said):
        raise InputError("the text holds a character that cannot be read — remove it")
    return mask(said)


def _ids(given: str | None) -> frozenset[str] | None:
    """`a,b` as ids; none at all for an empty word; None where nothing was said about them."""
    return None if given is None else frozenset(id.strip() for id in given.split(",") if id.strip())


def _listed(ids: frozenset[str]) -> str:
    return ", ".join(sorted(ids)) or "none"


def _document(heard: Hearing) -> dict[str, Any]:
    reading = heard.reading
    return {
        "text": reading.text,
        "language": reading.language,
        "speaker": reading.speaker,
        "reader": heard.reader,
        "sentences": [
            {
                "text": sentence.span.of(reading.text),
                "start": sentence.span.start,
                "end": sentence.span.end,
                "stance": sentence.stance,
                "signals": [_signal(one, heard) for one in sentence.signals],
            }
            for sentence in heard.sentences
        ],
        "values": list(heard.values),
    }


def _signal(one: Weighed, heard: Hearing) -> dict[str, Any]:
    """Where and how is null for what was not heard."""
    found = one.heard
    return {
        "id": one.id,
        "title": one.title.in_(heard.reading.language),
        "kind": one.kind,
        "heard": found is not None,
        "chance": one.chance,
        "score": one.score,
        "words": one.words,
        "start": found.span.start if found else None,
        "end": found.span.end if found else None,
        "quote": found.span.of(heard.reading.text) if found else None,
        "how": found.how if found else None,
        "stance": found.stance if found else None,
    }


def _table(door: Door, heard: Hearing) -> None:
    words = load_words()[heard.reading.language]
    out = door.stdout
    console = Console(file=out, highlight=False, markup=False, width=110 if not out.isatty() else None)
    for sentence in sentences_heard(heard, words):
        console.print(Text(f"{sentence.text}  [{words('stance.' + sentence.stance)}]", style="bold"))
        table = Table(show_edge=False, show_header=False, box=None, padding=(0, 2, 0, 0))
        for _ in range(4):
            table.add_column(overflow="fold")
        for one in sentence.signals:
            why = one.why if one.stance is None else f"{one.why} [{words('stance.' + one.stance)}]"
            table.add_row(
                Text(words("heard.yes") if one.heard else words("heard.no")),
                Text(one.chance, justify="right"),
                Text(f"{one.title} ({one.id})"),
                Text(why),
                style=None if one.heard else "dim",
            )
        console.print(table)
        console.print()
    values = words("list.comma").join(value(said, words) for said in heard.values)
    console.print(Text(f"{words('heard.values')} {values}" if values else words("heard.no_values")))
