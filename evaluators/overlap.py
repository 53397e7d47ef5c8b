"""One slip, one finding: where several rules heard the same words, the one that heard them best speaks."""

from __future__ import annotations

from collections.abc import Sequence

from evaluators.hit import Hit
from evaluators.rule import Rule
from peilian.dialogue.reading import Reading

_WEIGHT = {"critical": 0, "major": 1, "minor": 2, "praise": 3}


def without_overlaps(found: Sequence[tuple[Rule, Hit]], reading: Reading) -> list[tuple[Rule, Hit]]:
    """At most one finding per rule and turn, and one per dimension, category and sentence.

    In a sentence where words themselves broke a rule, rules of the same dimension that only its meaning suggested
    stay silent; among meanings alone the clearest speaks. A turn that breaks the law earns no praise.
    """
    per_rule: dict[str, tuple[Rule, Hit]] = {}
    for rule, hit in found:
        per_rule.setdefault(rule.id, (rule, hit))
    by_place: dict[tuple[object, ...], list[tuple[Rule, Hit]]] = {}
    for rule, hit in per_rule.values():
        sentence = reading.sentence_of(hit.span)
        alone = rule.severity == "praise" or hit.source == "ledger" or hit.scope == "call"
        by_place.setdefault((rule.dimension, sentence.start, rule.id if alone else ""), []).append((rule, hit))
    kept = [pair for group in by_place.values() for pair in _best(group, reading)]
    broke = any(rule.dimension == "legality" and rule.severity != "praise" for rule, _ in kept)
    return [(rule, hit) for rule, hit in kept if not (broke and rule.severity == "praise")]


def _best(group: list[tuple[Rule, Hit]], reading: Reading) -> list[tuple[Rule, Hit]]:
    chances = {heard.signal: heard.chance for heard in reading.heard if heard.how != "pattern"}
    in_words = [pair for pair in group if _by_words(pair[0], chances)]
    if in_words:
        return _one_per_category(in_words)
    ranked = sorted(group, key=lambda pair: (-chances.get(pair[0].id, 0.0), _WEIGHT[pair[0].severity], pair[0].id))
    return ranked[:1]


def _by_words(rule: Rule, chances: dict[str, float]) -> bool:
    return rule.id not in chances


def _one_per_category(group: list[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    best: dict[str, tuple[Rule, Hit]] = {}
    for rule, hit in sorted(group, key=lambda pair: (_WEIGHT[pair[0].severity], pair[0].id)):
        best.setdefault(rule.category, (rule, hit))
    return list(best.values())
