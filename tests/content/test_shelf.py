"""A shelf of files: shipped and own, validated, hashed; errors name file, line and field."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from peilian.content import ContentError, Item, Shelf, hash_of_all, read_item, read_yaml, validate


class Money(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    balance: int


class Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    level: Literal["easy", "hard"] = "easy"
    money: Money = Field(default_factory=lambda: Money(balance=0))
    names: tuple[str, ...] = ()


def write(folder: Path, name: str, text: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read_item(path, Card)
    assert caught.value.file == path.name
    return caught.value


def test_file_becomes_an_item(tmp_path: Path) -> None:
    item = read_item(write(tmp_path, "driver", "id: driver\nlevel: hard\nmoney:\n  balance: 28600\n"), Card)
    assert (item.id, item.value.level, item.value.money.balance, item.own) == ("driver", "hard", 28600, False)
    assert len(item.hash) == 64


def test_unknown_field_is_named_with_file_and_line(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "driver", "id: driver\nmoney:\n  balance: 1\n  colour: red\n"))
    assert (error.line, error.field) == (4, "money.colour")


def test_missing_field_is_named(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "driver", "level: hard\n"))
    assert error.field == "id"
    assert "missing" in str(error)


def test_wrong_word_lists_the_words_allowed(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "driver", "id: driver\nlevel: awful\n"))
    assert (error.line, error.field) == (2, "level")
    assert "easy" in str(error)


def test_wrong_type_deep_in_a_list_has_its_line(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "driver", "id: driver\nnames:\n  - a\n  - [b]\n"))
    assert (error.line, error.field) == (4, "names.1")


def test_id_other_than_the_file_name_is_refused(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "driver", "level: hard\nid: rider\n"))
    assert (error.line, error.field) == (2, "id")
    assert "rider" in str(error)
    assert "driver" in str(error)


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    assert "UTF-8" in str(refusal(write(tmp_path, "driver", "id: 张伟".encode("gb18030"))))


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert read_item(write(tmp_path, "driver", b"\xef\xbb\xbfid: driver\n"), Card).id == "driver"


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "42"])
def test_file_without_fields_is_refused(tmp_path: Path, text: str) -> None:
    assert "mapping" in str(refusal(write(tmp_path, "driver", text)))


def test_keys_that_are_no_words_are_refused(tmp_path: Path) -> None:
    refusal(write(tmp_path, "driver", "id: driver\n1: a\n"))
    refusal(write(tmp_path, "driver", "id: driver\nmoney: {1: 2}\n"))


def test_missing_file_and_folder_in_place_of_a_file_are_content_errors(tmp_path: Path) -> None:
    refusal(tmp_path / "absent.yaml")
    (tmp_path / "folder.yaml").mkdir()
    refusal(tmp_path / "folder.yaml")


def test_own_file_replaces_the_shipped_one_whole(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "driver", "id: driver\nlevel: hard\nnames: [a]\n")
    write(tmp_path / "shipped", "mother", "id: mother\n")
    write(tmp_path / "own", "driver", "id: driver\n")
    write(tmp_path / "own", "teacher", "id: teacher\n")
    items = Shelf(Card, [tmp_path / "shipped"], tmp_path / "own").load()
    assert list(items) == ["driver", "mother", "teacher"]
    assert [items[id_].own for id_ in items] == [True, False, True]
    assert items["driver"].value == Card(id="driver")


def test_absent_own_folder_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "driver", "id: driver\n")
    assert list(Shelf(Card, [tmp_path / "shipped"], tmp_path / "none").load()) == ["driver"]


def test_files_are_found_in_folders_below(tmp_path: Path) -> None:
    write(tmp_path / "shipped" / "zh-CN", "driver", "id: driver\n")
    write(tmp_path / "shipped" / "en-US", "teacher", "id: teacher\n")
    assert list(Shelf(Card, [tmp_path / "shipped"]).load()) == ["driver", "teacher"]


@pytest.mark.parametrize("side", ["shipped", "own"])
def test_id_in_two_folders_of_one_side_is_refused(tmp_path: Path, side: str) -> None:
    write(tmp_path / side / "a", "driver", "id: driver\n")
    write(tmp_path / side / "b", "driver", "id: driver\n")
    with pytest.raises(ContentError, match="two folders"):
        Shelf(Card, [tmp_path / "shipped"], tmp_path / "own").load()


def test_hash_changes_with_any_byte_and_only_then(tmp_path: Path) -> None:
    first = read_item(write(tmp_path, "driver", "id: driver\n"), Card)
    again = read_item(write(tmp_path, "driver", "id: driver\n"), Card)
    other = read_item(write(tmp_path, "driver", "id: driver \n"), Card)
    assert first.hash == again.hash != other.hash


def test_hash_of_a_shelf_follows_its_files_and_not_their_order(tmp_path: Path) -> None:
    one = read_item(write(tmp_path, "driver", "id: driver\n"), Card)
    two = read_item(write(tmp_path, "mother", "id: mother\n"), Card)
    changed = read_item(write(tmp_path, "mother", "id: mother\nlevel: hard\n"), Card)
    assert hash_of_all([one, two]) == hash_of_all([two, one])
    assert len({hash_of_all([one]), hash_of_all([one, two]), hash_of_all([one, changed])}) == 3
    assert len(hash_of_all([])) == 12


def test_validate_refuses_what_the_model_refuses() -> None:
    with pytest.raises(ContentError) as caught:
        validate(read_yaml("id: 3\n", "x.yaml"), Card, "x.yaml")
    assert caught.value.line == 1


@given(st.text(max_size=200))
def test_any_text_is_a_document_or_a_content_error(text: str) -> None:
    with contextlib.suppress(ContentError):
        validate(read_yaml(text, "card.yaml"), Card, "card.yaml")


def test_item_is_frozen(tmp_path: Path) -> None:
    item: Item[Card] = read_item(write(tmp_path, "driver", "id: driver\n"), Card)
    with pytest.raises(AttributeError):
        item.id = "other"  # type: ignore[misc]
