from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from peilian.content import ContentError
from peilian.debtor import load_lines
from peilian.debtor.lines import Line
from peilian.debtor.move import KINDS, MoveKind, kind_of
from peilian.debtor.supply import LIMITS, OWING, UNLIMITED, available, nearest
from tests.debtor.builders import a_mind, personas

ALWAYS_FILLED = {
    "counter_offer": {"amount"},
    "accept_plan": {"amount", "months"},
    "promise": {"amount", "day"},
    "false_promise": {"amount", "day"},
    "cite_law": {"law"},
}
LEAST = {"zh-CN": 250, "en-US": 110}
NAMES_A_LAW = re.compile(
    r"《|民法典|刑法|管理办法|条例|第[一二三四五六七八九十百零\d]+条|\bAct\b|\bFDCPA\b|Regulation|§|U\.S\.C|CFR"
)


def texts(language: str) -> list[str]:
    """Every line anybody can say in this language: bank, personas' own, facts, hints, beliefs."""
    found = [line.text for lines in load_lines().lines[language].values() for line in lines]
    for persona in personas().values():
        if persona.language == language:
            found += [line.text for line in persona.lines]
            found += [text for fact in persona.facts for text in (fact.text, *fact.phrasings, *fact.hints)]
            found += [text for belief in persona.misbeliefs for text in (belief.belief, *belief.phrasings)]
    return found


def trigrams(text: str) -> frozenset[str]:
    bare = re.sub(r"\{\w+\}", "", text)
    return frozenset(bare[at : at + 3] for at in range(len(bare) - 2)) or frozenset({bare})


@pytest.mark.parametrize("language", LEAST)
def test_there_are_enough_lines_and_none_stands_twice(language: str) -> None:
    bank = [line.text for lines in load_lines().lines[language].values() for line in lines]
    assert len(set(bank)) == len(bank) >= LEAST[language]


@pytest.mark.parametrize("language", LEAST)
def test_no_two_lines_are_alike(language: str) -> None:
    grams = [(text, trigrams(text)) for text in texts(language)]
    alike = [
        (one, two)
        for (one, first), (two, second) in combinations(grams, 2)
        if len(first & second) > 0.6 * len(first | second)
    ]
    assert alike == []


@pytest.mark.parametrize("language", LEAST)
def test_every_move_has_as_many_general_lines_as_one_call_may_need(language: str) -> None:
    bank = load_lines()
    for kind in KINDS:
        if kind in ("disclose", "hint"):
            continue
        general = [
            line
            for line in bank.of(language, kind)
            if not line.about and line.who is None and line.slots <= ALWAYS_FILLED.get(kind, set())
        ]
        assert len(general) >= (2 if kind in UNLIMITED else LIMITS[kind]), kind


@pytest.mark.parametrize("language", LEAST)
def test_no_line_names_a_law_of_its_own(language: str) -> None:
    assert [text for text in texts(language) if NAMES_A_LAW.search(text)] == []


def test_personas_lines_and_agendas_name_moves_that_exist() -> None:
    for persona in personas().values():
        for word in (*persona.agenda, *(line.move for line in persona.lines)):
            assert kind_of(word) is not None, (persona.id, word)


def test_hidden_facts_are_in_no_line_of_their_owner() -> None:
    for persona in personas().values():
        spoken = [line.text for line in persona.lines] + [hint for fact in persona.facts for hint in fact.hints]
        for fact in persona.facts:
            if fact.hidden:
                assert not [text for text in spoken if any(word in text for word in fact.keywords)], fact.id


def test_somebody_else_is_never_given_a_debtors_move() -> None:
    fresh = a_mind().start(personas()["mother-of-debtor"])
    for kind in KINDS:
        state = replace(fresh, moves=(kind,) * 9)
        assert nearest(state, kind, third_party=True) not in OWING


def repeated(kind: MoveKind) -> tuple[MoveKind, ...]:
    return (kind,) * LIMITS[kind]


def test_used_up_moves_fall_to_neighbours_and_at_last_to_nothing() -> None:
    state = replace(a_mind().start(personas()["angry-driver"]), moves=repeated("vent"))
    assert not available(state, "vent")
    assert nearest(state, "vent") == "refuse"
    spent = replace(state, moves=tuple(kind for kind in KINDS for _ in range(9)))
    assert nearest(spent, "vent") is None


def test_a_filled_line_is_recognised_as_said() -> None:
    line = Line(text="一个月{amount}，分{months}期。")
    assert line.spoken_in("行吧。一个月800块，分40期。")
    assert not line.spoken_in("一个月800块，先这样。")


def test_a_line_file_in_the_wrong_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "zh-CN"
    folder.mkdir()
    (folder / "mine.yaml").write_text("id: mine\nlanguage: en-US\nlines:\n  vent: [Hm]\n", encoding="utf-8")
    with pytest.raises(ContentError, match="the folder is 'zh-CN'"):
        load_lines(tmp_path)
