"""What a refusing disk or database means, in one sentence with the remedy."""

from __future__ import annotations

import errno

from peilian.content import StoreError

_SQLITE: tuple[tuple[str, str, str], ...] = (
    ("SQLITE_FULL", "store_full", "{place} is full — free some space; nothing that was accepted before is lost"),
    ("SQLITE_READONLY", "store_read_only", "{place} cannot be written — give this user write permission to it"),
    ("SQLITE_CANTOPEN", "store_read_only", "{place} cannot be opened — give this user read and write permission to it"),
    ("SQLITE_PERM", "store_read_only", "{place} cannot be opened — give this user read and write permission to it"),
    ("SQLITE_BUSY", "store_busy", "{place} is locked by another program — close it, or try again in a moment"),
    ("SQLITE_LOCKED", "store_busy", "{place} is locked by another program — close it, or try again in a moment"),
    ("SQLITE_NOTADB", "store_damaged", "{place} is not a Peilian database — move that file away or restore a backup"),
    ("SQLITE_CORRUPT", "store_damaged", "{place} is damaged — restore the last backup"),
    ("SQLITE_IOERR", "store_disk", "{place}: the disk reported an error — check the disk, then start again"),
)


def of_database(error: BaseException, place: str) -> StoreError:
    """The sentence for what the driver raised while working on `place` (a path, or a URL without its password)."""
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", "")
    for prefix, code, sentence in _SQLITE:
        if name.startswith(prefix):
            return StoreError(sentence.format(place=f"the database {place}"), code=code)
    if type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError":
        return StoreError(
            f"the database server for {place} does not answer — start it, or correct its address", code="store_offline"
        )
    first_line = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    return StoreError(f"the database {place} refused: {first_line}", code="store_refused")


def of_disk(error: OSError, place: str) -> StoreError:
    """The sentence for what the operating system said about the path `place`."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            f"the data folder {place} cannot be written — give this user write permission, or choose another folder",
            code="store_read_only",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"the disk of {place} is full — free some space and start again", code="store_full")
    if error.errno == errno.ENOENT:
        return StoreError(f"the folder above {place} does not exist — create it first", code="store_missing")
    return StoreError(f"the data folder {place} cannot be used: {error.strerror or error}", code="store_refused")
