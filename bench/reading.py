"""Truth of the Reader on the labelled sentences, each read by a Reader that never saw it, its pair or its fold.

python -m bench.reading [--situations] [--curve] [--errors] [--fast]

Five folds (pairs stay together); `--situations` leaves one situation out at a time instead; `--curve` also learns from
a quarter, half and three quarters of the sentences; `--errors` prints what was missed or invented;
`--fast` measures one fold only.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from bench.engine import assembly
from bench.intervals import rate
from peilian.dialogue.corpus import LabelledSentence
from peilian.dialogue.reader import Reader
from peilian.dialogue.values.canonical import canonical
from peilian.practice.assembly import Assembly

DAY = date(2026, 11, 18)
"""The day the values of the labelled sentences are reckoned from: a Wednesday."""
FOLDS = 5
_LANGUAGE = {"zh": "zh-CN", "en": "en-US"}


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


def fold_of(row: LabelledSentence) -> int:
    """The two halves of a pair always fall into the same fold."""
    return crc32((row.pair or row.text).encode()) % FOLDS


def compiled(parts: Assembly, corpus: Sequence[LabelledSentence]) -> Reader:
    signals = [item.value.signal() for item in parts.acts.values()]
    signals += [signal for item in parts.rules.values() if (signal := item.value.signal()) is not None]
    return Reader.compile(signals, parts.encoder, corpus=corpus)


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
    total = Tally(*(sum(getattr(tally, part) for tally in acts.values()) for part in ("right", "invented", "missed")))
    told = [tally for tally in acts.values() if tally.right + tally.missed]
    print(f"acts, micro: {total}")
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


def folds(
    parts: Assembly, corpus: Sequence[LabelledSentence], key: Callable[[LabelledSentence], object], share: float = 1.0
) -> list[Read]:
    """Every sentence read by a Reader that learned from `share` of the rows with another key."""
    found: list[Read] = []
    for value in sorted({str(key(row)) for row in corpus}):
        rest = [row for row in corpus if str(key(row)) != value]
        kept = [row for row in rest if crc32(f"share/{row.pair or row.text}".encode()) % 100 < share * 100]
        found += read(compiled(parts, kept), [row for row in corpus if str(key(row)) == value])
        if "--fast" in sys.argv:
            break
    return found


def scripts(parts: Assembly, corpus: Sequence[LabelledSentence]) -> None:
    """How many sentences of a held-out fold are read alike when turned into the other script."""
    import opencc

    held = [row for row in corpus if fold_of(row) == 0 and row.language == "zh"]
    reader = compiled(parts, [row for row in corpus if fold_of(row) != 0])
    simplified = {id(one.row): one.heard for one in read(reader, held, opencc.OpenCC("t2s").convert)}
    turned = read(reader, held, opencc.OpenCC("s2twp").convert)
    names = Names.of(parts)
    plain = [Read(row, simplified[id(row)]) for row in held]
    for name, one in (("simplified", plain), ("traditional", turned)):
        acts = of_acts(one, names)
        total = Tally(*(sum(getattr(t, part) for t in acts.values()) for part in ("right", "invented", "missed")))
        print(f"{name}: acts F1 {total.f1:.3f}, rules F1 {of_rules(one, names).f1:.3f}")
    same = sum(simplified[id(one.row)] == one.heard for one in turned)
    print(f"read alike in both scripts: {rate(same, len(turned))}")


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
    parts = assembly()
    corpus, names = parts.corpus, Names.of(parts)
    key: Callable[[LabelledSentence], object] = (lambda row: row.situation) if "--situations" in sys.argv else fold_of
    for share in (0.25, 0.5, 0.75) if "--curve" in sys.argv else ():
        part = folds(parts, corpus, key, share)
        for family in ("zh", "en"):
            report(f"{family}, {share:.0%} of the rows", [one for one in part if one.row.language == family], names)
    everything = folds(parts, corpus, key)
    for family in ("zh", "en"):
        mine = [one for one in everything if one.row.language == family]
        report(family, mine, names)
        report(f"{family}, without the hard pairs", [one for one in mine if one.row.pair is None], names)
    if "--errors" in sys.argv:
        errors(everything, names)
    if "--situations" not in sys.argv:
        scripts(parts, corpus)
        values(compiled(parts, ()), corpus)


if __name__ == "__main__":
    main()
