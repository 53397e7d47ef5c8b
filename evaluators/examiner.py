"""examine(call) -> findings: every rule held against every agent turn, worded and cited.

Deterministic. Reads nothing a second time: signals come from the Reader, clauses from the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evaluators.checks import CHECKS, WHOLE_CALL
from evaluators.conditions import holds
from evaluators.conversation import Moment, alone, moments
from evaluators.finding import Finding, Outcome, Severity, Unscored
from evaluators.hit import Hit, NotEvaluable
from evaluators.omissions import omitted
from evaluators.outcome import outcome_of
from evaluators.overlap import without_overlaps
from evaluators.rule import Rule
from evaluators.wording import fit
from knowledge import Library
from peilian.content import Item, hash_of_all
from peilian.dialogue.call import Call, Jurisdiction, Speaker
from peilian.dialogue.reader import Reader
from peilian.dialogue.reading import Heard, Reading, Span
from personas import Persona


@dataclass(frozen=True, slots=True)
class Examination:
    """What the deterministic rules found in one call."""

    call: Call
    findings: tuple[Finding, ...]
    unscored: tuple[Unscored, ...]
    outcome: Outcome
    readings: tuple[Reading, ...]


class Examiner:
    """Holds the rule bank, the law and the Reader; stateless, safe to share between threads."""

    def __init__(self, rules: Mapping[str, Item[Rule]], library: Library, reader: Reader) -> None:
        self._rules = tuple(item.value for _, item in sorted(rules.items()))
        self._library = library
        self._reader = reader
        self.rules_version = hash_of_all(list(rules.values()))

    @property
    def reader(self) -> Reader:
        return self._reader

    @property
    def library(self) -> Library:
        return self._library

    def rule(self, id: str) -> Rule:
        return next(rule for rule in self._rules if rule.id == id)

    def rules(self, jurisdiction: Jurisdiction) -> tuple[Rule, ...]:
        return tuple(rule for rule in self._rules if jurisdiction in rule.jurisdictions)

    def examine(
        self, call: Call, *, readings: Sequence[Reading] | None = None, persona: Persona | None = None
    ) -> Examination:
        """All findings of a call in order of turn; `readings` are made where none were kept with the turns."""
        read = tuple(readings) if readings is not None else self._reader.read_call(call)
        timeline = list(moments(call, read))
        findings: list[Finding] = []
        missing: dict[str, Unscored] = {}
        for moment in timeline:
            findings += self._at(moment, call.language, call.call.debtor_day(), missing, first=moment is timeline[0])
        findings += self._omissions(call, timeline)
        findings.sort(key=lambda finding: (finding.turn or 0, finding.start, finding.end, finding.rule))
        fired = {finding.rule for finding in findings}
        return Examination(
            call=call,
            findings=tuple(findings),
            unscored=tuple(entry for id, entry in sorted(missing.items()) if id not in fired),
            outcome=outcome_of(call, read, persona),
            readings=read,
        )

    def examine_turn(self, call: Call, readings: Sequence[Reading]) -> tuple[Finding, ...]:
        """Findings of the last agent turn alone, as the coach needs them during the call."""
        timeline = list(moments(call, readings))
        if not timeline:
            return ()
        last = timeline[-1]
        return tuple(self._at(last, call.language, call.call.debtor_day(), {}, first=len(timeline) == 1))

    def examine_sentence(
        self,
        text: str,
        *,
        language: str,
        jurisdiction: Jurisdiction,
        speaker: str,
        previous: str | None,
        on: date,
    ) -> tuple[Finding, ...]:
        """Findings of one sentence by itself. Only an agent's words have findings."""
        if speaker != "agent":
            return ()
        heard = self._read(text, language, "agent", on)
        before = self._read(previous, language, "debtor", on) if previous else None
        moment = alone(heard, before, jurisdiction)
        return tuple(self._at(moment, language, on, {}, first=False))

    def _read(self, text: str, language: str, speaker: Speaker, on: date) -> Reading:
        return self._reader.read(text, language=language, speaker=speaker, on=on)

    def _at(
        self, moment: Moment, language: str, on: date, missing: dict[str, Unscored], *, first: bool
    ) -> list[Finding]:
        found: list[tuple[Rule, Hit]] = []
        for rule in self.rules(moment.jurisdiction):
            if rule.omission or (rule.check in WHOLE_CALL and not first):
                continue
            result = self._hits(rule, moment)
            if result and not isinstance(result, NotEvaluable) and not self._has_law(rule, on):
                result = _NO_LAW
            if isinstance(result, NotEvaluable):
                why = result.reason_en if language.startswith("en") else result.reason_zh
                missing.setdefault(
                    rule.id, Unscored(dimension=rule.dimension, rule=rule.id, reason=fit(why, language, None))
                )
            else:
                found += ((rule, hit) for hit in result)
        kept = without_overlaps(found, moment.reading)
        return [finding for rule, hit in kept for finding in self._findings(rule, hit, moment, language, on)]

    def _hits(self, rule: Rule, moment: Moment) -> Sequence[Hit] | NotEvaluable:
        if rule.check is not None:
            applies = holds(rule.when, moment)
            if applies is not True:
                return () if applies is False else _UNKNOWN_CONTEXT
            return CHECKS[rule.check](moment, self._parameters(rule))
        hits = list(_heard(rule, moment.reading))
        if not hits:
            return ()
        applies = holds(rule.when, moment)
        if applies is None:
            return _UNKNOWN_CONTEXT
        return hits if applies else ()

    def _has_law(self, rule: Rule, on: date) -> bool:
        """A legality finding needs a clause in force on the day; without one it is not made."""
        needs = rule.dimension == "legality" and rule.severity != "praise"
        return not needs or any(self._library.in_force(id, on) for id in rule.citations)

    def _parameters(self, rule: Rule) -> dict[str, str]:
        if rule.clause is None:
            return {}
        return {parameter.name: parameter.value for parameter in self._library.clause(rule.clause).parameters}

    def _findings(self, rule: Rule, hit: Hit, moment: Moment, language: str, on: date) -> Iterator[Finding]:
        """The finding, and its accuracy twin where the same words also state something untrue."""
        finding = self._finding(rule, hit, moment, language, on)
        yield finding
        if rule.also_accuracy is not None:
            twin = {"dimension": "accuracy", "category": rule.also_accuracy, "severity": "major"}
            yield finding.model_copy(update=twin)

    def _finding(self, rule: Rule, hit: Hit, moment: Moment, language: str, on: date) -> Finding:
        text = moment.reading.text
        cited = [id for id in rule.citations if self._library.in_force(id, on)]
        slots = {"said": hit.span.of(text), **hit.slots}
        family = "en" if language.startswith("en") else "zh"
        return Finding(
            dimension=rule.dimension,
            rule=rule.id,
            category=rule.category,
            severity=self._severity(rule, hit, cited),
            scope=hit.scope,
            turn=moment.turn,
            quote="" if hit.scope == "omission" else hit.span.of(text),
            start=hit.span.start,
            end=hit.span.end,
            reason=fit(rule.reason.in_(family), language, moment.account, slots),
            better=fit(rule.better.in_(family), language, moment.account, slots),
            citations=tuple(self._library.citation(id) for id in cited),
            source=hit.source,
        )

    def _severity(self, rule: Rule, hit: Hit, cited: Sequence[str]) -> Severity:
        """A hard fail needs a clause that may carry one that day, and words or a meaning that name this very rule."""
        if rule.severity == "praise" or rule.severity == "minor":
            return rule.severity
        if rule.dimension != "legality":
            return "minor" if hit.vague else rule.severity
        may_fail = not (hit.vague or hit.unsure) and any(self._library.may_hard_fail(id) for id in cited)
        return rule.severity if may_fail else "major"

    def _omissions(self, call: Call, timeline: Sequence[Moment]) -> Iterator[Finding]:
        for rule in self.rules(call.jurisdiction):
            if rule.omission is None:
                continue
            due = omitted(rule, timeline)
            if due is not None:
                hit = Hit(Span(0, 0), "rule", "omission")
                yield self._finding(rule, hit, due, call.language, call.call.debtor_day())


_NO_LAW = NotEvaluable("通话当天没有生效的依据", "no clause of this rule was in force on the day of the call")
_UNKNOWN_CONTEXT = NotEvaluable("缺少判断所需的通话背景", "the call does not tell what this rule needs")


_SURE = 0.8
"""How likely a red line must be, heard from the meaning alone, to fail a call; below it is a major fault."""


def _is_unsure(heard: Heard) -> bool:
    return heard.how == "meaning" and heard.chance < _SURE


def _heard(rule: Rule, reading: Reading) -> Iterator[Hit]:
    names = rule.acts or (rule.id,)
    for heard in reading.heard:
        if heard.signal in names:
            yield Hit(heard.span, "rule", vague=heard.how == "group", unsure=_is_unsure(heard))
