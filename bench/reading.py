"""Truth of the Reader on the labelled sentences, each read by a Reader that never saw it, its pair or its fold.

python -m bench.reading [--situations] [--curve] [--errors]

Five folds (pairs stay together); `--situations` leaves one situation out at a time instead; `--curve` prints how the
figures of the first fold grow with the sentences learned; `--errors` prints what was missed or invented. The ears
that had not learned a part are made by `python -m bench.ear folds | situations | shares`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.curve import svg
from bench.ear import SHARES, WORK, School, heard, taught, trusted
from bench.engine import assembly
from bench.folds import FOLDS, fold_of
from bench.intervals import rate
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.reader import Reader
from peilian.dialogue.values.canonical import canonical
from peilian.encoder import TrainedEar
from peilian.practice.assembly import Assembly

DAY = date(2026, 11, 18)
"""The day the values of the labelled sentences are reckoned from: a Wednesday."""
_LANGUAGE = {"zh": "zh-CN", "en": "en-US"}
_SCRIPTS = {"simplified": "t2s", "traditional": "s2twp"}


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled sentence with what was heard in it."""

    row: LabelledSentence
    heard: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.invented)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.invented + self.missed)

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f}, recall {rate(self.right, self.right + self.missed)}, "
            f"precision {rate(self.right, self.right + self.invented)}"
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What the labels mean: acts, and the category of every rule that is recognised by its words."""

    acts: frozenset[str]
    categories: Mapping[str, str]

    @classmethod
    def of(cls, parts: Assembly) -> Names:
        rules = [item.value for item in parts.rules.values()]
        return cls(
            frozenset(id for id, item in parts.acts.items() if item.value.speaker == "agent"),
            {rule.id: rule.category for rule in rules if rule.recognise and rule.severity != "praise"},
        )

    def of_rules(self, labels: Iterable[str]) -> frozenset[str]:
        return frozenset(self.categories[label] for label in labels if label in self.categories)


class _Unschooled(TrainedEar):
    """An ear that has not learned some rows, trusted as rows outside of them taught."""

    def __init__(self, folder: Path, trust: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
        super().__init__(folder)
        self._trust = trust

    def trust(self, family: str) -> Mapping[str, Sequence[float]]:
        return self._trust[family]


def read(reader: Reader, rows: Sequence[LabelledSentence], turned: Callable[[str], str] = str) -> list[Read]:
    return [
        Read(row, reader.read(turned(row.text), language=_LANGUAGE[row.language], speaker="agent", on=DAY).ids())
        for row in rows
    ]


def of_acts(read_: Sequence[Read], names: Names) -> dict[str, Tally]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in read_:
        for act in names.acts - one.row.also:
            told, heard = act in one.row.acts, act in one.heard
            counts[act]["right" if told and heard else "missed" if told else "invented" if heard else "silent"] += 1
    return {act: Tally(count["right"], count["invented"], count["missed"]) for act, count in counts.items()}


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All of them as one."""
    return Tally(*(sum(getattr(one, part) for one in tallies.values()) for part in ("right", "invented", "missed")))


def of_rules(read_: Sequence[Read], names: Names) -> Tally:
    """By category, which is what a finding says; what a label leaves open is neither right nor wrong."""
    right = invented = missed = 0
    for one in read_:
        told, open_ = names.of_rules(one.row.signals), names.of_rules(one.row.also)
        heard = names.of_rules(one.heard)
        right += len(told & heard)
        missed += len(told - heard)
        invented += len(heard - told - open_)
    return Tally(right, invented, missed)


def of_breach(read_: Sequence[Read], names: Names) -> Tally:
    """Whether anything at all was wrong."""
    told = [bool(names.of_rules(one.row.signals)) for one in read_]
    open_ = [bool(names.of_rules(one.row.also)) for one in read_]
    heard = [bool(names.of_rules(one.heard)) for one in read_]
    return Tally(
        sum(t and h for t, h in zip(told, heard, strict=True)),
        sum(h and not t and not o for t, h, o in zip(told, heard, open_, strict=True)),
        sum(t and not h for t, h in zip(told, heard, strict=True)),
    )


def of_pairs(read_: Sequence[Read], names: Names) -> tuple[int, int]:
    """(pairs in which every label that tells the two apart is right in both, pairs)."""
    halves: dict[str, list[Read]] = defaultdict(list)
    for one in read_:
        if one.row.pair is not None:
            halves[one.row.pair].append(one)
    right = [_told_apart(both[0], both[1], names) for both in halves.values() if len(both) == 2]
    return sum(right), len(right)


def _told_apart(one: Read, other: Read, names: Names) -> bool:
    telling = one.row.carries ^ other.row.carries
    acts = telling & names.acts
    exact = all((act in read_.row.acts) == (act in read_.heard) for read_ in (one, other) for act in acts)
    rules = names.of_rules(telling)
    return exact and all(
        (category in names.of_rules(read_.row.signals)) == (category in names.of_rules(read_.heard))
        for read_ in (one, other)
        for category in rules
    )


