"""The ordinary talk as data: enough of it, varied, lawful words included, and every act known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from peilian.content import read_yaml
from peilian.dialogue.acts import load_acts
from tests.corpus.ordinary import OrdinarySentence, load_ordinary

ROOT = Path(__file__).parents[2]
SENTENCES = load_ordinary()
LEAST = {"zh": 560, "en": 380}
MISCONDUCT = frozenset(
    {"threaten", "insult", "pressure", "disclose_debt", "dismiss", "blame", "command", "sarcasm"}
    | {"ask_third_party_to_pay", "urge_borrowing", "promise_relief"}
)
ENGLISH_ONLY = frozenset({"mini_miranda", "offer_validation"})
FEARED = {
    "zh": re.compile(
        "法院|警察|公安|派出所|报警|单位|家人|上门|坐牢|投诉|骗|借|微信|征信|徵信|起诉|律师|抓|同事|爸|妈|父母|手续费|违约金|冻结|私人|孩子"
    ),
    "en": re.compile(
        r"lawsuit|sheriff|employer|mother|garnish|report|\bfees?\b|police|jail|court|\bsue|lawyer|attorney|arrest|scam"
        r"|debt|borrow|credit|boss|father|family|threat",
        re.IGNORECASE,
    ),
}


def of(lang: str) -> list[OrdinarySentence]:
    return [one for one in SENTENCES if one.lang == lang]


def trigrams(text: str) -> frozenset[str]:
    bare = re.sub(r"\s+", "", text.lower())
    return frozenset(bare[i : i + 3] for i in range(max(1, len(bare) - 2)))


def strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node.strip().lower()
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_there_is_enough_ordinary_talk(lang: str) -> None:
    assert len(of(lang)) >= LEAST[lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_quarter_of_it_holds_words_a_naive_filter_would_fear(lang: str) -> None:
    feared = [one for one in of(lang) if FEARED[lang].search(one.text)]
    assert len(feared) >= len(of(lang)) / 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sixth_of_it_takes_up_what_the_debtor_told(lang: str) -> None:
    assert sum("reflect" in one.acts for one in of(lang)) >= len(of(lang)) / 6


def test_every_act_is_known_and_none_is_misconduct() -> None:
    agent = {item.id for item in load_acts().values() if item.value.speaker == "agent"}
    for one in SENTENCES:
        assert set(one.acts) <= agent - MISCONDUCT, one.text
        assert len(one.acts) <= 3, one.text
        assert len(set(one.acts)) == len(one.acts), one.text


def test_every_good_agent_act_is_performed_by_some_sentence() -> None:
    agent = {item.id for item in load_acts().values() if item.value.speaker == "agent"}
    performed = {lang: {act for one in of(lang) for act in one.acts} for lang in LEAST}
    assert performed["en"] == agent - MISCONDUCT
    assert performed["zh"] == agent - MISCONDUCT - ENGLISH_ONLY


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_sentences_are_alike(lang: str) -> None:
    grams = [(one.text, trigrams(one.text)) for one in of(lang)]
    for (first, left), (second, right) in combinations(grams, 2):
        assert len(left & right) <= 0.6 * len(left | right), f"{first} | {second}"


def test_no_sentence_is_an_example_of_an_act_or_rule() -> None:
    folders = (ROOT / "peilian/dialogue/acts", ROOT / "evaluators/rules")
    files = [path for folder in folders for path in folder.rglob("*.yaml")]
    taken = {text for path in files for text in strings(read_yaml(path.read_text(encoding="utf-8"), path).value)}
    assert not [one.text for one in SENTENCES if one.text.lower() in taken]


def test_sentences_are_neither_mere_noise_nor_speeches() -> None:
    sizes = Counter(
        "short" if size < 3 else "long" if size > 60 else "fine"
        for size in (len(one.text) if one.lang == "zh" else len(one.text.split()) for one in SENTENCES)
    )
    assert set(sizes) == {"fine"}
