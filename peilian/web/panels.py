"""The panels of the practice page as HTML: only what a trainee may see goes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peilian.dialogue.call import Call, Ended
from peilian.practice.coach import Advice
from peilian.practice.desk import CallView
from peilian.practice.hearing import Hearing
from peilian.store import CallSummary, User
from peilian.web.call_rows import CallRow
from peilian.web.calling_hours import calling_hours
from peilian.web.clause_view import clause_view
from peilian.web.endings import how_ended, who_sees
from peilian.web.front import Front
from peilian.web.heard_words import sentences_heard, value
from peilian.web.words import Words
from personas import Card

_FINDINGS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Panels:
    """Renders for one reader."""

    front: Front
    user: User
    words: Words

    def _render(self, name: str, /, **values: object) -> str:
        return self.front.pages.render(name, self.words, **values)

    def top_bar(self) -> str:
        return self._render("_topbar", **self.front.frame(self.words, self.user, here="practice"))

    def lobby(self, problem: str = "") -> str:
        warming = not self.front.settings.ready()
        return self._render("lobby_intro", who_sees=who_sees(self.user, self.words), warming=warming, problem=problem)

    def case(self, card: Card) -> str:
        foreign = card.language[:2] != self.words.language[:2]
        return self._render("case_card", card=card, foreign=foreign)

    def recent(self, rows: tuple[CallRow, ...]) -> str:
        return self._render("recent", calls=rows)

    def bar(self, view: CallView, summary: CallSummary, *, stopped: datetime | None = None) -> str:
        return self._render(
            "callbar",
            card=view.card,
            state="talking" if view.call.ended is None else "ended",
            started=_milliseconds(summary.started_at),
            stopped=_milliseconds(stopped) if stopped else 0,
            voice=view.call.voice or "scripted",
            coach_on=view.coach_on,
        )

    def case_file(self, view: CallView) -> str:
        context = view.call.call
        hours = calling_hours(
            self.front.desk.parts.library, view.call.jurisdiction, context.debtor_day(), self.words.language
        )
        return self._render("crm", card=view.card, local_time=context.debtor_time(), hours=hours)

    def coach(self, advice: Advice | None, call: Call) -> str:
        """`advice` is None where the call is practised without the coach."""
        if advice is None:
            return self._render("coach", advice=None)
        library = self.front.desk.parts.library
        views = (clause_view(library, result.clause, self.words.language) for result in advice.clauses)
        return self._render(
            "coach",
            advice=Advice(advice.steps, advice.hints, advice.at_risk[:_FINDINGS_SHOWN], advice.clauses),
            hints=[self.words(f"hint.{hint}") for hint in advice.hints] if call.turns else [self.words("hint.start")],
            clauses=[view for view in views if view is not None],
        )

    def heard(self, hearing: Hearing | None) -> str:
        """`hearing` is None before the first turn."""
        if hearing is None:
            return self._render("heard", sentences=None)
        shown = [value(said, self.words) for said in hearing.values]
        sentences = sentences_heard(hearing, self.words)
        return self._render("heard", sentences=sentences, values=shown, language=hearing.reading.language)

    def notice(self, problem: str) -> str:
        return self._render("call_notice", problem=problem)

    def speaking(self, *, now: bool) -> str:
        return self._render("speaking", now=now)

    def after(self, call: Call, ended: Ended, *, go: bool) -> str:
        return self._render(
            "after_call", call_id=call.id, how=how_ended(ended, self.words), scored=bool(call.turns), go=go
        )


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
