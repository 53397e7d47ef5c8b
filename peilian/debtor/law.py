"""When the debtor leans on the law, rightly or wrongly, and on which clause.

A clause is named only where it was retrieved for this turn; a belief without its clause is told as hearsay.
"""

from __future__ import annotations

from peilian.debtor.feeling import CROSSING
from peilian.debtor.scene import Choice, Scene
from personas import Misbelief

PRESSING = CROSSING | {"mention_law", "lawful_consequence", "disclose_debt", "ask_for_payment"}


def lean_on_law(scene: Scene) -> Choice | None:
    """A misbelief (folk), the retrieved clause (expert), or nothing (none)."""
    knowledge = scene.persona.legal_knowledge
    if knowledge == "folk":
        return _mistaken(scene)
    if knowledge == "expert":
        return _rightly(scene)
    return None


def _mistaken(scene: Scene) -> Choice | None:
    for belief in scene.persona.misbeliefs:
        if belief.id in scene.state.beliefs or not _provoked(belief, scene):
            continue
        clause = next((found.clause for found in scene.grounding if found.clause == belief.clause), None)
        return Choice(
            "cite_law",
            f"misbelief:{belief.id}",
            about=belief.id,
            misbelief=belief.id,
            clause=clause,
            used_as="mistaken" if clause else None,
        )
    return None


def _provoked(belief: Misbelief, scene: Scene) -> bool:
    return any(word in scene.acts or word in scene.reading.text for word in belief.about)


def _rightly(scene: Scene) -> Choice | None:
    if not scene.heard(*PRESSING):
        return None
    found = next((item for item in scene.grounding if item.clause not in scene.state.beliefs), None)
    if found is None:
        return None
    return Choice("cite_law", "knows the law", about="expert", clause=found.clause, used_as="correct")
