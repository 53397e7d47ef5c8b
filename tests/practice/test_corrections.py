"""Corrections: kept as labelled sentences, one row per sentence, and learned at the next start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peilian.content import ContentError, InputError, read_item
from peilian.dialogue.corpus import LabelledFile, LabelledSentence, load_corpus
from peilian.dialogue.reader import Reader
from peilian.dialogue.signal import Recognition, Sentences, Signal
from peilian.encoder import HashingEncoder
from peilian.practice.corrections import Correction, corrected, keep, labels
from tests.practice.builders import NOW, the_parts

SAID = "兜里还剩几个子儿啊"


def a_correction(
    text: str = SAID, *acts: str, situation: str = "negotiation", signals: tuple[str, ...] = (), note: str = ""
) -> Correction:
    part = LabelledFile.model_validate(
        {"id": "x", "language": "zh", "situation": situation, "rows": [{"text": "x"}]}
    ).situation
    return Correction(text, "zh-CN", part, frozenset(acts), frozenset(signals), "teng", NOW, note)


def a_reader(corpus: tuple[LabelledSentence, ...]) -> Reader:
    """Over two acts and nothing else."""
    ability = ("您每个月收入多少", "您这个月能拿出多少钱", "您现在手上有多少存款", "您一个月能还多少")
    closing = ("那就先这样再见", "感谢接听祝您生活愉快", "不打扰您了再见", "好的再见")
    signals = [
        Signal(id="ask_ability", recognise=Recognition(examples=Sentences(zh=ability))),
        Signal(id="close", recognise=Recognition(examples=Sentences(zh=closing))),
    ]
    return Reader.compile(signals, HashingEncoder(), corpus=corpus)


def heard(reader: Reader) -> frozenset[str]:
    return reader.read(SAID, language="zh-CN", speaker="agent", on=date(2026, 11, 18)).ids()


def own_rows(folder: Path) -> tuple[LabelledSentence, ...]:
    """What the organisation added, without the shipped sentences."""
    shipped = set(load_corpus())
    return tuple(row for row in load_corpus(folder) if row not in shipped)


def test_after_a_correction_a_fresh_reader_hears_it(tmp_path: Path) -> None:
    neutral = ("嗯我听着呢", "这边是银行信用卡中心", "通话会有录音", "麻烦您稍等一下", "外面雨下得真大", "他还在开会呢")
    taught = [a_correction(text) for text in neutral] + [a_correction("您手头有多少", "ask_ability")]
    for correction in taught:
        keep(correction, tmp_path)
    assert "ask_ability" not in heard(a_reader(own_rows(tmp_path / "corpus")))
    keep(a_correction(SAID, "ask_ability"), tmp_path)
    assert "ask_ability" in heard(a_reader(own_rows(tmp_path / "corpus")))


def test_rows_are_sorted_whatever_the_order_they_came_in(tmp_path: Path) -> None:
    several = [a_correction(text, "close", note=f"因为 {text}") for text in ("乙。", "甲。", "丙 #1: “好”。")]
    for folder, order in (("one", several), ("other", several[::-1])):
        for correction in order:
            file = keep(correction, tmp_path / folder)
    texts = {path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert len(texts) == 1
    rows = read_item(file, LabelledFile).value.rows
    assert [row.text for row in rows] == sorted(one.text for one in several)
    assert not list(tmp_path.rglob("*.part"))


def test_the_same_words_stand_once_with_who_and_why(tmp_path: Path) -> None:
    keep(a_correction("您看呢。", "close", note="一"), tmp_path)
    keep(a_correction("别的。", "close", note="二\n行"), tmp_path)
    file = keep(a_correction("您看呢。", "ask_reason", note="三"), tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text.count("您看呢") == 1
    assert "# teng, 2026-11-18T04:00:00+00:00: 三" in text
    assert "二 行" in text
    assert "一" not in text.replace("# teng", "")


def test_another_part_of_the_call_takes_the_sentence_over(tmp_path: Path) -> None:
    old = keep(a_correction("您看呢。", "close"), tmp_path)
    new = keep(a_correction("您看呢。", "ask_reason", situation="reason"), tmp_path)
    assert not old.exists()
    assert new.name == "corrections-zh-reason.yaml"


def test_a_row_written_by_hand_keeps_its_fields_and_comments(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    file = folder / "corrections-zh-negotiation.yaml"
    file.write_text(
        "id: corrections-zh-negotiation\nlanguage: zh\nsituation: negotiation\nrows:\n  # by hand\n"
        "  - text: 每期520元。\n    pair: p-1\n    also: [close]\n    stance: question\n    values: [amount 520]\n",
        encoding="utf-8",
    )
    before = read_item(file, LabelledFile).value.rows
    keep(a_correction("乙。", "close"), tmp_path)
    assert read_item(file, LabelledFile).value.rows[1:] == before
    assert "# by hand" in file.read_text(encoding="utf-8")


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    file = keep(a_correction("乙。", "close"), tmp_path)
    file.write_text("rows: nonsense", encoding="utf-8")
    with pytest.raises(ContentError):
        keep(a_correction("甲。", "close"), tmp_path)
    assert file.read_text(encoding="utf-8") == "rows: nonsense"


@pytest.mark.parametrize("text", ["", "好" * 401, "两\n行"])
def test_only_one_plain_sentence_is_kept(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        keep(a_correction(text, "close"), tmp_path)


def test_personal_numbers_are_not_kept(tmp_path: Path) -> None:
    assert "13812345678" not in keep(a_correction("打13812345678找您。"), tmp_path).read_text(encoding="utf-8")


def test_a_correction_replaces_shipped_rows_of_the_same_words(tmp_path: Path) -> None:
    shipped = load_corpus()
    row = next(one for one in shipped if one.language == "zh" and "close" not in one.acts)
    keep(a_correction(row.text, "close"), tmp_path)
    folder = tmp_path / "corpus"
    same = [one for one in corrected(load_corpus(folder), folder) if one.text == row.text]
    assert [one.acts for one in same] == [frozenset({"close"})]
    assert corrected(shipped, None) == shipped


def test_what_is_not_corrected_stays_as_heard_and_a_breach_brings_its_act() -> None:
    parts = the_parts()
    reading = parts.reader.read("再不还就让你坐牢。", language="zh-CN", speaker="agent", on=date(2026, 11, 18))
    acts, signals = labels(reading, parts.rules, done=None, broken=None)
    assert acts | signals == reading.ids()
    acts, signals = labels(reading, parts.rules, done=(), broken=("jail-for-debt",))
    assert (sorted(acts), sorted(signals)) == (["threaten"], ["jail-for-debt"])
