"""What the documents promise holds: links lead somewhere, commands exist, examples are valid."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from evaluators import Rubric, Rule
from knowledge import Clause, Library
from peilian.cli.commands import app
from peilian.content import read_item
from peilian.dialogue.acts import load_acts
from personas import Persona
from personas.checks import problems

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"python app\.py((?: [^`\n|]*)?)")
EXAMPLE = re.compile(r"```yaml example=(\w+)(?: id=([\w-]+))?\n(.*?)\n```", re.DOTALL)
MODELS: dict[str, type[BaseModel]] = {"persona": Persona, "rule": Rule, "rubric": Rubric, "clause": Clause}


def examples() -> list[tuple[str, str, str]]:
    """(kind, id, text) of every fenced example in the guides."""
    found = [match.groups() for file in DOCUMENTS for match in EXAMPLE.finditer(file.read_text(encoding="utf-8"))]
    return [(kind, id or kind, text) for kind, id, text in found]


def command_lines() -> list[str]:
    """Every `python app.py …` of the documents, without what a shell does with it."""
    lines = []
    for file in DOCUMENTS:
        for match in COMMAND.finditer(file.read_text(encoding="utf-8")):
            lines.append(re.split(r"[>|#]", match.group(1))[0].strip())
    return sorted(set(lines))


def command_of(words: list[str]) -> tuple[typer.core.TyperCommand, list[str]]:
    """The command that `words` name and what is left of them. Raises `KeyError` where there is none."""
    command = typer.main.get_command(app)
    while words and isinstance(command, typer.core.TyperGroup):
        command, words = command.commands[words[0]], words[1:]
    assert isinstance(command, typer.core.TyperCommand), f"{command.name} needs a command of its own"
    return command, words


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    for target in LINK.findall(file.read_text(encoding="utf-8")):
        path = target.partition("#")[0]
        if not path or "://" in path or "screenshots/" in path:
            continue
        assert (file.parent / path).exists(), f"{file.name} links to {target}"


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_in_the_documents_can_be_typed(line: str) -> None:
    words = [word for word in shlex.split(line) if word != "--help"]
    if not words:
        return
    command, rest = command_of(words)
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= options
    arguments = [parameter for parameter in command.params if not parameter.opts[0].startswith("-")]
    assert arguments or not rest or rest[0].startswith("-"), f"{line}: takes no argument"


@pytest.mark.parametrize("heading", ["## 命令", "## Commands"])
def test_the_table_of_commands_names_every_command_there_is(heading: str) -> None:
    part = (ROOT / "README.md").read_text(encoding="utf-8").split(f"{heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    top = typer.main.get_command(app)
    assert isinstance(top, typer.core.TyperGroup)
    for name, command in top.commands.items():
        row = next((row for row in rows if re.search(rf"`{name}[ `]", row.split("|")[1])), "")
        assert row, f"{name} is not in the table"
        for inner in command.commands if isinstance(command, typer.core.TyperGroup) else ():
            assert f"`{inner}" in row, f"{name} {inner} is not in the table"


@pytest.mark.parametrize(("kind", "id", "text"), examples(), ids=lambda value: value if len(value) < 60 else "")
def test_every_example_of_the_guides_is_valid(kind: str, id: str, text: str, tmp_path: Path) -> None:
    if kind == "laws":
        (tmp_path / "laws.yaml").write_text(text, encoding="utf-8")
        assert Library.load(tmp_path).laws
        return
    path = tmp_path / f"{id}.yaml"
    path.write_text(text, encoding="utf-8")
    value = read_item(path, MODELS[kind]).value
    if isinstance(value, Persona):
        assert list(problems(value, load_acts())) == []


def test_the_example_clause_stands_with_the_example_law(tmp_path: Path) -> None:
    for kind, id, text in examples():
        if kind in ("laws", "clause"):
            (tmp_path / f"{id}.yaml").write_text(text, encoding="utf-8")
    assert [str(error) for error in Library.load(tmp_path).validate()] == []


def test_every_kind_of_content_has_an_example() -> None:
    assert {kind for kind, _, _ in examples()} == {*MODELS, "laws"}
