"""Vectors kept in embedded Chroma, one immutable folder per library and encoder.

A snapshot is built beside the published one and published by replacing the pointer file `CURRENT`, so a
build that dies leaves the old snapshot in use. Knows nothing of clauses. Never starts Chroma's server.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from knowledge.passages import ELSEWHERE, SCHEMA, Passage
from knowledge.vectors import Near
from peilian.content import KnowledgeError
from peilian.dialogue.ports import Encoder, Vectors

_POINTER = "CURRENT"
_PREFIX = "passages-"
_ONLY = ["distances"]
_BATCH = 500
_GRAPH = {"space": "ip", "ef_construction": 200, "ef_search": 120}


class Snapshot:
    """One published snapshot, open for reading. While it is open nobody removes its folder."""

    def __init__(self, folder: Path) -> None:
        self._lock = _hold(folder)
        try:
            self._client = _client(folder)
            self._collections = {
                found.name.removeprefix(_PREFIX): self._client.get_collection(found.name, embedding_function=None)
                for found in self._client.list_collections()
            }
            self._sizes = {name: found.count() for name, found in self._collections.items()}
        except BaseException:
            self._lock.close()
            raise

    def nearest(self, vector: Vectors, count: int, jurisdiction: str | None) -> list[Near]:
        """See `Neighbours.nearest`."""
        asked = [jurisdiction] if jurisdiction else [name for name in self._collections if name != ELSEWHERE]
        near: list[tuple[float, str]] = []
        for name in asked:
            wanted = min(count, self._sizes.get(name, 0))
            if wanted:
                found = self._collections[name].query(query_embeddings=vector[None, :], n_results=wanted, include=_ONLY)
                near += zip(map(float, found["distances"][0]), found["ids"][0], strict=True)
        return [(id.partition("#")[0], 1.0 - distance) for distance, id in sorted(near)[:count]]

    def close(self) -> None:
        self._client.close()
        self._lock.close()


def open_snapshot(folder: Path, library_version: str, encoder: Encoder, passages: Sequence[Passage]) -> Snapshot:
    """The published snapshot of these passages, built first where it is missing. Raises `KnowledgeError`."""
    texts = "\n".join(passage.text for passage in passages)
    from chromadb.errors import ChromaError

    key = hashlib.sha256(f"{SCHEMA}|{library_version}|{encoder.name}|{texts}".encode()).hexdigest()[:16]
    try:
        current = _current(folder, key)
        if current is None:
            folder.mkdir(parents=True, exist_ok=True)
            with _only_builder(folder):
                current = _current(folder, key) or _build(folder, key, encoder, passages)
        return Snapshot(current)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise KnowledgeError(f"the clause index in {folder} cannot be used ({reason}) — make it writable") from error
    except ChromaError as error:
        raise KnowledgeError(f"the clause index in {folder} is damaged — remove that folder") from error


def _current(folder: Path, key: str) -> Path | None:
    """The published snapshot where it is the one for `key`."""
    pointer = folder / _POINTER
    if not pointer.is_file():
        return None
    name = pointer.read_text(encoding="utf-8").strip()
    return folder / name if name.startswith(f"{key}-") and (folder / name).is_dir() else None


def _build(folder: Path, key: str, encoder: Encoder, passages: Sequence[Passage]) -> Path:
    number = 1
    while (folder / f"{key}-{number}").exists():
        number += 1
    target = folder / f"{key}-{number}"
    target.mkdir()
    client = _client(target)
    try:
        for jurisdiction in sorted({passage.jurisdiction for passage in passages}):
            _fill(client, jurisdiction, encoder, [row for row in passages if row.jurisdiction == jurisdiction])
    finally:
        client.close()
    _publish(folder, target)
    return target


def _fill(client: Any, jurisdiction: str, encoder: Encoder, passages: Sequence[Passage]) -> None:
    """One collection per jurisdiction: a filter inside a collection costs more than the search."""
    collection = client.create_collection(
        f"{_PREFIX}{jurisdiction}", embedding_function=None, configuration={"hnsw": _GRAPH}
    )
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        collection.add(
            ids=[passage.id for passage in batch], embeddings=encoder.encode([passage.text for passage in batch])
        )


def _publish(folder: Path, target: Path) -> None:
    """Point `CURRENT` at `target` in one step, then remove what nobody reads any more."""
    draft = folder / f"{_POINTER}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(f"{target.name}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / _POINTER)
    for old in folder.iterdir():
        if old.is_dir() and old != target and not _is_read(old):
            shutil.rmtree(old)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """One builder at a time over all processes; the lock ends with the process that holds it."""
    with (folder / "BUILD.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _hold(folder: Path) -> IO[str]:
    """A shared lock that tells builders that `folder` is being read."""
    file = (folder / "READERS.lock").open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _is_read(folder: Path) -> bool:
    with (folder / "READERS.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
