"""The trained ear as it ships: whole, exact whatever stands beside a sentence, and taught what is there now."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peilian.dialogue.learned import print_of_signal
from peilian.dialogue.wording import Vocabulary
from peilian.encoder.ear import Pieces, TrainedEar
from peilian.encoder.runs import Runs
from peilian.practice.assembly import Assembly

SAID = ["再不还我就去您单位找领导。", "您好，请问是张先生吗？", "减免要等银行审批。"]


@pytest.fixture(scope="module")
def ear() -> TrainedEar:
    return TrainedEar()


def test_a_sentence_is_heard_alike_alone_and_among_others(ear: TrainedEar) -> None:
    together = ear.logits(SAID, "zh")
    alone = np.concatenate([TrainedEar().logits([text], "zh") for text in SAID])
    assert np.array_equal(together, alone)
    assert together.shape == (3, len(ear.heads))


def test_a_threat_is_told_from_a_greeting(ear: TrainedEar) -> None:
    heads = list(ear.heads)
    threat, greeting, _ = ear.logits(SAID, "zh")
    assert threat[heads.index("threaten")] > greeting[heads.index("threaten")] + 2
    assert greeting[heads.index("verify_identity")] > threat[heads.index("verify_identity")] + 2


def test_every_head_is_trusted_in_both_languages(ear: TrainedEar) -> None:
    for family in ("zh", "en"):
        assert list(ear.trust(family)) == list(ear.heads)


def test_the_ear_was_taught_the_signals_that_ship(shipped_parts: Assembly) -> None:
    """After a change of examples or labels: `make ear`."""
    ear = TrainedEar()
    signals = [item.value.signal() for item in shipped_parts.acts.values()]
    signals += [signal for item in shipped_parts.rules.values() if (signal := item.value.signal()) is not None]
    of_agents = [signal for signal in signals if signal.speaker == "agent"]
    assert not [one.id for one in of_agents if ear.heads.get(one.id) != print_of_signal(one)]


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=600))
def test_any_text_gives_finite_figures(ear: TrainedEar, text: str) -> None:
    assert np.isfinite(ear.logits([text], "zh")).all()
    assert np.isfinite(ear.logits([text], "en")).all()


def test_half_of_a_surrogate_pair_is_no_stumbling_block(ear: TrainedEar) -> None:
    assert np.isfinite(ear.logits(["您好\ud83d"], "zh")).all()


def test_pieces_are_kept_and_read_again(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    pieces = Pieces(
        ("<s>", "<pad>", "</s>", "<unk>", "▁您", "好"),
        np.arange(6, dtype=np.float32) - 10,
        3,
        chance.random((6, 2)).astype(np.float16),
        chance.integers(0, 256, (6, 2, 16), dtype=np.uint8),
    )
    pieces.save(tmp_path / "pieces.npz")
    again = Pieces.load(tmp_path / "pieces.npz")
    assert again.pieces == pieces.pieces
    assert again.cut("您好") == pieces.cut("您好") == [0, 4, 5, 2]
    assert np.array_equal(again.vectors([4, 5]), pieces.vectors([4, 5]))
    assert pieces.vectors([4, 5]).shape == (2, 64)


def test_runs_are_kept_and_read_again(tmp_path: Path) -> None:
    texts = ["您好张先生", "您好李女士", "再不还就起诉"]
    vocabulary = Vocabulary.learn(texts, "zh")
    weights = np.random.default_rng(2).normal(size=(len(vocabulary.places), 4)).astype(np.float32)
    runs = Runs.packed(vocabulary, weights)
    runs.save(tmp_path / "runs.npz")
    again = Runs.load(tmp_path / "runs.npz", "zh")
    places, said = vocabulary.weigh("您好王先生")
    assert np.allclose(runs.scores("您好王先生"), said @ weights[places], atol=0.05)
    assert np.allclose(again.scores("您好王先生"), runs.scores("您好王先生"), atol=1e-4)
