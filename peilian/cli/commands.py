"""Every command with its options. Knows how to parse and how to fail; the work is in one file per command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peilian.cli.door import Door
    from peilian.dialogue.call import Jurisdiction
    from peilian.practice.assembly import Assembly

_CONTEXT = {"help_option_names": ["-h", "--help"]}


class Form(StrEnum):
    json = "json"
    table = "table"


class JsonForm(StrEnum):
    json = "json"


class VoiceName(StrEnum):
    scripted = "scripted"
    llm = "llm"


class Judging(StrEnum):
    off = "off"
    llm = "llm"


class Side(StrEnum):
    agent = "agent"
    debtor = "debtor"


class Law(StrEnum):
    CN = "CN"
    US = "US"


class Tongue(StrEnum):
    zh = "zh"
    en = "en"


app = typer.Typer(
    name="peilian",
    help="陪练 Peilian: practise collection calls and be scored. Without a command: serve.",
    context_settings=_CONTEXT,
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
personas = typer.Typer(help="The debtors.", context_settings=_CONTEXT)
rules = typer.Typer(help="What an agent must and must not do.", context_settings=_CONTEXT)
rubrics = typer.Typer(help="What findings cost.", context_settings=_CONTEXT)
knowledge = typer.Typer(help="The law pack.", context_settings=_CONTEXT)
users = typer.Typer(help="People who may sign in.", context_settings=_CONTEXT)
for _name, _group in (
    ("personas", personas),
    ("rules", rules),
    ("rubrics", rubrics),
    ("knowledge", knowledge),
    ("users", users),
):
    app.add_typer(_group, name=_name)

Seed = Annotated[int, typer.Option(help="Same seed, same debtor.")]
At = Annotated[str | None, typer.Option(metavar="TIME", help="The call's time, ISO 8601 with offset.")]
AsJson = Annotated[JsonForm, typer.Option("--format", help="Form of the output.")]


@dataclass(frozen=True, slots=True)
class _Given:
    door: Door
    parts: Assembly | None


def run(door: Door, arguments: list[str], *, parts: Assembly | None = None) -> int:
    """Runs one command line and returns its exit code. One plain sentence on stderr for every fault.

    `parts`: rooms that are put together already, for callers that run many commands in one process.
    """
    from typer.exceptions import TyperException

    try:
        result: Any = app(arguments, standalone_mode=False, obj=_Given(door, parts), prog_name="peilian")
    except typer.Abort:
        door.say("")
        return 130
    except TyperException as error:
        door.say(f"{error.format_message().rstrip('.')} — add --help to see what can be written")
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        door.say("")
        return 130
    except Exception as error:
        # Loaded only when something went wrong, so that `--help` stays fast.
        from peilian.content import PeilianError

        if not isinstance(error, PeilianError):
            raise
        door.say(str(error))
        return 2
    return result if isinstance(result, int) else 0


def _parts(context: typer.Context) -> tuple[Door, Assembly]:
    from peilian.practice.assembly import Assembly

    given: _Given = context.obj
    door = given.door
    parts = given.parts or Assembly(
        encoder=door.encoder(), ear=door.ear(), data=door.data, own_content=door.own_content
    )
    return door, parts


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> int:
    return serve(context) if context.invoked_subcommand is None else 0


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
) -> int:
    """Open the practice room in the browser."""
    from peilian.cli.serve import serve as run_server

    door, parts = _parts(context)
    return run_server(door, parts, host=host, port=port)


@app.command()
def chat(
    context: typer.Context,
    persona: Annotated[str | None, typer.Option(metavar="ID", help="Whom to call.")] = None,
    voice: Annotated[VoiceName, typer.Option(help="Who finds the words.")] = VoiceName.scripted,
    seed: Seed = 1,
    at: At = None,
) -> int:
    """Practise in the terminal, then see the scorecard."""
    from peilian.cli.chat import chat as practise

    door, parts = _parts(context)
    practise(door, parts, persona=persona, voice=voice.value, seed=seed, at=_time(at))
    return 0


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="[FILE.jsonl|-]", help="Sentences, one JSON object per line.")] = Path(
        "-"
    ),
    form: AsJson = JsonForm.json,
) -> int:
    """Findings for single sentences."""
    from peilian.cli.check import check as check_lines

    door, parts = _parts(context)
    check_lines(door, parts, file)
    return 0


@app.command()
def evaluate(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="CALL.json…", help="Calls; - reads one from stdin.")],
    rubric: Annotated[str | None, typer.Option(metavar="ID", help="Rubric, default: default.")] = None,
    judge: Annotated[Judging, typer.Option(help="Ask a language model for more.")] = Judging.off,
    form: Annotated[Form, typer.Option("--format", help="Form of the output.")] = Form.json,
) -> int:
    """A scorecard per call."""
    from peilian.cli.evaluate import evaluate as score_calls

    door, parts = _parts(context)
    score_calls(door, parts, files, rubric=rubric, judge=judge.value, form=form.value)
    return 0


@app.command()
def respond(
    context: typer.Context,
    persona: Annotated[str, typer.Option(metavar="ID", help="Whom to call.")],
    script: Annotated[Path, typer.Option(metavar="FILE.jsonl", help='The agent\'s lines: {"text": …} per line.')],
    voice: Annotated[VoiceName, typer.Option(help="Who finds the words.")] = VoiceName.scripted,
    seed: Seed = 1,
    at: At = None,
    form: AsJson = JsonForm.json,
) -> int:
    """Play a script against a debtor and print the whole Call."""
    from peilian.cli.respond import respond as play_script

    door, parts = _parts(context)
    play_script(door, parts, persona=persona, script=script, voice=voice.value, seed=seed, at=_time(at))
    return 0


@app.command()
def read(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was said; - reads it from stdin.")],
    lang: Annotated[str, typer.Option(help="zh-CN, zh-TW or en-US.")] = "zh-CN",
    speaker: Annotated[Side, typer.Option(help="Who said it.")] = Side.agent,
    at: At = None,
    top: Annotated[int, typer.Option(min=0, max=200, help="Signals shown per sentence; heard ones always.")] = 8,
    form: Annotated[Form, typer.Option("--format", help="Form of the output.")] = Form.table,
    acts: Annotated[str | None, typer.Option(metavar="ID,ID", help="Correct it: the acts it really carries.")] = None,
    signals: Annotated[str | None, typer.Option(metavar="ID,ID", help="Correct it: the rules it breaks.")] = None,
    situation: Annotated[str, typer.Option(help="The part of the call a correction belongs to.")] = "negotiation",
    note: Annotated[str, typer.Option(help="Why it was corrected.")] = "",
) -> int:
    """What is heard in an utterance and why; with --acts or --signals, correct it."""
    from peilian.cli.read import read as hear

    door, parts = _parts(context)
    hear(
        door,
        parts,
        text,
        language=lang,
        speaker=speaker.value,
        at=_time(at),
        top=top,
        form=form.value,
        acts=acts,
        signals=signals,
        situation=situation,
        note=note,
    )
    return 0


@app.command()
def doctor(context: typer.Context) -> int:
    """Check this installation; exit 1 where something is wrong."""
    from peilian.cli.doctor import doctor as look

    return look(*_parts(context))


@personas.command("list")
def personas_list(context: typer.Context, form: AsJson = JsonForm.json) -> int:
    """All personas."""
    from peilian.cli.content import list_personas

    list_personas(*_parts(context))
    return 0


@personas.command("show")
def personas_show(context: typer.Context, id: str) -> int:
    """One persona's file."""
    from peilian.cli.content import show

    door, parts = _parts(context)
    show(door, parts.personas, id, "persona")
    return 0


