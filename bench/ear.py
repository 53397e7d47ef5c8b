"""Teaches the trained ear on the labelled sentences and publishes it into peilian/encoder/ear.

python -m bench.ear folds [N…]          five ears, each without one fold; what they hear in it is kept
python -m bench.ear publish             the ear that learned everything, with the trust that the five earned
python -m bench.ear trust               prints and trust alone: after a change of patterns, stances or labels
python -m bench.ear situations [NAME…]  ears that never heard a situation   (for bench.reading --situations)
python -m bench.ear shares              ears that learned a part of the rows (for bench.reading --curve)

Needs the dependency group `ear`. About six minutes a fold and twelve for the whole on two cores.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import gettempdir
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bench.engine import assembly
from bench.folds import FOLDS, fold_of
from peilian.dialogue import belief, learned
from peilian.dialogue.belief import Matrix
from peilian.dialogue.corpus import LabelledSentence, load_corpus
from peilian.dialogue.meaning import Lesson
from peilian.dialogue.patterns import FirstEar, Hit
from peilian.dialogue.signal import Signal
from peilian.dialogue.teaching import evidence_of, groups_of, heads_of, lessons_of
from peilian.encoder.ear import FOLDER, TrainedEar
from peilian.practice.assembly import Assembly

WORK = Path(gettempdir()) / "peilian-bench" / "ear"
HEARD = Path(__file__).parent / "ear_heard.npz"
"""What the five ears heard in the sentences they had not learned: logits times ten, in eight bits."""
SHARES = (12, 25)
"""Per cent of the rows outside the first fold."""
_EPOCHS = 5
_FAMILIES = ("zh", "en")


@dataclass(frozen=True)
class School:
    """Everything the ear learns from, in one order of heads."""

    parts: Assembly
    signals: tuple[Signal, ...]
    rows: tuple[LabelledSentence, ...]
    lessons: tuple[Lesson, ...]
    """Of the rows first, in their order; then of the examples."""
    families: tuple[str, ...]
    """Of each lesson."""

    @classmethod
    def of(cls, parts: Assembly) -> School:
        signals = agent_signals(parts)
        rows = tuple(sorted(load_corpus(), key=lambda row: _FAMILIES.index(row.language)))
        labelled: list[Lesson] = []
        examples: list[Lesson] = []
        families: list[str] = []
        for family in _FAMILIES:
            mine = [row for row in rows if row.language == family]
            lessons = lessons_of(signals, mine, family, FirstEar(signals, family).hear)
            labelled += lessons[: len(mine)]
            examples += lessons[len(mine) :]
            families += [family] * (len(lessons) - len(mine))
        return cls(parts, signals, rows, (*labelled, *examples), (*(row.language for row in rows), *families))

    @property
    def heads(self) -> list[str]:
        return heads_of(self.signals)

    @cached_property
    def words(self) -> list[dict[int, Hit]]:
        """What the first ear finds in every row."""
        ears = {family: FirstEar(self.signals, family) for family in _FAMILIES}
        rows = zip(self.lessons, self.rows, strict=False)
        return [ears[row.language].hear(lesson.text) for lesson, row in rows]


def agent_signals(parts: Assembly) -> tuple[Signal, ...]:
    signals = [item.value.signal() for item in parts.acts.values()]
    signals += [signal for item in parts.rules.values() if (signal := item.value.signal()) is not None]
    return tuple(sorted((one for one in signals if one.speaker == "agent"), key=lambda one: one.id))


def leave_out(school: School, name: str, held: Sequence[int], taught: Sequence[int]) -> None:
    """An ear that learned the rows `taught`, and what it hears in the rows `held`, kept under `name`."""
    print(f"{name}: {len(taught)} rows taught, {len(held)} held back", flush=True)
    place = WORK / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "about.json").write_text(json.dumps({"version": name, "heads": prints(school)}), encoding="utf-8")
    if not (place / "layers.onnx").is_file():
        _layers(school, place, [school.lessons[number] for number in taught])
    _runs(school, place, [*taught, *range(len(school.rows), len(school.lessons))])
    ear = TrainedEar(place)
    logits = [ear.logits([school.lessons[number].text], school.families[number])[0] for number in held]
    np.savez(place / "heard.npz", held=np.array(held), logits=np.array(logits))


def _layers(school: School, place: Path, lessons: Sequence[Lesson]) -> None:
    from bench.ear_base import kept_pieces, open_base
    from bench.ear_school import export, pupils, teach

    base = open_base()
    pieces = kept_pieces(base, [lesson.text for lesson in school.lessons])
    network = teach(base, pieces, pupils(lessons, len(school.heads), pieces), epochs=_EPOCHS)
    pieces.save(place / "pieces.npz")
    export(network, place / "layers.onnx")


def _runs(school: School, place: Path, taught: Sequence[int]) -> None:
    from bench.ear_runs import learn_runs

    for family in _FAMILIES:
        lessons = [school.lessons[number] for number in taught if school.families[number] == family]
        learn_runs(lessons, len(school.heads), family).save(place / f"runs-{family}.npz")


def folds(school: School, wanted: Sequence[int]) -> None:
    for fold in wanted:
        inside = [number for number, row in enumerate(school.rows) if fold_of(row) == fold]
        outside = [number for number, row in enumerate(school.rows) if fold_of(row) != fold]
        leave_out(school, f"fold-{fold}", inside, outside)


def situations(school: School, wanted: Sequence[str]) -> None:
    for name in wanted or sorted({row.situation for row in school.rows}):
        inside = [number for number, row in enumerate(school.rows) if row.situation == name]
        outside = [number for number, row in enumerate(school.rows) if row.situation != name]
        leave_out(school, f"situation-{name}", inside, outside)


def taught(row: LabelledSentence, share: int) -> bool:
    """Whether the row is one of `share` per cent of those outside the first fold."""
    return fold_of(row) != 0 and crc32(f"share/{row.pair or row.text}".encode()) % 100 < share


def shares(school: School) -> None:
    """Parts of what the ear of the first fold learned."""
    inside = [number for number, row in enumerate(school.rows) if fold_of(row) == 0]
    for share in SHARES:
        outside = [number for number, row in enumerate(school.rows) if taught(row, share)]
        leave_out(school, f"share-{share}", inside, outside)


def gather(school: School) -> None:
    """One file of what all folds heard, beside this one."""
    logits: Matrix = np.zeros((len(school.rows), len(school.heads)))
    for fold in range(FOLDS):
        with np.load(WORK / f"fold-{fold}" / "heard.npz") as kept:
            logits[kept["held"]] = kept["logits"]
    tenths = np.clip(np.round(logits * 10), -127, 127).astype(np.int8)
    np.savez_compressed(HEARD, allow_pickle=False, tenths=tenths, rows=_print(school.rows))


def heard(school: School) -> Matrix | None:
    """Logits of every row by an ear that had not learned it; None where they were kept of other rows."""
    if not HEARD.is_file():
        return None
    with np.load(HEARD, allow_pickle=False) as kept:
        if kept["rows"].tobytes() != _print(school.rows).tobytes():
            return None
        logits: Matrix = kept["tenths"].astype(np.float64) / 10
        return logits


def trusted(school: School, logits: Matrix, rows: Sequence[int]) -> dict[str, dict[str, list[float]]]:
    """Per family and head the weights of `belief.INPUTS`, fitted on `rows`."""
    found = {}
    groups = tuple(groups_of(school.signals).values())
    for family in _FAMILIES:
        mine = [number for number in rows if school.families[number] == family]
        lessons = [school.lessons[number] for number in mine]
        texts = [lesson.text for lesson in lessons]
        scores = belief.score_of(logits[mine])
        evidence = evidence_of(texts, [school.words[number] for number in mine], scores, groups, family)
        carried, known = learned.labels_of(lessons, len(school.heads), groups)
        fitted = belief.fit(belief.prior(len(school.signals), groups, "trained"), evidence, carried, known)
        found[family] = {
            head: [round(float(weight), 4) for weight in row]
            for head, row in zip(school.heads, fitted.table, strict=True)
        }
    return found


def publish(school: School) -> None:
    gather(school)
    FOLDER.mkdir(parents=True, exist_ok=True)
    _layers(school, FOLDER, school.lessons)
    _runs(school, FOLDER, range(len(school.lessons)))
    retrust(school)


def retrust(school: School) -> None:
    """The trust and the prints alone, where the layers stay as they are."""
    logits = heard(school)
    assert logits is not None
    layers = hashlib.sha256((FOLDER / "layers.onnx").read_bytes()).hexdigest()[:12]
    about = {
        "version": layers,
        "base": "multilingual-e5-small, layers 1 to 6 (Wang et al. 2024, MIT licence), tuned on the labelled sentences",
        "sentences": len(school.rows),
        "heads": prints(school),
        "trust": trusted(school, logits, range(len(school.rows))),
    }
    (FOLDER / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def prints(school: School) -> dict[str, str]:
    """Every head with the print of what it was taught on."""
    of_signals = {signal.id: learned.print_of_signal(signal) for signal in school.signals}
    return {head: of_signals.get(head, "") for head in school.heads}


def _print(rows: Sequence[LabelledSentence]) -> NDArray[np.uint8]:
    return np.frombuffer(learned.print_of(rows), dtype=np.uint8)


def main() -> None:
    school = School.of(assembly())
    match sys.argv[1:]:
        case ["folds", *numbers]:
            folds(school, [int(number) for number in numbers] or range(FOLDS))
        case ["situations", *names]:
            situations(school, names)
        case ["shares"]:
            shares(school)
        case ["publish"]:
            publish(school)
        case ["trust"]:
            gather(school)
            retrust(school)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
