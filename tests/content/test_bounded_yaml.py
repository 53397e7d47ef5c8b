"""What a content file may not hold, and that every refusal names file, line and remedy."""

from __future__ import annotations

import contextlib
import time

import pytest

from peilian.content import ContentError, read_yaml
from peilian.content.bounded_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES


def refusal(text: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read_yaml(text, "card.yaml")
    assert caught.value.file == "card.yaml"
    assert caught.value.remedy
    return caught.value


ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdef", "bcdefg", strict=True)
)


def test_plain_file_is_read_with_its_lines() -> None:
    document = read_yaml("id: card\nmoney:\n  balance: '28600.00'\n  parts:\n    - 1\n    - 2\n", "card.yaml")
    assert document.value == {"id": "card", "money": {"balance": "28600.00", "parts": [1, 2]}}
    assert document.line_of(("money", "balance")) == 3
    assert document.line_of(("money", "parts", 1)) == 6


def test_line_of_a_missing_field_is_its_parents() -> None:
    document = read_yaml("id: card\nmoney:\n  balance: 1\n", "card.yaml")
    assert document.line_of(("money", "interest")) == 2
    assert document.line_of(("absent",)) == 1


def test_alias_bomb_is_refused_before_it_unfolds() -> None:
    started = time.perf_counter()
    error = refusal(ALIAS_BOMB)
    assert "anchors and aliases" in str(error)
    assert error.line == 1
    assert time.perf_counter() - started < 0.5


def test_alias_is_refused_on_its_line() -> None:
    assert refusal("id: x\nname: &n 张伟\nother: *n\n").line == 2


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system ['true']", "a: !secret b", "a: !!binary aGk=", "a: !!set {x}"]
)
def test_tags_are_refused(text: str) -> None:
    error = refusal("id: x\n" + text)
    assert error.line == 2
    assert "tag" in str(error)


def test_nesting_up_to_the_limit_is_read_and_one_more_refused() -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "card.yaml").value
    assert "nested" in str(refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)))


@pytest.mark.parametrize("text", ["{" * 3000, "[" * 200_000, "- " * 3000 + "x", "{a: " * 3000, "? " * 3000])
def test_very_deep_nesting_is_an_error_and_no_crash(text: str) -> None:
    refusal(text)


def test_too_many_values_are_refused() -> None:
    assert "10,000" in str(refusal("a: [" + ", ".join(["1"] * MAX_NODES) + "]"))
    assert len(read_yaml("[" + ", ".join(["1"] * (MAX_NODES - 1)) + "]", "card.yaml").value) == MAX_NODES - 1


def test_too_large_a_file_is_refused() -> None:
    assert "256 KiB" in str(refusal("a: " + "字" * (MAX_BYTES // 3)))


def test_key_that_stands_twice_is_refused_on_its_second_line() -> None:
    error = refusal("id: x\nname: a\nname: b\n")
    assert "twice" in str(error)
    assert error.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "a: 'b",
        "\tb: 1",
        "a: b: c",
        "a\n---\nb",
        "? [a, b]\n: c",
        "? {a: b}\n: c",
        "a: 2026-13-45",
        "a: " + "9" * 5000,
        "a: \x00",
        "a: \x07",
        "%YAML 9.9\n---\na: 1",
        "\ud800: 1",
        "a: '\\",
        "!<",
        "@x",
        "a: *",
        "<<: 1",
        "a: 1:2:3:99999999999999999999e5.",
    ],
)
def test_broken_text_is_a_content_error_or_data(text: str) -> None:
    with contextlib.suppress(ContentError):
        read_yaml(text, "card.yaml")


def test_syntax_error_names_its_line() -> None:
    assert refusal("id: x\nname: 'open\n").line in (2, 3)


def test_empty_text_is_an_empty_document() -> None:
    assert read_yaml("", "card.yaml").value is None
    assert read_yaml("# only a remark\n", "card.yaml").value is None


def test_sentence_reads_file_line_problem_and_remedy() -> None:
    assert str(refusal("id: x\nb: &n 1\n")) == "card.yaml:2: anchors and aliases are not allowed — write the value out"
