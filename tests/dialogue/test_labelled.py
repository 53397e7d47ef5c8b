"""The labelled sentences as data: enough of them, varied, no near-copies, every label known, pairs that differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np
import pytest
from scipy.sparse import csr_array

from evaluators import load_rules
from peilian.content import read_yaml
from peilian.dialogue.acts import load_acts
from peilian.dialogue.corpus import LabelledFile, LabelledSentence, load_corpus
from peilian.dialogue.normal import normalise

ROWS = load_corpus()
LEAST = {"zh": 1200, "en": 500}
SITUATIONS = {
    "opening",
    "identity",
    "stating_debt",
    "reason",
    "empathy",
    "negotiation",
    "pressure",
    "third_party",
    "complaint",
    "close",
}


def of(language: str) -> list[LabelledSentence]:
    return [row for row in ROWS if row.language == language]


def overlaps(rows: list[LabelledSentence]) -> list[tuple[float, LabelledSentence, LabelledSentence]]:
    """Every two rows whose trigrams are alike by more than 0.6 (Jaccard)."""
    places: dict[str, int] = {}
    grams = []
    for row in rows:
        bare = re.sub(r"\W", "", row.text.lower())
        runs = {bare[start : start + 3] for start in range(max(1, len(bare) - 2))}
        grams.append([places.setdefault(run, len(places)) for run in runs])
    ends = np.cumsum([0, *map(len, grams)])
    held = csr_array((np.ones(ends[-1]), np.concatenate(grams), ends), shape=(len(rows), len(places)))
    shared = (held @ held.T).tocoo()
    sizes = np.diff(ends)
    either = sizes[shared.row] + sizes[shared.col] - shared.data
    alike = (shared.data / either > 0.6) & (shared.row < shared.col)
    return [
        (float(shared.data[i] / either[i]), rows[shared.row[i]], rows[shared.col[i]]) for i in np.flatnonzero(alike)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_there_are_enough_sentences_of_every_situation(language: str) -> None:
    rows = of(language)
    assert len(rows) >= LEAST[language]
    assert {row.situation for row in rows} == SITUATIONS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_more_than_a_third_are_hard_pairs(language: str) -> None:
    rows = of(language)
    assert sum(row.pair is not None for row in rows) >= 0.35 * len(rows)


def test_the_halves_of_a_pair_carry_different_labels() -> None:
    halves: dict[str, list[LabelledSentence]] = defaultdict(list)
    for row in ROWS:
        if row.pair is not None:
            halves[row.pair].append(row)
    for pair, both in halves.items():
        assert len(both) == 2, pair
        one, other = both
        told = one.acts != other.acts or one.signals != other.signals or one.values != other.values
        assert told, f"{pair}: {one.text} | {other.text}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_sentences_are_alike_outside_declared_pairs(language: str) -> None:
    alike = [(one, other) for _, one, other in overlaps(of(language)) if not one.pair or one.pair != other.pair]
    assert not [(one.text, other.text) for one, other in alike]


def test_every_label_is_a_known_act_or_rule() -> None:
    acts = {item.id for item in load_acts().values() if item.value.speaker == "agent"}
    rules = {id for id, item in load_rules().items() if item.value.recognise}
    for row in ROWS:
        assert row.acts <= acts, (row.text, row.acts - acts)
        assert row.signals | row.also <= rules | acts, (row.text, (row.signals | row.also) - rules)


def test_every_act_and_every_rule_of_legality_has_labelled_sentences() -> None:
    counts = Counter(label for row in ROWS for label in row.carries)
    acts = {item.id for item in load_acts().values() if item.value.speaker == "agent"}
    rules = {
        id
        for id, item in load_rules().items()
        if item.value.recognise and item.value.dimension == "legality" and item.value.severity != "praise"
    }
    assert not {id for id in acts | rules if counts[id] < 3}


def test_no_labelled_sentence_is_an_example_of_a_signal() -> None:
    signals = [item.value.recognise for item in load_acts().values()]
    signals += [item.value.recognise for item in load_rules().values() if item.value.recognise]
    taken = {
        normalise(text).text
        for recognise in signals
        for sentences in (recognise.examples, recognise.counter_examples)
        for _, text in sentences.all()
    }
    assert not [row.text for row in ROWS if normalise(row.text).text in taken]


def test_a_wrong_label_file_is_refused_with_file_and_line() -> None:
    text = "id: zh-x\nlanguage: zh\nsituation: opening\nrows:\n  - text: 您好\n    akts: [greet]\n"
    with pytest.raises(ValueError, match="akts"):
        LabelledFile.model_validate(read_yaml(text, "zh-x.yaml").value)
