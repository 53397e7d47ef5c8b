"""The languages say the same things, nothing is missing and nothing is left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import peilian.web
from evaluators.finding import CATEGORIES, PRAISE_CATEGORIES, Dimension, Severity
from peilian.content import InputError, StoreError
from peilian.debtor.move import KINDS, Reason
from peilian.people import Role
from peilian.practice.coach import SCRIPT, Hint
from peilian.web.words import load_words

WORDS = load_words()
ROOM = Path(peilian.web.__file__).parent
FAMILIES: dict[str, set[str]] = {
    "category": {*PRAISE_CATEGORIES, *(name for names in CATEGORIES.values() for name in names)},
    "move": set(KINDS),
    "hint": {*get_args(Hint), "start"},
    "step": {step for step, _ in SCRIPT},
    "severity": set(get_args(Severity)),
    "score": set(get_args(Dimension)),
    "ended": set(get_args(Reason)),
    "role": {role.value for role in Role},
}


def test_every_language_has_the_same_keys_and_slots() -> None:
    reference = WORDS["zh-CN"].words
    for language, words in WORDS.items():
        assert words.words.keys() == reference.keys(), language
        for key, sentence in words.words.items():
            assert set(re.findall(r"\{(\w+)\}", sentence)) == set(re.findall(r"\{(\w+)\}", reference[key])), key


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_closed_list_has_a_word(family: str) -> None:
    missing = {id for id in FAMILIES[family] if f"{family}.{id}" not in WORDS["zh-CN"].words}
    assert not missing


def test_no_key_is_unused() -> None:
    """A key stands whole in the code or in a template, or its family is joined there."""
    files = [*ROOM.glob("*.py"), *(ROOM / "templates").glob("*.html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    families = set(re.findall(r"""['"f]"?'?([a-z_.]+)\.(?:\{|' ~|" ~)""", source))
    families |= set(re.findall(r"""\.term\(['"](\w+)['"]""", source)) | {"error"}
    unused = [
        key
        for key in WORDS["zh-CN"].words
        if not re.search(rf"""['"]{re.escape(key)}['"]""", source)
        and not any(key.startswith(f"{family}.") for family in families)
    ]
    assert not unused


def test_every_key_that_is_asked_for_exists() -> None:
    for path in [*ROOM.glob("*.py"), *(ROOM / "templates").glob("*.html")]:
        for key in re.findall(r"""(?:\bt|words)\(['"]([a-z_.]+[a-z_])['"]""", path.read_text(encoding="utf-8")):
            assert key in WORDS["zh-CN"].words, f"{path.name}: {key}"


def test_english_holds_no_chinese_and_chinese_no_design_terms() -> None:
    assert not [key for key, said in WORDS["en-US"].words.items() if re.search(r"[一-鿿]", said)]
    terms = re.compile(r"persona|rubric|finding|画像|人设|角色卡|prompt", re.I)
    assert not [key for key, said in WORDS["zh-CN"].words.items() if terms.search(said)]


def test_an_error_is_told_by_its_code_or_in_its_own_sentence() -> None:
    assert WORDS["zh-CN"].error(InputError("the turn is empty", code="turn_empty")) == "还没说话呢，先打几个字。"
    assert WORDS["zh-CN"].error(StoreError("the disk is full", code="disk_full")) == "the disk is full"
    assert WORDS["en-US"].error(InputError("a sentence of its own")) == "a sentence of its own"


def test_traditional_script_is_converted() -> None:
    assert WORDS["zh-TW"]("nav.practice") == "對練"
