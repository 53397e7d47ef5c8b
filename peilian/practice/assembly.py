"""The rooms put together once: content loaded, one Reader compiled over acts and rules, law opened on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from evaluators import Examiner, Rubric, Rule, Versions, load_rubrics, load_rules
from knowledge import HybridIndex, Library, MemoryIndex, Retriever, SearchResult
from peilian import VERSION
from peilian.content import InputError, Item, KnowledgeError
from peilian.debtor import LineBank, Temperament, load_lines, load_temperaments
from peilian.dialogue.acts import load_acts
from peilian.dialogue.call import Grounded, Jurisdiction
from peilian.dialogue.corpus import LabelledSentence, load_corpus
from peilian.dialogue.ports import Ear, Encoder
from peilian.dialogue.reader import Reader
from peilian.dialogue.signal import Act
from peilian.practice.corrections import corrected
from personas import Persona, load_personas


class Assembly:
    """Loads each part at its first use, so that a command pays only for what it needs."""

    def __init__(self, *, encoder: Encoder, ear: Ear | None = None, data: Path, own_content: Path) -> None:
        self.encoder = encoder
        self.ear = ear
        self.data = data
        self._own = own_content

    def _own_folder(self, kind: str) -> Path | None:
        folder = self._own / kind
        return folder if folder.is_dir() else None

    def _cache(self) -> Path | None:
        """Where what was learned is kept; None where the data folder cannot be made: it is learned each time."""
        folder = self.data / "cache"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return folder

    @cached_property
    def personas(self) -> Mapping[str, Item[Persona]]:
        return load_personas(self._own_folder("personas"))

    @cached_property
    def acts(self) -> Mapping[str, Item[Act]]:
        return load_acts(self._own_folder("acts"))

    @cached_property
    def rules(self) -> Mapping[str, Item[Rule]]:
        return load_rules(self._own_folder("rules"))

    @cached_property
    def rubrics(self) -> Mapping[str, Item[Rubric]]:
        return load_rubrics(self._own_folder("rubrics"))

    @cached_property
    def library(self) -> Library:
        return Library.load(self._own_folder("knowledge"))

    @cached_property
    def corpus(self) -> Sequence[LabelledSentence]:
        """The labelled sentences the Reader learns from; the shipped ones only where no ear knows them already."""
        own = self._own_folder("corpus")
        return corrected(load_corpus(own, shipped=self.ear is None), own)

    @cached_property
    def reader(self) -> Reader:
        """One Reader over acts and rules: nothing is recognised a second time anywhere."""
        of_rules = [signal for item in self.rules.values() if (signal := item.value.signal()) is not None]
        of_acts = [item.value.signal() for item in self.acts.values()]
        signals = [*of_acts, *of_rules]
        return Reader.compile(signals, self.encoder, ear=self.ear, corpus=self.corpus, cache=self._cache())

    @cached_property
    def examiner(self) -> Examiner:
        return Examiner(self.rules, self.library, self.reader)

    @cached_property
    def retriever(self) -> Retriever:
        """The published clause index; held in memory alone where the data folder cannot be written."""
        try:
            return HybridIndex.open(self.library, self.encoder, self.data / "index")
        except KnowledgeError:
            return MemoryIndex(self.library, self.encoder)

    @cached_property
    def temperaments(self) -> Mapping[str, Temperament]:
        return load_temperaments(self._own_folder("temperaments"))

    @cached_property
    def lines(self) -> LineBank:
        return load_lines(self._own_folder("lines"))

    def grounds(self, kept: Sequence[Grounded], language: str) -> tuple[SearchResult, ...]:
        """Clauses kept with a turn, as they were retrieved; their likelihood is not kept and reads 1."""
        family = "en" if language.startswith("en") else "zh"
        clauses = [self.library.clause(item.clause) for item in kept if item.clause in self.library.clauses]
        return tuple(
            SearchResult.of(clause, self.library.law(clause.law_id), score=1.0, language=family) for clause in clauses
        )

    def persona(self, id: str) -> Item[Persona]:
        """Raises `InputError` naming the personas there are."""
        try:
            return self.personas[id]
        except KeyError:
            raise InputError(
                f"there is no persona {id!r} — use one of: {', '.join(sorted(self.personas))}", code="persona_unknown"
            ) from None

    def rubric(self, id: str | None, jurisdiction: Jurisdiction) -> Item[Rubric]:
        """The named rubric, as `default` or `default@1`. Raises `InputError`."""
        wanted, _, version = (id or "default").partition("@")
        item = self.rubrics.get(wanted)
        if item is None:
            raise InputError(f"there is no rubric {wanted!r} — use one of: {', '.join(sorted(self.rubrics))}")
        if version and version != str(item.value.version):
            raise InputError(
                f"rubric {wanted} is at version {item.value.version}, not {version} — leave the version out"
            )
        if jurisdiction not in item.value.jurisdictions:
            raise InputError(f"rubric {wanted} is not made for {jurisdiction} calls — choose another with --rubric")
        return item

    def versions(self, rubric: Rubric, *, persona: str | None, judge: str | None = None) -> Versions:
        """What a scorecard is stamped with; `persona` is the hash the call carries."""
        return Versions(
            app=VERSION,
            reader=self.reader.version,
            encoder=self.reader.encoder_name,
            rules=self.examiner.rules_version,
            knowledge=self.library.version,
            rubric=rubric.name,
            persona=persona,
            judge=judge,
        )