@personas.command("validate")
def personas_validate(context: typer.Context, file: Annotated[Path | None, typer.Argument()] = None) -> int:
    """Check one file, or all; exit 1 where something is wrong."""
    from peilian.cli.persona_check import validate_personas

    return validate_personas(*_parts(context), file)


@rules.command("list")
def rules_list(context: typer.Context, form: AsJson = JsonForm.json) -> int:
    """All rules."""
    from peilian.cli.content import list_rules

    list_rules(*_parts(context))
    return 0


@rules.command("show")
def rules_show(context: typer.Context, id: str) -> int:
    """One rule's file."""
    from peilian.cli.content import show

    door, parts = _parts(context)
    show(door, parts.rules, id, "rule")
    return 0


@rules.command("validate")
def rules_validate(context: typer.Context, file: Annotated[Path | None, typer.Argument()] = None) -> int:
    """Check one file, or all, and hold every rule against its own examples; exit 1 where something is wrong."""
    from peilian.cli.rule_check import validate_rules

    return validate_rules(*_parts(context), file)


@rubrics.command("list")
def rubrics_list(context: typer.Context, form: AsJson = JsonForm.json) -> int:
    """All rubrics."""
    from peilian.cli.content import list_rubrics

    list_rubrics(*_parts(context))
    return 0


@rubrics.command("show")
def rubrics_show(context: typer.Context, id: str) -> int:
    """One rubric's file."""
    from peilian.cli.content import show

    door, parts = _parts(context)
    show(door, parts.rubrics, id, "rubric")
    return 0


@rubrics.command("validate")
def rubrics_validate(context: typer.Context, file: Annotated[Path | None, typer.Argument()] = None) -> int:
    """Check one file, or all; exit 1 where something is wrong."""
    from peilian.cli.content import validate_rubrics

    return validate_rubrics(*_parts(context), file)


