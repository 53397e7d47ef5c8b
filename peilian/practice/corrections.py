"""Corrections of a reading, kept as labelled sentences: the next start learns from them.

One file per language and part of the call in `content/corpus/`, sorted by text; who corrected what, when and why
stands in a comment above each row.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from evaluators import Rule
from peilian.content import InputError, Item, StoreError, read_yaml, validate
from peilian.dialogue.call import Language
from peilian.dialogue.corpus import Family, LabelledFile, LabelledSentence, Situation
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Reading
from peilian.dialogue.signal import Act
from peilian.privacy import mask

SITUATIONS: tuple[Situation, ...] = get_args(Situation)
LONGEST = 400
"""Characters of one corrected sentence."""
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_FIELDS = ("text", "pair", "floor", "acts", "signals", "also", "stance", "values")


@dataclass(frozen=True, slots=True)
class Correction:
    """What one agent sentence really carries."""

    text: str
    language: Language
    situation: Situation
    """The part of the call it belongs to."""
    acts: frozenset[str]
    signals: frozenset[str]
    """Rules, by id."""
    by: str
    at: datetime
    note: str = ""

    @property
    def family(self) -> Family:
        return "en" if self.language.startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row of a file with the comment lines right above it."""

    row: Mapping[str, Any]
    comments: tuple[str, ...]


def known_labels(
    acts: Mapping[str, Item[Act]],
    rules: Mapping[str, Item[Rule]],
    *,
    done: Collection[str] | None,
    broken: Collection[str] | None,
) -> None:
    """Raises `InputError` for the first id that the Reader does not listen for, naming the nearest that it does."""
    of_agents = {id for id, item in acts.items() if item.value.speaker == "agent"}
    by_words = {id for id, item in rules.items() if item.value.signal() is not None}
    for kind, wanted, known in (("agent act", done, of_agents), ("rule heard from words", broken, by_words)):
        for id in sorted(set(wanted or ()) - known):
            nearest = difflib.get_close_matches(id, sorted(known), n=1, cutoff=0.0)
            raise InputError(f"there is no {kind} {id!r} — the nearest is {nearest[0] if nearest else 'none'}")


def labels(
    reading: Reading, rules: Mapping[str, Item[Rule]], *, done: Collection[str] | None, broken: Collection[str] | None
) -> tuple[frozenset[str], frozenset[str]]:
    """Acts and rules of the corrected sentence: what is not given stays as it was heard.

    The act that a rule implies is added: a threat is a threat, whichever rule it breaks.
    """
    heard = reading.ids()
    signals = frozenset(heard & rules.keys() if broken is None else broken)
    implied = {signal.implies for id in signals if (signal := rules[id].value.signal()) is not None and signal.implies}
    return frozenset({*(heard - rules.keys() if done is None else done), *implied}), signals


def keep(correction: Correction, own_content: Path) -> Path:
    """Writes the correction; an earlier one of the same words is replaced. Returns its file.

    Raises `InputError` for a sentence that cannot be kept, `ContentError` where a file there is wrong or would be,
    `StoreError` where it cannot be written.
    """
    text = mask(correction.text.strip())
    if not text or len(text) > LONGEST or not text.isprintable():
        raise InputError(f"a correction is about one sentence of 1 to {LONGEST} plain characters — shorten it")
    folder = own_content / "corpus"
    path = folder / _name(correction.family, correction.situation)
    same = normalise(text).text
    written = {}
    for situation in SITUATIONS:
        file = folder / _name(correction.family, situation)
        entries = _entries(file)
        kept = [entry for entry in entries if normalise(entry.row["text"]).text != same]
        if file == path:
            kept.append(_entry(correction, text))
        elif len(kept) == len(entries):
            continue
        written[file] = _document(file, correction.family, situation, kept)
    for file, document in written.items():
        _write(file, document)
    return path


def corrected(corpus: Sequence[LabelledSentence], folder: Path | None) -> tuple[LabelledSentence, ...]:
    """`corpus` where a correction in `folder` has replaced every other row of the same words."""
    said: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {}
    if folder is None:
        return tuple(corpus)
    for family in get_args(Family):
        for situation in SITUATIONS:
            for entry in _entries(folder / _name(family, situation)):
                key = (family, normalise(entry.row["text"]).text)
                said[key] = (frozenset(entry.row["acts"]), frozenset(entry.row["signals"]))
    return tuple(row for row in corpus if _stands(row, said.get((row.language, normalise(row.text).text))))


def _stands(row: LabelledSentence, said: tuple[frozenset[str], frozenset[str]] | None) -> bool:
    return said is None or said == (row.acts, row.signals)


def _name(family: Family, situation: Situation) -> str:
    return f"corrections-{family}-{situation}.yaml"


def _entry(correction: Correction, text: str) -> _Entry:
    note = " ".join(correction.note.split())
    who = " ".join(correction.by.split())
    comment = f"{who}, {correction.at.isoformat(timespec='seconds')}" + (f": {note}" if note else "")
    row = {"text": text, "acts": sorted(correction.acts), "signals": sorted(correction.signals)}
    return _Entry(row, (f"# {comment}",))


def _entries(path: Path) -> list[_Entry]:
    """The rows of a file in its order, none where there is no file. Raises `ContentError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read — {error}") from error
    document = read_yaml(text, path.name)
    file = validate(document, LabelledFile, path.name)
    lines = text.splitlines()
    entries = []
    for number, row in enumerate(file.rows):
        first = last = (document.line_of(("rows", number)) or 1) - 1
        while first > 0 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        comments = tuple(line.strip() for line in lines[first:last])
        entries.append(_Entry({"acts": (), "signals": (), **row.model_dump(exclude_defaults=True)}, comments))
    return entries


def _document(path: Path, family: Family, situation: Situation, entries: Sequence[_Entry]) -> str | None:
    """The file's text, sorted by what was said, as it will be read again; None where no row is left."""
    if not entries:
        return None
    lines = [f"id: {path.stem}", f"language: {family}", f"situation: {situation}", "rows:"]
    for entry in sorted(entries, key=lambda one: str(one.row["text"])):
        lines += [f"  {comment}" for comment in entry.comments]
        fields = [f"{name}: {_yaml(entry.row[name])}" for name in _FIELDS if name in entry.row]
        lines += [f"  - {fields[0]}", *(f"    {field}" for field in fields[1:])]
    text = "\n".join(lines) + "\n"
    validate(read_yaml(text, path.name), LabelledFile, path.name)
    return text


def _yaml(value: str | Sequence[str]) -> str:
    """A string or a list of strings in YAML, in quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return "[" + ", ".join(one if _ID.fullmatch(one) else _yaml(one) for one in value) + "]"


def _write(path: Path, document: str | None) -> None:
    """All of the file or nothing of it."""
    partial = path.with_suffix(".part")
    try:
        if document is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(document, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written — {error.strerror or error}") from error
