from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge import HybridIndex, MemoryIndex
from peilian.content import KnowledgeError
from peilian.dialogue.ports import Vectors
from peilian.encoder import HashingEncoder
from tests.knowledge.builders import a_clause, a_clause_about, a_library

QUESTION = "几点以后不能打电话"
HOURS = a_library(a_clause())
MORE = a_library(a_clause(), a_clause_about("征信记录保存几年", id="cn-demo-guide-cr-01"))


class CountingEncoder(HashingEncoder):
    """Counts the sentences that were encoded."""

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, sentences: Sequence[str]) -> Vectors:
        self.encoded += len(sentences)
        return super().encode(sentences)


class DyingEncoder(HashingEncoder):
    """Dies when a whole library is encoded, as a process killed in the middle of a build."""

    def encode(self, sentences: Sequence[str]) -> Vectors:
        if len(sentences) > 50:
            raise KeyboardInterrupt
        return super().encode(sentences)


def _snapshots(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def test_chroma_and_memory_give_the_same_answer(tmp_path: Path) -> None:
    index = HybridIndex.open(MORE, HashingEncoder(), tmp_path)
    for question in (QUESTION, "征信保存", "how late may you call"):
        assert index.search(question) == MemoryIndex(MORE, HashingEncoder()).search(question)
        assert index.search(question, jurisdiction="US") == []
    index.close()


def test_an_index_is_built_once_and_opened_again(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    HybridIndex.open(HOURS, encoder, tmp_path).close()
    once = encoder.encoded
    HybridIndex.open(HOURS, encoder, tmp_path).close()
    assert once > 0
    assert encoder.encoded == once


def test_a_changed_library_is_built_anew_and_the_old_snapshot_removed(tmp_path: Path) -> None:
    HybridIndex.open(HOURS, HashingEncoder(), tmp_path).close()
    old = _snapshots(tmp_path)
    index = HybridIndex.open(MORE, HashingEncoder(), tmp_path)
    assert index.search("征信记录保存几年")[0].clause == "cn-demo-guide-cr-01"
    assert len(_snapshots(tmp_path)) == 1
    assert _snapshots(tmp_path) != old
    index.close()


def test_a_snapshot_that_is_being_read_stays(tmp_path: Path) -> None:
    reader = HybridIndex.open(HOURS, HashingEncoder(), tmp_path)
    HybridIndex.open(MORE, HashingEncoder(), tmp_path).close()
    assert reader.search(QUESTION)[0].clause == "cn-demo-guide-time-01"
    assert len(_snapshots(tmp_path)) == 2
    reader.close()


def test_a_build_that_dies_leaves_the_old_snapshot_in_use(tmp_path: Path) -> None:
    HybridIndex.open(HOURS, HashingEncoder(), tmp_path).close()
    published = (tmp_path / "CURRENT").read_text(encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        HybridIndex.open(MORE, DyingEncoder(), tmp_path)
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == published
    again = HybridIndex.open(HOURS, DyingEncoder(), tmp_path)
    assert again.search(QUESTION)[0].clause == "cn-demo-guide-time-01"
    again.close()


def test_what_a_dead_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        HybridIndex.open(MORE, DyingEncoder(), tmp_path)
    index = HybridIndex.open(MORE, HashingEncoder(), tmp_path)
    assert index.search("征信记录保存几年")[0].clause == "cn-demo-guide-cr-01"
    assert len(_snapshots(tmp_path)) == 1
    index.close()


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    index = HybridIndex.open(MORE, HashingEncoder(), tmp_path)
    expected = index.search(QUESTION)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: index.search(QUESTION), range(40)))
    assert all(answer == expected for answer in answers)
    index.close()


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="cannot be used"):
        HybridIndex.open(HOURS, HashingEncoder(), blocked)


def test_a_damaged_snapshot_is_refused_with_a_remedy(tmp_path: Path) -> None:
    HybridIndex.open(HOURS, HashingEncoder(), tmp_path).close()
    (_snapshots(tmp_path)[0] / "chroma.sqlite3").write_bytes(b"broken")
    with pytest.raises(KnowledgeError, match="remove"):
        HybridIndex.open(HOURS, HashingEncoder(), tmp_path)