@knowledge.command("search")
def knowledge_search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument()] = None,
    top: Annotated[int, typer.Option(min=1, max=50)] = 5,
    jurisdiction: Annotated[Law | None, typer.Option()] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The law of that day.")] = None,
    queries: Annotated[Path | None, typer.Option(metavar="FILE.jsonl", help="Many questions at once.")] = None,
    form: AsJson = JsonForm.json,
) -> int:
    """Clauses that answer a question; an empty list = nothing answers."""
    from peilian.cli.law import search

    door, parts = _parts(context)
    chosen: Jurisdiction | None = None if jurisdiction is None else ("CN" if jurisdiction is Law.CN else "US")
    search(door, parts, query=query, queries=queries, top=top, jurisdiction=chosen, on=_day(on))
    return 0


@knowledge.command("list")
def knowledge_list(context: typer.Context, form: AsJson = JsonForm.json) -> int:
    """All clauses."""
    from peilian.cli.law import list_clauses

    list_clauses(*_parts(context))
    return 0


@knowledge.command("show")
def knowledge_show(context: typer.Context, id: str) -> int:
    """One clause with its rank, dates and the rules that cite it."""
    from peilian.cli.law import show_clause

    show_clause(*_parts(context), id)
    return 0


@knowledge.command("validate")
def knowledge_validate(context: typer.Context) -> int:
    """Check the law pack and its citations; exit 1 where something is wrong."""
    from peilian.cli.law import validate

    return validate(*_parts(context))


@knowledge.command("add")
def knowledge_add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="PDF, DOCX, HTML, Markdown, text, or an exported law.")],
    title: Annotated[str | None, typer.Option(help="Its name, as the issuer writes it.")] = None,
    jurisdiction: Annotated[Law | None, typer.Option(help="Where it applies.")] = None,
    rank: Annotated[str | None, typer.Option(help="How binding it is; house_policy unless told.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Who issued it.")] = None,
    number: Annotated[str | None, typer.Option(help="The number of the document.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day in force.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day in force.")] = None,
    language: Annotated[Tongue | None, typer.Option(help="By content unless told.")] = None,
    id: Annotated[str | None, typer.Option(metavar="PREFIX", help="Begins every clause; from the title.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be added.")] = False,
) -> int:
    """Add your own law or policy, split by article; searchable at the next search."""
    from peilian.cli.law_add import Told, add

    told = Told(
        title=title,
        jurisdiction=jurisdiction.value if jurisdiction else None,
        rank=rank,
        issuer=issuer,
        number=number,
        since=_day(since, "--from"),
        until=_day(until, "--until"),
        language=language.value if language else None,
        id=id,
    )
    add(*_parts(context), file, told, dry_run=dry_run)
    return 0


@knowledge.command("remove")
def knowledge_remove(context: typer.Context, law_id: Annotated[str, typer.Argument(metavar="LAW_ID")]) -> int:
    """Remove a law that was added here; refused while a rule cites it."""
    from peilian.cli.law_add import remove

    remove(*_parts(context), law_id)
    return 0


@knowledge.command("export")
def knowledge_export(
    context: typer.Context,
    law_id: Annotated[str, typer.Argument(metavar="LAW_ID")],
    out: Annotated[Path, typer.Option(metavar="FILE.yaml|FILE.json", help="Where to write it.")],
) -> int:
    """Write a law and its clauses as one file that `knowledge add` reads."""
    from peilian.cli.law_add import export

    export(*_parts(context), law_id, out)
    return 0


@users.command("list")
def users_list(context: typer.Context) -> int:
    """Everybody who may sign in, as JSON."""
    from peilian.cli.users import list_users

    list_users(context.obj.door)
    return 0


@users.command("add")
def users_add(
    context: typer.Context,
    name: str,
    display_name: Annotated[str | None, typer.Option("--display-name")] = None,
    role: Annotated[str, typer.Option(help="trainee, trainer, lead or admin")] = "trainee",
) -> int:
    """Add somebody; prints a one-time password once."""
    from peilian.cli.users import add_user

    add_user(context.obj.door, name, display_name or name, role)
    return 0


@users.command("reset")
def users_reset(context: typer.Context, name: str) -> int:
    """Give somebody a new one-time password."""
    from peilian.cli.users import reset_password

    reset_password(context.obj.door, name)
    return 0


@users.command("disable")
def users_disable(context: typer.Context, name: str) -> int:
    """Lock somebody out and end their sessions."""
    from peilian.cli.users import set_disabled

    set_disabled(context.obj.door, name, disabled=True)
    return 0


@users.command("enable")
def users_enable(context: typer.Context, name: str) -> int:
    """Let somebody in again."""
    from peilian.cli.users import set_disabled

    set_disabled(context.obj.door, name, disabled=False)
    return 0


def _time(text: str | None) -> datetime | None:
    from peilian.content import InputError

    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise InputError(f"--at {text!r} is not a time with an offset — write it as 2026-11-18T10:05:00+08:00")
    return when


def _day(text: str | None, option: str = "--on") -> Any:
    from datetime import date

    from peilian.content import InputError

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} {text!r} is not a date — write it as 2026-11-18") from None
