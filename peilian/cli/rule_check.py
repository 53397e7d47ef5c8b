"""`rules validate`: every rule against its own examples, and which rules hear one another's lawful sentences."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from evaluators import Rule
from peilian.cli.door import Door
from peilian.content import read_item
from peilian.dialogue.reader import Reader
from peilian.practice.assembly import Assembly

_LEAST_HEARD = 0.9
_MOST_FALSE = 0.05


def validate_rules(door: Door, parts: Assembly, file: Path | None) -> int:
    """Prints a line per faulty rule and the confusion between rules; 1 where something is wrong."""
    chosen = [read_item(file, Rule).value] if file else [item.value for item in parts.rules.values()]
    reader = parts.reader if file is None else _with(parts, chosen[0])
    problems = [*_citations(parts, chosen)]
    confusion: Counter[tuple[str, str]] = Counter()
    heard = judged = 0
    for rule in chosen:
        if rule.recognise is None:
            continue
        missed, false = _against_own_examples(rule, reader, parts, confusion)
        examples, counters = rule.recognise.examples.all(), rule.recognise.counter_examples.all()
        heard, judged = heard + len(examples) - len(missed), judged + len(examples)
        if len(missed) > len(examples) * (1 - _LEAST_HEARD):
            problems.append(f"{rule.id}: not heard: {'; '.join(missed)}")
        if len(false) > len(counters) * _MOST_FALSE:
            problems.append(f"{rule.id}: falsely heard: {'; '.join(false)}")
    for problem in problems:
        door.say(problem)
    for (owner, other), count in confusion.most_common(20):
        door.say(f"confusion: {count} lawful example(s) of {owner} heard as {other}")
    door.say(f"{len(chosen)} rules, {heard} of {judged} examples heard, {len(problems)} problem(s)")
    return 1 if problems else 0


def _with(parts: Assembly, rule: Rule) -> Reader:
    """The Reader with one rule laid over the loaded ones."""
    others = [item.value for id, item in parts.rules.items() if id != rule.id]
    signals = [signal for each in [*others, rule] if (signal := each.signal()) is not None]
    return Reader.compile([*(item.value.signal() for item in parts.acts.values()), *signals], parts.encoder)


def _citations(parts: Assembly, rules: list[Rule]) -> list[str]:
    known = parts.library.clauses
    return [f"{rule.id}: there is no clause {id!r}" for rule in rules for id in rule.citations if id not in known]


def _against_own_examples(
    rule: Rule, reader: Reader, parts: Assembly, confusion: Counter[tuple[str, str]]
) -> tuple[list[str], list[str]]:
    assert rule.recognise is not None
    names = set(parts.rules)
    missed = [text for family, text in rule.recognise.examples.all() if rule.id not in _heard(reader, family, text)]
    false = []
    for family, text in rule.recognise.counter_examples.all():
        fired = _heard(reader, family, text) & (names | {rule.id})
        if rule.id in fired:
            false.append(text)
        confusion.update((rule.id, other) for other in fired - {rule.id})
    return missed, false


def _heard(reader: Reader, family: str, text: str) -> frozenset[str]:
    from datetime import date

    language = "en-US" if family == "en" else "zh-CN"
    return reader.read(text, language=language, speaker="agent", on=date(2026, 11, 18)).ids()
