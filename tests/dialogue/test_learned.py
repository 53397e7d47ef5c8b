"""What the trained ear knows, what it was not taught, and what is learned beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.learned import print_of_signal
from peilian.dialogue.ports import Matrix
from peilian.dialogue.reader import Reader
from peilian.dialogue.signal import Recognition, Sentences, Signal
from peilian.encoder import HashingEncoder

DAY = date(2026, 11, 18)


def a_signal(id: str, *examples: str) -> Signal:
    return Signal(id=id, recognise=Recognition(examples=Sentences(zh=examples)))


GREET = a_signal("greet", "您好呀", "早上好啊", "打扰您了")
THREAT = a_signal("threat", "再不还让你坐牢", "明天就抓你", "等着吃官司")


class FixedEar:
    """Was taught some signals and hears one of them wherever its word stands."""

    name = "fixed@1"

    def __init__(self, word: str, *taught: Signal) -> None:
        self._word = word
        self._taught = taught

    @property
    def heads(self) -> Mapping[str, str]:
        return {signal.id: print_of_signal(signal) for signal in self._taught}

    def logits(self, sentences: Sequence[str], family: str) -> Matrix:
        found = [[6.0 if self._word in text else -6.0] * len(self._taught) for text in sentences]
        return np.array(found).reshape(len(sentences), len(self._taught))

    def trust(self, family: str) -> Mapping[str, Sequence[float]]:
        return {signal.id: (-4.0, 8.0, 0.5, -0.5, 0.0, 0.0, 0.0) for signal in self._taught}


def heard(reader: Reader, text: str) -> frozenset[str]:
    return reader.read(text, language="zh-CN", speaker="agent", on=DAY).ids()


def test_the_ear_is_heard_without_any_learning() -> None:
    reader = Reader.compile([THREAT], None, ear=FixedEar("官司", THREAT))
    assert heard(reader, "这官司您是吃定了") == {"threat"}
    assert not heard(reader, "咱们慢慢商量着来")


def test_a_signal_that_was_rewritten_is_not_taken_from_the_ear() -> None:
    rewritten = a_signal("threat", "我让你在老家抬不起头", "叫你在村里没脸见人", "让全村都看你笑话")
    reader = Reader.compile([rewritten], HashingEncoder(), ear=FixedEar("官司", THREAT))
    assert not heard(reader, "这官司您是吃定了")
    assert heard(reader, "我让你在老家抬不起头来") == {"threat"}


def test_a_signal_the_ear_does_not_know_is_learned_from_its_examples() -> None:
    reader = Reader.compile([GREET, THREAT], HashingEncoder(), ear=FixedEar("官司", THREAT))
    assert heard(reader, "早上好啊先生") == {"greet"}
    assert "threat" in heard(reader, "这官司您是吃定了")


def test_a_correction_prevails_over_the_ear_for_the_very_words() -> None:
    said = LabelledSentence("官司的事您别担心，没有人起诉您", "zh", "pressure", frozenset(), frozenset())
    ear = FixedEar("官司", THREAT)
    before = Reader.compile([THREAT], HashingEncoder(), ear=ear)
    after = Reader.compile([THREAT], HashingEncoder(), ear=ear, corpus=[said])
    assert heard(before, said.text) == {"threat"}
    assert not heard(after, said.text)
    assert heard(after, "这官司您是吃定了") == {"threat"}


def test_the_version_names_the_ear() -> None:
    reader = Reader.compile([THREAT], HashingEncoder(), ear=FixedEar("官司", THREAT))
    assert reader.encoder_name == "hashing-ngrams@1+fixed@1"
