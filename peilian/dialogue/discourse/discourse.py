"""The state of a conversation, folded from its readings.

Pure: the same readings give the same state, and the state after n turns is the fold of the first n.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peilian.dialogue.call import Speaker
from peilian.dialogue.discourse.place import Place
from peilian.dialogue.discourse.promise import Promise
from peilian.dialogue.discourse.promising import promises_after
from peilian.dialogue.discourse.question import Question, questions_after
from peilian.dialogue.discourse.raised import Raised, raised_after
from peilian.dialogue.discourse.table import Kind, shipped_table
from peilian.dialogue.reading import Reading


@dataclass(frozen=True, slots=True)
class Discourse:
    """What has been brought up, asked and promised in the first `turns` turns, each in order of turn."""

    turns: int = 0
    """Turns folded so far; the index of the next one."""
    speaker: Speaker | None = None
    """Who spoke last."""
    stretches: tuple[int, ...] = ()
    """The first turn of every stretch of speaking: what one side says until the other speaks."""
    raised: tuple[Raised, ...] = ()
    questions: tuple[Question, ...] = ()
    promises: tuple[Promise, ...] = ()

    @classmethod
    def start(cls) -> Discourse:
        """The state before anything is said."""
        return cls()

    def after(self, reading: Reading) -> Discourse:
        """The state after one more turn."""
        table = shipped_table()
        stretches = self.stretches if reading.speaker == self.speaker else (*self.stretches, self.turns)
        place = Place(self.turns, stretches)
        return Discourse(
            turns=self.turns + 1,
            speaker=reading.speaker,
            stretches=stretches,
            raised=raised_after(self.raised, reading, place, table),
            questions=questions_after(self.questions, reading, place, table),
            promises=promises_after(self.promises, reading, place, table),
        )

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Unanswered questions of both sides; of one asked again, the last asking."""
        last = {(question.by, question.topic): question for question in self.questions}
        return tuple(question for question in self.questions if question.open and _is_last(question, last))

    @property
    def just_raised(self) -> tuple[Raised, ...]:
        """What the debtor brought up when they last spoke, taken up since or not."""
        since = self._debtors_last_stretch()
        return tuple(one for one in self.raised if since is not None and one.turn >= since)

    def unheard(self, *kinds: Kind) -> tuple[Raised, ...]:
        """What nobody took up, not even with kind words; of one matter told again, the last telling. No kind: all."""
        last = {one.act: one for one in self.raised}
        return tuple(one for one in last.values() if one.how is None and (not kinds or one.kind in kinds))

    def last_promise(self, by: Speaker) -> Promise | None:
        """The side's last promise that stands: neither replaced nor taken back."""
        return next((one for one in reversed(self.promises) if one.by == by and one.stands), None)

    def _debtors_last_stretch(self) -> int | None:
        back = 1 if self.speaker == "debtor" else 2
        return self.stretches[-back] if len(self.stretches) >= back else None


def follow(readings: Iterable[Reading]) -> tuple[Discourse, ...]:
    """The state after each turn."""
    state, states = Discourse.start(), []
    for reading in readings:
        state = state.after(reading)
        states.append(state)
    return tuple(states)


def _is_last(question: Question, last: dict[tuple[Speaker, str | None], Question]) -> bool:
    return last[question.by, question.topic] is question
