"""The labelled corpus holds what its README says: schema, counts, exact quotes, coherent calls, no near-copies."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evaluators.finding import (
    ACCURACY_CATEGORIES,
    CATEGORIES,
    COURTESY_CATEGORIES,
    LEGALITY_CATEGORIES,
    PRAISE_CATEGORIES,
    PROCESS_CATEGORIES,
)
from peilian.dialogue.call import Call, parse_call

HERE = Path(__file__).parent
CALLS = sorted(path for path in (HERE / "calls").glob("*.json") if not path.name.endswith(".labels.json"))
NAMES = [path.stem for path in CALLS]
KINDS = {
    "accuracy_errors": ACCURACY_CATEGORIES,
    "courtesy_errors": COURTESY_CATEGORIES,
    "process_errors": PROCESS_CATEGORIES,
}
ANY_CATEGORY = {name for names in CATEGORIES.values() for name in names} | set(PRAISE_CATEGORIES)
LABEL_FIELDS = {"id", "legality", "critical", "violations", "good_moments", "acceptable_bands", "ambiguous_ok", *KINDS}


def sentences() -> list[dict[str, Any]]:
    lines = (HERE / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(name: str) -> tuple[Call, dict[str, Any]]:
    text = (HERE / "calls" / f"{name}.json").read_text(encoding="utf-8")
    labels = json.loads((HERE / "calls" / f"{name}.labels.json").read_text(encoding="utf-8"))
    return parse_call(text, name), labels


def trigrams(text: str) -> set[str]:
    bare = re.sub(r"\W", "", text.lower())
    return {bare[start : start + 3] for start in range(len(bare) - 2)}


def test_sentences_are_well_formed() -> None:
    rows = sentences()
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) - {"pair"} == {"id", "text", "lang", "jurisdiction", "label", "categories", "difficulty"}
        assert row["jurisdiction"] == {"zh": "CN", "en": "US"}[row["lang"]], row["id"]
        lawful = row["label"] == "ok"
        assert row["difficulty"] in (("hard_negative", "ordinary") if lawful else ("plain", "subtle")), row["id"]
        assert bool(row["categories"]) != lawful, row["id"]
        assert set(row["categories"]) <= set(LEGALITY_CATEGORIES), row["id"]


def test_sentence_counts() -> None:
    rows = sentences()
    assert Counter((row["lang"], row["label"]) for row in rows) == {
        ("zh", "violation"): 85,
        ("zh", "ok"): 85,
        ("en", "violation"): 45,
        ("en", "ok"): 45,
    }
    difficulty = Counter(row["difficulty"] for row in rows)
    assert difficulty["subtle"] * 3 >= difficulty["subtle"] + difficulty["plain"]
    assert difficulty["ordinary"] * 4 >= len(rows)
    for lang in ("zh", "en"):
        first = Counter(row["categories"][0] for row in rows if row["lang"] == lang and row["categories"])
        assert set(first) == set(LEGALITY_CATEGORIES), lang


def test_pairs_are_one_violation_and_one_lawful() -> None:
    pairs: dict[str, list[str]] = {}
    for row in sentences():
        if "pair" in row:
            pairs.setdefault(row["pair"], []).append(row["label"])
    assert all(sorted(labels) == ["ok", "violation"] for labels in pairs.values()), pairs


def test_no_two_sentences_are_near_copies() -> None:
    rows = [(row, trigrams(row["text"])) for row in sentences()]
    for index, (row, grams) in enumerate(rows):
        for other, others in rows[:index]:
            if "pair" in row and row["pair"] == other.get("pair"):
                continue
            assert len(grams & others) <= 0.6 * len(grams | others), (row["id"], other["id"])


def test_call_counts() -> None:
    loaded = [read(name) for name in NAMES]
    assert Counter(call.language for call, _ in loaded) == {"zh-CN": 16, "en-US": 8}
    assert Counter("-clean-" in call.id for call, _ in loaded) == {True: 12, False: 12}


@pytest.mark.parametrize("name", NAMES)
def test_call_is_coherent(name: str) -> None:
    call, _ = read(name)
    account = call.account
    assert call.id == name
    assert 6 <= len(call.agent_turns()) <= 11
    assert account.principal + account.interest + account.fees == account.balance
    assert account.minimum_due <= account.balance
    assert account.due_date + timedelta(days=account.days_past_due) == call.call.debtor_day()


@pytest.mark.parametrize("name", NAMES)
def test_labels_point_at_exact_words(name: str) -> None:
    call, labels = read(name)
    assert set(labels) == LABEL_FIELDS
    assert labels["id"] == name
    agent = call.agent_turns()
    for row in labels["violations"]:
        assert row["turn"] in agent
        assert set(row["alt_turns"]) <= set(agent)
        assert row["category"] in LEGALITY_CATEGORIES
        assert set(row["alt_categories"]) <= set(LEGALITY_CATEGORIES)
        assert row["severity"] in ("critical", "major", "minor")
        assert row["quote"]
        assert row["quote"] in call.turns[row["turn"]].text
        if row["scope"] == "call":
            assert (row["turn"], row["quote"]) == (agent[0], call.turns[agent[0]].text)
        else:
            assert row["scope"] == "turn"
    for field, kinds in KINDS.items():
        for row in labels[field]:
            assert row["turn"] in agent
            assert row["kind"] in kinds
            assert row["quote"]
            assert row["quote"] in call.turns[row["turn"]].text
    for row in labels["good_moments"]:
        assert row["turn"] in agent
        assert row["kind"] in PRAISE_CATEGORIES
    for row in labels["ambiguous_ok"]:
        assert row["turn"] in agent
        assert row["category"] in ANY_CATEGORY
        assert row["quote"] in call.turns[row["turn"]].text


@pytest.mark.parametrize("name", NAMES)
def test_labels_agree_with_themselves(name: str) -> None:
    _, labels = read(name)
    severities = [row["severity"] for row in labels["violations"]]
    assert labels["legality"] == ("violation" if severities else "clean")
    assert labels["critical"] == ("critical" in severities)
    assert set(labels["acceptable_bands"]) == {"courtesy", "accuracy", "legality"}
    for bands in labels["acceptable_bands"].values():
        assert bands
        assert set(bands) <= {"high", "mid", "low"}
    if labels["critical"] or severities.count("major") > 1:
        assert labels["acceptable_bands"]["legality"] == ["low"]
    planted = sum(len(labels[field]) for field in ("violations", "accuracy_errors", "process_errors"))
    assert bool(planted) == ("-bad-" in name)
