"""How fast and how steady the Reader is: one sentence on one core, one thread against two, any string at all.

python -m bench.reading_robustness [--strings 100000]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

from bench.engine import assembly
from bench.intervals import rate
from bench.reading import DAY
from bench.speed import one_core, quantile, show
from peilian.dialogue.corpus import LabelledSentence, load_corpus
from peilian.dialogue.reader import Reader
from peilian.encoder import TrainedEar, UniversalSentenceEncoder
from peilian.practice.assembly import Assembly

_SENTENCES = 400
_BATCH = 200
_ALPHABETS = (
    "您好还款逾期征信坐牢单位家人起诉，。？！“”您你我不会没有",
    "欠債還錢徵信聯繫家裡",
    "abc ABC ,.?!'\"$%0123456789pay debt jail lawyer won't",
    "\u200b\u200d\u3000\ufeff\t\n·*_-亻讠ǎ①Ⅷ㈠👮💀\ud83d\udc6e",
)


def _milliseconds(reader: Reader, rows: Sequence[LabelledSentence]) -> list[float]:
    spent = []
    for row in rows:
        start = time.perf_counter()
        reader.read(row.text, language=_of(row), speaker="agent", on=DAY)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def _of(row: LabelledSentence) -> str:
    return "en-US" if row.language == "en" else "zh-CN"


def speed(parts: Assembly) -> None:
    """A sentence never seen by the encoder's memory, against the bare encoder on the same sentence."""
    corpus = load_corpus()
    rows = [row for row in corpus if row.language == "zh"][:: max(1, len(corpus) // _SENTENCES)]
    bare, fresh = UniversalSentenceEncoder(threads=1), UniversalSentenceEncoder(threads=1)
    reader = Assembly(encoder=fresh, ear=TrainedEar(), data=parts.data, own_content=parts.data / "content").reader
    bare.encode(["您好"])
    with one_core():
        _milliseconds(reader, rows[:20])
        floor = []
        for row in rows[20:]:
            start = time.perf_counter()
            bare.encode([row.text])
            floor.append((time.perf_counter() - start) * 1000)
        spent = _milliseconds(reader, rows[20:])
    for name, share in (("median", 0.5), ("p95", 0.95)):
        ratio = quantile(spent, share) / quantile(floor, share)
        show(
            f"one sentence, {name}",
            f"{quantile(spent, share):.2f} ms",
            "< 3 ms p95",
            f"{ratio:.2f} x encoder alone ({quantile(floor, share):.2f} ms)",
        )


def threads(parts: Assembly) -> None:
    """What one thread hears, two hear too."""
    corpus = load_corpus()
    rows = corpus[:: max(1, len(corpus) // (3 * _SENTENCES))]
    heard = []
    for count in (1, 2):
        encoder = UniversalSentenceEncoder(threads=count)
        reader = Assembly(encoder=encoder, ear=TrainedEar(), data=parts.data, own_content=parts.data / "content").reader
        heard.append([reader.read(row.text, language=_of(row), speaker="agent", on=DAY).heard for row in rows])
    alike = sum(one == other for one, other in zip(*heard, strict=True))
    show("sentences one and two threads read alike", rate(alike, len(rows)), "all")


def strings(reader: Reader, count: int) -> None:
    """Random Unicode: nothing crashes, every span lies in its text and is not empty."""
    chance = random.Random(20261118)
    wrong = 0
    for number in range(count):
        text = _random_text(chance)
        speaker, language = ("agent", "zh-CN") if number % 3 else ("debtor", "en-US")
        reading = reader.read(text, language=language, speaker=speaker, on=DAY)  # type: ignore[arg-type]
        spans = [*reading.sentences, *(heard.span for heard in reading.heard)]
        wrong += any(not 0 <= span.start < span.end <= len(text) for span in spans)
    show("random strings with a wrong span", f"{wrong} of {count}", "0")


def _random_text(chance: random.Random) -> str:
    length = chance.randrange(0, 40)
    alphabet = chance.choice(_ALPHABETS)
    return "".join(
        chance.choice(alphabet) if chance.random() < 0.8 else chr(chance.randrange(0x110000)) for _ in range(length)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=2000)
    wanted = parser.parse_args()
    parts = assembly()
    speed(parts)
    threads(parts)
    strings(parts.reader, wanted.strings)


if __name__ == "__main__":
    main()
