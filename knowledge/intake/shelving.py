"""Own laws put on the shelf and taken off it: a folder per law, there as a whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.clause import Clause
from knowledge.intake.draft import Draft
from knowledge.intake.yaml_text import as_yaml, fields_of
from knowledge.law import read_laws
from knowledge.library import Library
from peilian.content import InputError, Item, read_item

_LAWS = "laws.yaml"
_WORKBENCH = ".knowledge-bench"
"""Beside the shelf, so that nobody reads what is half written; a rename moves it over."""
_LOCK = ".knowledge-lock"


def check_free(draft: Draft, library: Library) -> None:
    """Raises `InputError` where the id or the title is taken or the clauses would not be valid in `library`."""
    law = draft.law
    if law.id in library.laws:
        raise InputError(f"the id {law.id!r} is taken by {library.laws[law.id].name} — choose another with --id")
    names = {_plain(name): other for other in library.laws.values() for name in other.names}
    for name in law.names:
        if other := names.get(_plain(name)):
            raise InputError(
                f"the title {name!r} is taken by {other.id!r} — remove that one first, or add the year or edition"
            )
    if taken := [clause.id for clause in draft.clauses if clause.id in library.clauses]:
        raise InputError(f"there is a clause {taken[0]!r} already — choose another --id")
    items = [Item(clause.id, clause, "", Path(f"{clause.id}.yaml"), True) for clause in draft.clauses]
    others = [Item(id, clause, "", Path(f"{id}.yaml"), False) for id, clause in library.clauses.items()]
    for problem in Library.of([*others, *items], {**library.laws, law.id: law}).validate():
        if problem.file in {f"{clause.id}.yaml" for clause in draft.clauses}:
            raise InputError(str(problem))


def shelve(draft: Draft, own: Path) -> Path:
    """Adds the law to the shelf `own` and answers its folder. Raises `InputError`; then nothing has changed."""
    with _alone(own) as bench:
        check_free(draft, Library.load(own))
        target = own / draft.law.id
        if target.exists() or target.is_symlink():
            raise InputError(f"{target} is in the way — move it, or choose another --id")
        bench.mkdir()
        _write(bench / _LAWS, as_yaml({"laws": [fields_of(draft.law)]}))
        for clause in draft.clauses:
            _write(bench / f"{clause.id}.yaml", as_yaml(fields_of(clause)))
        _prove(bench, draft)
        own.mkdir(exist_ok=True)
        bench.rename(target)
        _settle(own)
    return target


def remove(law_id: str, own: Path) -> int:
    """Takes an added law off the shelf and answers how many clauses it had. Raises `InputError` where it cannot."""
    with _alone(own) as bench:
        library = Library.load(own)
        folder = own / law_id
        if law_id not in library.laws:
            raise InputError(f"there is no law {law_id!r} — `knowledge list` shows them all")
        if not (folder / _LAWS).is_file() or set(read_laws(folder / _LAWS)) != {law_id}:
            raise InputError(f"{law_id} was not added with `knowledge add` — only what was added can be removed")
        going = {path.stem for path in folder.rglob("*.yaml")}
        for clause in library.clauses.values():
            leans = clause.law_id == law_id or {clause.supersedes, clause.superseded_by} & going
            if leans and clause.id not in going:
                raise InputError(f"the clause {clause.id} rests on {law_id} — change or remove it first")
        folder.rename(bench)
        _settle(own)
    return len(going) - 1


def _prove(bench: Path, draft: Draft) -> None:
    """Reads everything back, so that nothing can be published that the library would stumble over."""
    read = {path.stem: read_item(path, Clause, own=True).value for path in bench.glob("*.yaml") if path.name != _LAWS}
    if read != {clause.id: clause for clause in draft.clauses} or read_laws(bench / _LAWS) != {draft.law.id: draft.law}:
        raise InputError("what was written reads otherwise — give the text in another format")


@contextmanager
def _alone(own: Path) -> Iterator[Path]:
    """One at a time over all processes; the workbench is swept before and after."""
    content = own.parent
    bench = content / _WORKBENCH
    try:
        content.mkdir(parents=True, exist_ok=True)
        with (content / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _sweep(bench)
            try:
                yield bench
            finally:
                _sweep(bench)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            f"{content} cannot be written ({reason}) — check who may write there and the room left"
        ) from error


def _sweep(bench: Path) -> None:
    if bench.exists():
        shutil.rmtree(bench)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Makes a rename in `folder` outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
