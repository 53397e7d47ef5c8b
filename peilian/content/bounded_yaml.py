"""YAML read with limits and with the line of every field.

Refuses what a content file never needs and an attacker likes: aliases, tags, duplicate keys,
depth over 20, more than 10,000 nodes, more than 256 KiB.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

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
    """Parse `text` under the limits. Raises `ContentError` naming `name` and the line."""
    if len(text.encode("utf-8", errors="surrogatepass")) > MAX_BYTES:
        raise ContentError("the file is larger than 256 KiB", file=name, remedy="split it into several files")
    _check_shape(text, name)
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        root = yaml.compose(text)
        value = yaml.load(text)
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


def _check_shape(text: str, name: Path | str) -> None:
    depth = nodes = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.start_mark.line + 1
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                raise ContentError(
                    "anchors and aliases are not allowed", file=name, line=line, remedy="write the value out"
                )
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if isinstance(event, CollectionStartEvent | ScalarEvent):
                nodes += 1
                if event.tag not in (None, "!"):
                    raise ContentError("tags are not allowed", file=name, line=line, remedy="write a plain value")
            if depth > MAX_DEPTH:
                raise ContentError("nested deeper than 20 levels", file=name, line=line, remedy="flatten the structure")
            if nodes > MAX_NODES:
                raise ContentError(
                    "more than 10,000 values", file=name, line=line, remedy="split it into several files"
                )
    except (YAMLError, RecursionError, ValueError) as error:
        raise _syntax_error(error, name) from error


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
