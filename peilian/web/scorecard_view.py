"""A scored call as the scorecard page shows it: worst first, three things to change, every quote marked.

Orders and words what the evaluators found; decides nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from evaluators import Finding, Scorecard
from peilian.dialogue.call import Call, Turn
from peilian.practice.assembly import Assembly
from peilian.practice.desk import ScoredCall
from peilian.store import User
from peilian.web.clause_view import ClauseView, cited, clause_view
from peilian.web.endings import how_ended
from peilian.web.reasons import reasons
from peilian.web.templates import day, money
from peilian.web.transcript import Passage, passages
from peilian.web.words import Words

_SEVERITIES = ("critical", "major", "minor", "praise")
_DIMENSIONS = ("legality", "accuracy", "courtesy", "process")
_THINGS_TO_CHANGE = 3


@dataclass(frozen=True, slots=True)
class ScoreView:
    name: str
    value: int | None
    band: str
    """high, mid, low or none."""


@dataclass(frozen=True, slots=True)
class FindingView:
    severity: str
    dimension: str
    category: str
    turn: int | None
    quote: str
    reason: str
    better: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class BasisView:
    """A clause the debtor leaned on."""

    used_as: str
    clause: ClauseView


@dataclass(frozen=True, slots=True)
class TurnView:
    index: int
    speaker: str
    who: str
    at: datetime | None
    parts: tuple[Passage, ...]
    findings: tuple[FindingView, ...]
    basis: tuple[BasisView, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class UnscoredView:
    dimension: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScorecardView:
    id: str
    name: str
    language: str
    own: bool
    owner: str
    at: datetime
    how: str
    verdict: str
    because: str
    scores: tuple[ScoreView, ...]
    red: tuple[FindingView, ...]
    change: tuple[FindingView, ...]
    rest: tuple[FindingView, ...]
    praise: tuple[FindingView, ...]
    turns: tuple[TurnView, ...]
    outcome: tuple[OutcomeLine, ...]
    undiscovered: tuple[str, ...] | None
    unscored: tuple[UnscoredView, ...]
    versions: str
    again: str | None
    """The persona to practise with once more."""
    coach_on: bool
    voice: str


def scorecard_view(scored: ScoredCall, owner: User, viewer: User, parts: Assembly, words: Words) -> ScorecardView:
    """Everything the page needs, in the viewer's language."""
    call, card, summary = scored.call, scored.scorecard, scored.summary
    own = summary.owner_id == viewer.id
    worst_first = sorted(card.findings, key=_weight)
    costly = [one for one in worst_first if one.severity in ("major", "minor")]
    change = _one_per_rule(costly)[:_THINGS_TO_CHANGE]

    def show(findings: Sequence[Finding]) -> tuple[FindingView, ...]:
        return tuple(_finding(one, parts, words) for one in findings)

    return ScorecardView(
        id=call.id,
        name=scored.card.name if scored.card else call.account.debtor_name,
        language=call.language,
        own=own,
        owner=owner.display_name,
        at=summary.started_at,
        how=how_ended(call.ended, words, own=own) if call.ended else "",
        verdict=verdict(card),
        because=_because(card, words),
        scores=scores(card),
        red=show([one for one in worst_first if one.severity == "critical"]),
        change=show(change),
        rest=show([one for one in costly if one not in change]),
        praise=show([one for one in worst_first if one.severity == "praise"]),
        turns=tuple(_turns(scored, parts, words, own=own)),
        outcome=tuple(_outcome(call, card, words)),
        undiscovered=card.outcome.undiscovered,
        unscored=tuple(UnscoredView(entry.dimension, entry.reason) for entry in card.unscored),
        versions=_versions(card),
        again=scored.card.id if scored.card and own else None,
        coach_on=summary.coach_on,
        voice=call.voice or "scripted",
    )


def scores(card: Scorecard) -> tuple[ScoreView, ...]:
    """Overall first."""
    values = card.scores.model_dump()
    return tuple(
        ScoreView(name, values[name], band(values[name])) for name in ("overall", "legality", "accuracy", "courtesy")
    )