def report(name: str, read_: Sequence[Read], names: Names) -> None:
    print(f"— {name}: {len(read_)} sentences —")
    acts = of_acts(read_, names)
    told = [tally for tally in acts.values() if tally.right + tally.missed]
    print(f"acts, micro: {total(acts)}")
    print(f"acts, macro F1: {sum(tally.f1 for tally in told) / max(1, len(told)):.3f} over {len(told)} acts")
    print(f"rules, by category: {of_rules(read_, names)}")
    print(f"anything wrong at all: {of_breach(read_, names)}")
    right, pairs = of_pairs(read_, names)
    if pairs:
        print(f"hard pairs told apart, both halves right: {rate(right, pairs)}")
    by_f1 = sorted(
        ((tally.f1, tally.right + tally.missed, act) for act, tally in acts.items() if tally.right + tally.missed)
    )
    print("weakest acts: " + ", ".join(f"{act} {f1:.2f} (n={count})" for f1, count, act in by_f1[:8]))


def part(school: School, name: str, held: Sequence[int]) -> Reader | None:
    """The Reader over the ear kept under `name`, trusted by rows that are not `held`; None with one clear line."""
    folder, logits = WORK / name, heard(school)
    if logits is None or not (folder / "layers.onnx").is_file():
        kind = name.split("-")[0] + "s"
        print(f"skipped {name}: there is no such ear of these sentences - python -m bench.ear {kind}", file=sys.stderr)
        return None
    rest = sorted(set(range(len(school.rows))) - set(held))
    return Reader.compile(school.signals, None, ear=_Unschooled(folder, trusted(school, logits, rest)))


def parts_of(school: School, names: Iterable[tuple[str, Callable[[LabelledSentence], bool]]]) -> list[Read]:
    """Every row of every part, read by the Reader that had not learned it."""
    found: list[Read] = []
    for name, inside in names:
        held = [number for number, row in enumerate(school.rows) if inside(row)]
        reader = part(school, name, held)
        if reader is not None:
            found += read(reader, [school.rows[number] for number in held])
    return found


def curve(school: School, names: Names) -> None:
    """The first fold read by ears that learned more and more of the others; drawn to docs/learning-curve.svg."""
    learned: list[int] = []
    lines: dict[str, list[float]] = defaultdict(list)
    for name, count in ((f"share-{share}", share) for share in (*SHARES, 100)):
        some = parts_of(school, [("fold-0" if count == 100 else name, in_fold(0))])
        if not some:
            return
        learned.append(sum(taught(row, count) for row in school.rows))
        for family in _LANGUAGE:
            mine = [one for one in some if one.row.language == family]
            report(f"{family}, {learned[-1]} sentences learned", mine, names)
            lines[f"acts {family}"].append(total(of_acts(mine, names)).f1)
            lines[f"breach {family}"].append(of_breach(mine, names).f1)
    place = Path(__file__).parents[1] / "docs" / "learning-curve.svg"
    place.write_text(svg("F1 on the first fold", learned, lines), encoding="utf-8")


def in_fold(fold: int) -> Callable[[LabelledSentence], bool]:
    return lambda row: fold_of(row) == fold


def in_situation(name: str) -> Callable[[LabelledSentence], bool]:
    return lambda row: row.situation == name


def scripts(school: School) -> None:
    """A held-out fold turned into either script."""
    import opencc

    held = [number for number, row in enumerate(school.rows) if fold_of(row) == 0]
    reader = part(school, "fold-0", held)
    if reader is None:
        return
    rows = [school.rows[number] for number in held if school.rows[number].language == "zh"]
    names = Names.of(school.parts)
    turned = {name: read(reader, rows, opencc.OpenCC(way).convert) for name, way in _SCRIPTS.items()}
    for name, some in turned.items():
        print(f"{name}: acts F1 {total(of_acts(some, names)).f1:.3f}, rules F1 {of_rules(some, names).f1:.3f}")
    same = sum(one.heard == other.heard for one, other in zip(*turned.values(), strict=True))
    print(f"read alike in both scripts: {rate(same, len(rows))}")


def values(reader: Reader, corpus: Sequence[LabelledSentence]) -> None:
    for family in ("zh", "en"):
        rows = [row for row in corpus if row.language == family and row.values is not None]
        exact = 0
        for row in rows:
            got = canonical(reader.read(row.text, language=_LANGUAGE[family], speaker="agent", on=DAY).values)
            exact += set(got) == set(row.values or ())
        print(f"values exact, {family}: {rate(exact, len(rows))}")


def errors(read_: Sequence[Read], names: Names) -> None:
    known = names.acts | set(names.categories)
    for one in read_:
        missed = (one.row.carries & known) - one.heard
        invented = (one.heard & known) - one.row.carries - one.row.also
        if missed or invented:
            print(f"  missed {sorted(missed)} invented {sorted(invented)}: {one.row.text}")


def main() -> None:
    school = School.of(assembly())
    names = Names.of(school.parts)
    if "--curve" in sys.argv:
        curve(school, names)
        return
    if "--situations" in sys.argv:
        situations = sorted({row.situation for row in school.rows})
        everything = parts_of(school, [(f"situation-{name}", in_situation(name)) for name in situations])
    else:
        everything = parts_of(school, [(f"fold-{fold}", in_fold(fold)) for fold in range(FOLDS)])
    for family in _LANGUAGE if everything else ():
        mine = [one for one in everything if one.row.language == family]
        report(family, mine, names)
        report(f"{family}, without the hard pairs", [one for one in mine if one.row.pair is None], names)
    if "--errors" in sys.argv:
        errors(everything, names)
    if "--situations" not in sys.argv:
        scripts(school)
        values(Reader.compile(school.signals, None), school.rows)


if __name__ == "__main__":
    main()
