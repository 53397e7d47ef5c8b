"""From a finished call to its scorecard."""

from __future__ import annotations

from collections.abc import Sequence

from evaluators import Examination, Scorecard, Verdict, judge, score
from peilian.dialogue.call import Call
from peilian.dialogue.reading import Reading
from peilian.llm import ChatModel
from peilian.practice.assembly import Assembly


def examined(parts: Assembly, call: Call, readings: Sequence[Reading] | None = None) -> Examination:
    """The deterministic findings; outcome and undiscovered facts where the call's persona is known unchanged."""
    item = parts.personas.get(call.persona.id) if call.persona else None
    known = item.value if item is not None and call.persona is not None and item.hash == call.persona.hash else None
    return parts.examiner.examine(call, readings=readings, persona=known)


def scorecard(
    parts: Assembly, call: Call, *, rubric: str | None = None, readings: Sequence[Reading] | None = None
) -> Scorecard:
    """The scorecard without a judge: same call, same versions, same bytes. Raises `InputError` for the rubric."""
    chosen = parts.rubric(rubric, call.jurisdiction).value
    stamp = call.persona.hash if call.persona else None
    return score(examined(parts, call, readings), chosen, versions=parts.versions(chosen, persona=stamp))


async def judged_scorecard(parts: Assembly, call: Call, model: ChatModel, *, rubric: str | None = None) -> Scorecard:
    """The same with a judge's additions; what it could not judge is unscored."""
    chosen = parts.rubric(rubric, call.jurisdiction).value
    examination = examined(parts, call)
    rules = parts.examiner.rules(call.jurisdiction)
    verdict: Verdict = await judge(examination, model, rules=rules, library=parts.library)
    stamp = call.persona.hash if call.persona else None
    return score(
        examination,
        chosen,
        versions=parts.versions(chosen, persona=stamp, judge=model.name),
        judged=verdict.findings,
        judge_missing=verdict.unscored,
    )
