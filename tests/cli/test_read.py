"""`read`: what was heard, for programs and for people, and corrections of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from peilian.content import read_item
from peilian.dialogue.corpus import LabelledFile
from peilian.practice.hearing import TOP
from tests.cli.builders import one_sentence, peilian

SAID = "您好，我是澄江银行的周晴。您再不还3120元，我们就让警察去抓您坐牢。"


def test_every_sentence_is_told_with_what_was_heard_first() -> None:
    ran = peilian("read", SAID, "--at", "2026-11-18T10:05:00+08:00", "--format", "json")
    assert ran.code == 0, ran.err
    told = ran.json()
    assert set(told) == {"text", "language", "speaker", "reader", "sentences", "values"}
    assert (told["text"], told["language"], told["speaker"]) == (SAID, "zh-CN", "agent")
    assert told["values"] == ["amount 3120"]
    assert len(told["sentences"]) == 2
    for sentence in told["sentences"]:
        assert sentence["text"] == SAID[sentence["start"] : sentence["end"]]
        heard = [one["heard"] for one in sentence["signals"]]
        assert heard == sorted(heard, reverse=True)
        assert len(heard) >= TOP
        for one in sentence["signals"]:
            assert set(one) == {
                *("id", "title", "kind", "heard", "chance", "score", "words"),
                *("start", "end", "quote", "how", "stance"),
            }
            assert 0 <= one["chance"] <= 1
            assert (one["quote"] is None) == (not one["heard"])
            if one["heard"]:
                assert one["quote"] == SAID[one["start"] : one["end"]]
    by_id = {one["id"]: one for one in told["sentences"][1]["signals"]}
    assert by_id["threaten"]["heard"]
    assert by_id["threaten"]["kind"] == "act"


def test_top_cuts_only_what_was_not_heard() -> None:
    (sentence,) = peilian("read", "再不还就让你坐牢。", "--top", "0", "--format", "json").json()["sentences"]
    assert sentence["signals"]
    assert all(one["heard"] for one in sentence["signals"])


@pytest.mark.parametrize(
    ("language", "said", "shown"),
    [
        ("zh-CN", "再不还3120元就让你坐牢。", ("听到", "说到“", "金额 3120", "%")),
        ("zh-TW", "再不還3120元就讓你坐牢。", ("聽到", "金額 3120")),
        ("en", "Pay $3,120 or you will go to jail.", ("heard", "the words “", "amount 3120")),
    ],
)
def test_the_table_speaks_the_language_of_the_text(language: str, said: str, shown: tuple[str, ...]) -> None:
    ran = peilian("read", said, "--lang", language)
    assert ran.code == 0, ran.err
    for words in shown:
        assert words in ran.out


def test_the_debtor_is_heard_too_and_a_dash_reads_standard_input() -> None:
    told = peilian("read", "-", "--speaker", "debtor", "--format", "json", stdin="我要投诉你们！\n").json()
    assert told["text"] == "我要投诉你们！"
    assert told["speaker"] == "debtor"
    assert "threaten_complaint" in [one["id"] for one in told["sentences"][0]["signals"]]


def test_personal_numbers_are_masked_as_in_a_call() -> None:
    assert "13812345678" not in peilian("read", "您的手机是13812345678吗？", "--format", "json").out


def test_bad_input_is_one_sentence() -> None:
    one_sentence(peilian("read", "  "), "no text")
    one_sentence(peilian("read", "-", stdin=""), "no text")
    one_sentence(peilian("read", "好" * 5001), "5001", "5000")
    one_sentence(peilian("read", "好", "--lang", "fr"), "'fr'", "zh-CN")
    one_sentence(peilian("read", "好", "--at", "noon"), "--at")


def test_a_correction_is_kept_and_replaces_the_earlier_one(tmp_path: Path) -> None:
    said = "您看这边是不是先凑一凑。"
    first = peilian("read", said, "--acts", "ask_reason", "--signals", "", data=tmp_path)
    assert first.code == 0, first.err
    second = peilian("read", said, "--acts", "ask_ability", "--signals", "", "--note", "问的是能力", data=tmp_path)
    assert "next start" in second.err
    file = tmp_path / "content" / "corpus" / "corrections-zh-negotiation.yaml"
    assert str(file) in second.err
    (row,) = read_item(file, LabelledFile).value.rows
    assert (row.text, row.acts, row.signals) == (said, ("ask_ability",), ())
    assert "问的是能力" in file.read_text(encoding="utf-8")


def test_what_cannot_be_corrected_is_told(tmp_path: Path) -> None:
    one_sentence(peilian("read", "好的。", "--acts", "empathize", data=tmp_path), "'empathize'", "empathise")
    one_sentence(peilian("read", "好的。", "--signals", "jail-for-debts", data=tmp_path), "jail-for-debt")
    one_sentence(peilian("read", "好的。", "--acts", "", "--speaker", "debtor", data=tmp_path), "agent")
    one_sentence(peilian("read", "好的。再见。", "--acts", "", data=tmp_path), "one sentence")
    one_sentence(peilian("read", "好的。", "--acts", "", "--situation", "x", data=tmp_path), "'x'", "opening")
    assert not (tmp_path / "content").exists()