def band(score: int | None) -> str:
    """The contract's bands: high from 80, mid from 60."""
    if score is None:
        return "none"
    return "high" if score >= 80 else "mid" if score >= 60 else "low"


def verdict(card: Scorecard) -> str:
    if card.passed is None:
        return "open"
    if card.passed:
        return "passed"
    return "failed" if card.critical or card.scores.overall is not None else "unscored"


def _because(card: Scorecard, words: Words) -> str:
    if card.critical:
        return words("because.red")
    keys = {"open": "because.open", "passed": "because.passed", "unscored": "because.unscored"}
    return words(keys.get(verdict(card), "because.low"))


def _weight(finding: Finding) -> tuple[int, int, int]:
    return (_SEVERITIES.index(finding.severity), _DIMENSIONS.index(finding.dimension), finding.turn or 0)


def _one_per_rule(findings: Sequence[Finding]) -> list[Finding]:
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.rule, finding)
    return list(seen.values())


def _finding(finding: Finding, parts: Assembly, words: Words) -> FindingView:
    return FindingView(
        severity=finding.severity,
        dimension=finding.dimension,
        category=words.term("category", finding.category),
        turn=finding.turn,
        quote=finding.quote if finding.scope == "turn" else "",
        reason=finding.reason,
        better=finding.better,
        clauses=tuple(cited(parts.library, citation, words.language) for citation in finding.citations),
    )


def _turns(scored: ScoredCall, parts: Assembly, words: Words, *, own: bool) -> Iterator[TurnView]:
    other = scored.card.name if scored.card else scored.call.account.debtor_name
    agent = words("transcript.agent") if own else words("transcript.agent_other")
    for index, turn in enumerate(scored.call.turns):
        findings = _one_per_rule(sorted((one for one in scored.scorecard.findings if one.turn == index), key=_weight))
        yield TurnView(
            index=index,
            speaker=turn.speaker,
            who=agent if turn.speaker == "agent" else other,
            at=turn.at,
            parts=passages(turn.text, findings),
            findings=tuple(_finding(one, parts, words) for one in findings),
            basis=tuple(_basis(turn, parts, words)),
            why=reasons(scored.whys.get(index, ()), parts.acts, words),
        )


def _basis(turn: Turn, parts: Assembly, words: Words) -> Iterator[BasisView]:
    for grounded in turn.grounding or ():
        view = clause_view(parts.library, grounded.clause, words.language) if grounded.used_as else None
        if view is not None and grounded.used_as is not None:
            yield BasisView(grounded.used_as, view)


def _outcome(call: Call, card: Scorecard, words: Words) -> Iterator[OutcomeLine]:
    outcome, currency = card.outcome, call.account.currency
    found = {True: "outcome.reason_yes", False: "outcome.reason_no", None: "outcome.unknown"}[outcome.reason_found]
    yield OutcomeLine(words("outcome.reason"), words(found))
    comma = words("list.comma")
    if outcome.plan is not None:
        plan = outcome.plan
        said = [
            words("outcome.months", months=plan.months) if plan.months else None,
            words("outcome.each", amount=money(plan.amount, currency)) if plan.amount else None,
            words("outcome.first", day=day(plan.first_due)) if plan.first_due else None,
            words("outcome.sum", amount=money(plan.total, currency)) if plan.total else None,
        ]
        yield OutcomeLine(words("outcome.plan"), comma.join(part for part in said if part))
    elif outcome.promise is not None:
        promise = outcome.promise
        said = [
            money(promise.amount, currency) if promise.amount else None,
            day(promise.date) if promise.date else None,
            promise.channel,
        ]
        yield OutcomeLine(
            words("outcome.promise"), comma.join(part for part in said if part) or words("outcome.unknown")
        )
    else:
        yield OutcomeLine(words("outcome.promise"), words("outcome.none"))
    if outcome.feasible is not None:
        kept = "outcome.feasible_yes" if outcome.feasible else "outcome.feasible_no"
        yield OutcomeLine(words("outcome.feasible"), words(kept))


def _versions(card: Scorecard) -> str:
    stamps = {name: value for name, value in card.versions.model_dump().items() if value}
    return " · ".join(f"{name} {value[:12] if name == 'persona' else value}" for name, value in stamps.items())
