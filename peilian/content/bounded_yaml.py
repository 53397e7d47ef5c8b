"""YAML read with limits and with the line of every field.

Refuses what a content file never needs and an attacker likes: aliases, tags, duplicate keys,
depth over 20, more than 10,000 nodes, more than 256 KiB.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, NodeEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.parser import Parser

from peilian.content.errors import ContentError

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 10_000


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: plain dicts, lists and scalars, and the 1-based line of every dotted path."""

    value: Any
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, path: tuple[str | int, ...]) -> int | None:
        """The line of `path`, or of its nearest parent that stands in the file."""
        for end in range(len(path), -1, -1):
            line = self.lines.get(".".join(str(part) for part in path[:end]))
            if line is not None:
                return line
        return None


def read_yaml(text: str, name: Path | str) -> Document:
    """Parse `text` once under the limits. Raises `ContentError` naming `name` and the line."""
    if len(text.encode("utf-8", errors="surrogatepass")) > MAX_BYTES:
        raise ContentError("the file is larger than 256 KiB", file=name, remedy="split it into several files")
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = False
    yaml.Parser = partial(_BoundedParser, bounds=_Bounds(name))
    try:
        root = yaml.compose(text)
        value = yaml.constructor.construct_document(root) if root is not None else None
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError(
            "a key stands twice in one mapping", file=name, line=line, remedy="keep one of them"
        ) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise _syntax_error(error, name) from error
    lines: dict[str, int] = {}
    if root is not None:
        _collect_lines(root, (), lines)
    return Document(value, lines)


class _Bounds:
    """Counts what one file holds and refuses what no content file needs."""

    def __init__(self, name: Path | str) -> None:
        self._name = name
        self._depth = self._nodes = 0

    def check(self, event: Event) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            self._refuse(event, "anchors and aliases are not allowed", "write the value out")
        if isinstance(event, CollectionStartEvent | ScalarEvent):
            self._nodes += 1
            if event.tag not in (None, "!"):
                self._refuse(event, "tags are not allowed", "write a plain value")
        self._depth += isinstance(event, CollectionStartEvent)
        self._depth -= isinstance(event, CollectionEndEvent)
        if self._depth > MAX_DEPTH:
            self._refuse(event, "nested deeper than 20 levels", "flatten the structure")
        if self._nodes > MAX_NODES:
            self._refuse(event, "more than 10,000 values", "split it into several files")

    def _refuse(self, event: Event, problem: str, remedy: str) -> None:
        raise ContentError(problem, file=self._name, line=event.start_mark.line + 1, remedy=remedy)


class _BoundedParser(Parser):
    """Hands on each event only after the bounds have seen it, so nothing is ever built beyond them."""

    def __init__(self, loader: Any, bounds: _Bounds) -> None:
        super().__init__(loader)
        self._bounds = bounds

    def get_event(self) -> Any:
        event = super().get_event()
        self._bounds.check(event)
        return event


def _syntax_error(error: Exception, name: Path | str) -> ContentError:
    line = None
    problem = "nested too deeply" if isinstance(error, RecursionError) else "not valid YAML"
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        problem = f"not valid YAML ({error.problem or error.context or 'syntax'})"
    return ContentError(problem, file=name, line=line, remedy="check indentation, colons and quotes near this line")


def _collect_lines(node: Node, path: tuple[str, ...], lines: dict[str, int]) -> None:
    lines.setdefault(".".join(path), node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        for key, child in node.value:
            if isinstance(key, ScalarNode):
                lines[".".join((*path, key.value))] = key.start_mark.line + 1
                _collect_lines(child, (*path, key.value), lines)
    elif isinstance(node, SequenceNode):
        for index, child in enumerate(node.value):
            _collect_lines(child, (*path, str(index)), lines)
