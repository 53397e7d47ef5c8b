"""`knowledge add`, `remove` and `export`: an organisation's own laws and policies."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal

from knowledge import Rank
from knowledge.intake import (
    Draft,
    Particulars,
    bundle_text,
    check_free,
    draft_of,
    is_bundle,
    read_bundle,
    read_source,
    shelve,
)
from knowledge.intake import remove as take_off
from peilian.cli.door import Door
from peilian.content import InputError
from peilian.practice.assembly import Assembly

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What was written on the command line; None where nothing was."""

    title: str | None = None
    jurisdiction: Literal["CN", "US"] | None = None
    rank: str | None = None
    issuer: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None
    language: Literal["zh", "en"] | None = None
    id: str | None = None


def add(door: Door, parts: Assembly, file: Path, told: Told, *, dry_run: bool) -> None:
    """Adds the law in `file`, or only shows it. Raises `InputError`; then nothing has been written."""
    source = read_source(file)
    if is_bundle(source):
        if given := [field.name for field in fields(told) if getattr(told, field.name) is not None]:
            raise InputError(f"{source.name}: an exported law says everything itself — leave out --{_option(given[0])}")
        draft = read_bundle(source)
    else:
        draft = draft_of(source, _particulars(told))
    check_free(draft, parts.library)
    shown = _preview(draft)
    if not dry_run:
        folder = shelve(draft, door.own_content / "knowledge")
        shown["written"] = str(folder)
    _say(door, draft, dry_run=dry_run)
    door.emit(json.dumps(shown, ensure_ascii=False, indent=1))


def remove(door: Door, parts: Assembly, law_id: str) -> None:
    """Removes a law that was added. Raises `InputError` where it was not, or rules cite it."""
    cited = {id for id, clause in parts.library.clauses.items() if clause.law_id == law_id}
    citing = sorted(
        id for id, item in parts.rules.items() if cited & {*item.value.citations, *filter(None, [item.value.clause])}
    )
    if citing:
        raise InputError(f"{law_id} is cited by {', '.join(citing)} — change those rules first")
    count = take_off(law_id, door.own_content / "knowledge")
    door.say(f"removed {law_id}: {count} clauses")
    door.emit(json.dumps({"removed": law_id, "clauses": count}))


def export(door: Door, parts: Assembly, law_id: str, out: Path) -> None:
    """Writes one law as one file. Raises `InputError` where there is none, or the file cannot be written."""
    ending = out.suffix.lower()
    if ending not in (".yaml", ".yml", ".json"):
        raise InputError(f"--out {out.name}: the name ends neither in .yaml nor in .json — choose one of them")
    text = bundle_text(parts.library, law_id, form="json" if ending == ".json" else "yaml")
    if out.exists():
        raise InputError(f"--out {out.name}: there is such a file already — choose another name")
    draft = out.with_name(f".{out.name}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise InputError(f"--out {out}: {error.strerror or 'cannot be written'} — choose another place") from error
    door.say(f"wrote {out}")


def _particulars(told: Told) -> Particulars:
    if told.title is None or not told.title.strip():
        raise InputError("--title is missing — give the law or policy the name that its issuer gave it")
    if told.jurisdiction is None:
        raise InputError("--jurisdiction is missing — give CN or US")
    return Particulars(
        title=told.title,
        jurisdiction=told.jurisdiction,
        rank=_rank(told.rank),
        issuer=told.issuer,
        number=told.number,
        since=told.since,
        until=told.until,
        language=told.language,
        id=told.id,
    )


def _rank(word: str | None) -> Rank:
    try:
        return Rank.HOUSE_POLICY if word is None else Rank(word)
    except ValueError:
        raise InputError(f"--rank {word!r} is no rank — use one of: {', '.join(Rank)}") from None


def _option(field: str) -> str:
    return "from" if field == "since" else field


def _preview(draft: Draft) -> dict[str, Any]:
    first = draft.clauses[0]
    return {
        "law": {
            **draft.law.model_dump(mode="json"),
            "jurisdiction": first.jurisdiction,
            "in_force": [day.isoformat() if day else None for day in first.in_force],
        },
        "pieces": [
            {
                "clause": clause.id,
                "article": clause.article,
                "topic": clause.topic.zh,
                "text": clause.rule.zh[:_SHOWN],
                "length": len(clause.rule.zh),
            }
            for clause in draft.clauses
        ],
        "masked": draft.masked,
        "left_out": draft.left_out,
    }


def _say(door: Door, draft: Draft, *, dry_run: bool) -> None:
    for note in draft.notes:
        door.say(note)
    if draft.left_out:
        door.say(f"{draft.left_out} characters outside every article (title, date …) are not added")
    if draft.masked:
        door.say(f"{draft.masked} personal number(s) masked")
    many = f"{len(draft.clauses)} clause(s) of {draft.law.name}"
    if dry_run:
        door.say(f"{many} would be added — leave out --dry-run to add them")
    else:
        door.say(f"{many} added; the next search builds the index anew; a running `serve` sees them once restarted")
