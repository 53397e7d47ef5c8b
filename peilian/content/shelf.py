"""A shelf of content files of one kind: shipped files, and the organisation's own laid over them.

File name = id. A file of the same name in the overlay replaces the shipped one; nothing is merged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from peilian.content.bounded_yaml import Document, read_yaml
from peilian.content.errors import ContentError

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One loaded file: its id, value, sha256 of its bytes and where it came from."""

    id: str
    value: T
    hash: str
    path: Path
    own: bool
    """True where it comes from the organisation's overlay."""


def read_item(path: Path, model: type[T], *, own: bool = False) -> Item[T]:
    """Read and validate one file. Raises `ContentError` with file, line and field."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ContentError(
            "the file cannot be read", file=path.name, remedy=error.strerror or "check its permissions"
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError("the file is not UTF-8", file=path.name, remedy="save it as UTF-8") from error
    document = read_yaml(text, path.name)
    value = validate(document, model, path.name)
    named = getattr(value, "id", path.stem)
    if named != path.stem:
        raise ContentError(
            f"the id is {named!r} but the file is called {path.stem!r}",
            file=path.name,
            line=document.line_of(("id",)),
            field="id",
            remedy="file name and id must be the same",
        )
    return Item(path.stem, value, hashlib.sha256(raw).hexdigest(), path, own)


def validate(document: Document, model: type[T], name: Path | str) -> T:
    """`document` as a `model`. Raises `ContentError` for the first field that is wrong."""
    if not isinstance(document.value, dict):
        raise ContentError(
            "the file must be a mapping of fields",
            file=name,
            line=1,
            remedy=f"start with the fields of {model.__name__}",
        )
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise content_error(error, document, name) from error


def content_error(error: ValidationError, document: Document, name: Path | str) -> ContentError:
    """The first problem of a pydantic error as a sentence with file, line and field."""
    first = error.errors()[0]
    path = tuple(part for part in first["loc"] if not (isinstance(part, str) and "[" in part))
    problem, remedy = _in_words(first["type"], first["msg"], first.get("ctx") or {}, path)
    return ContentError(
        problem, file=name, line=document.line_of(path), field=".".join(map(str, path)) or None, remedy=remedy
    )


def _in_words(kind: str, message: str, context: dict[str, Any], path: tuple[Any, ...]) -> tuple[str, str]:
    last = path[-1] if path else "?"
    if kind == "extra_forbidden":
        return f"unknown field {last!r}", "remove it or correct its spelling"
    if kind == "missing":
        return f"the field {last!r} is missing", "add it"
    if kind == "literal_error":
        return f"not one of the words allowed: {context.get('expected', '')}", "use one of them"
    return message.removeprefix("Value error, "), "correct this value"


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """All files of one kind below `shipped` folders and the `own` folder."""

    model: type[T]
    shipped: Sequence[Path]
    own: Path | None = None
    besides: frozenset[str] = frozenset()
    """Names of files that stand among the items and are none."""

    def paths(self) -> dict[str, tuple[Path, bool]]:
        """id -> (file, is own); sorted by id. Raises `ContentError` where an id stands twice on one side."""
        found: dict[str, tuple[Path, bool]] = {}
        own = [self.own] if self.own is not None and self.own.is_dir() else []
        for folders, is_own in ((self.shipped, False), (own, True)):
            for path in (path for folder in folders for path in sorted(folder.rglob("*.yaml"))):
                if path.stem in self.besides:
                    continue
                if path.stem in found and found[path.stem][1] == is_own:
                    raise ContentError(
                        "this id stands in two folders", file=path.name, remedy="rename one of the files"
                    )
                found[path.stem] = (path, is_own)
        return dict(sorted(found.items()))

    def __iter__(self) -> Iterator[Item[T]]:
        for path, own in self.paths().values():
            yield read_item(path, self.model, own=own)

    def load(self) -> dict[str, Item[T]]:
        """Every item by id. Raises `ContentError` at the first wrong file."""
        return {item.id: item for item in self}


def hash_of_all(items: Sequence[Item[Any]]) -> str:
    """Twelve hex digits that change when any file of the shelf changes."""
    digest = hashlib.sha256()
    for item in sorted(items, key=lambda item: item.id):
        digest.update(f"{item.id}:{item.hash}\n".encode())
    return digest.hexdigest()[:12]
