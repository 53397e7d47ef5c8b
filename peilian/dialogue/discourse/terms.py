"""The sums, counts and days that belong to one commitment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from peilian.dialogue.discourse.promise import Promise
from peilian.dialogue.reading import Amount, Day, Instalments, Reading, Span


@dataclass(frozen=True, slots=True)
class Terms:
    """What was said beside the words of a commitment, in order of position."""

    amounts: tuple[Amount, ...] = ()
    instalments: tuple[Instalments, ...] = ()
    days: tuple[Day, ...] = ()

    @classmethod
    def of(cls, reading: Reading) -> Terms:
        """All of a turn's terms."""
        values = reading.values
        return cls(
            tuple(amount for amount in values.amounts if amount.low > 0),
            tuple(one for one in values.instalments if one.count is not None or one.each is not None),
            tuple(day for day in values.days if day.day is not None),
        )

    @classmethod
    def near(cls, span: Span, reading: Reading) -> Terms:
        """Those of the sentence that holds `span`; of what its sentence leaves unsaid, the turn's."""
        whole, sentence = cls.of(reading), reading.sentence_of(span)
        near = whole.within(sentence)
        if near.amounts or near.instalments:
            return replace(near, days=near.days or whole.days)
        return replace(whole, days=near.days or whole.days)

    def within(self, sentence: Span) -> Terms:
        """Those said inside `sentence`."""
        return Terms(
            tuple(one for one in self.amounts if one.span.within(sentence)),
            tuple(one for one in self.instalments if one.span.within(sentence)),
            tuple(one for one in self.days if one.span.within(sentence)),
        )

    @property
    def of_a_plan(self) -> bool:
        """Instalments, or sums that come again."""
        return bool(self.instalments) or any(amount.per is not None for amount in self.amounts)

    @property
    def once(self) -> bool:
        """A sum or a day and nothing that comes again."""
        return bool(self.amounts or self.days) and not self.of_a_plan

    def fill(self, promise: Promise) -> Promise:
        """`promise` with what it leaves open taken from these terms."""
        day = promise.day or self._day()
        if promise.what == "plan":
            each = next((one.each for one in self.instalments if one.each is not None), None)
            again = next((one for one in self.amounts if one.per is not None), None)
            return replace(
                promise,
                each=promise.each or each or (again.low if again else None),
                count=promise.count or next((one.count for one in self.instalments if one.count is not None), None),
                day=day,
                approximate=promise.approximate
                or bool(promise.each is None and each is None and again and _vague(again)),
            )
        single = self._single()
        if promise.amount is not None or single is None:
            return replace(promise, day=day)
        return replace(promise, amount=single.low, day=day, approximate=_vague(single))

    def agrees(self, promise: Promise) -> bool:
        """False where both name a sum and none of these is the promised one."""
        promised = promise.each if promise.what == "plan" else promise.amount
        said = {amount.low for amount in self.amounts} | {one.each for one in self.instalments}
        said.discard(None)
        return promised is None or promise.approximate or not said or promised in said

    def _single(self) -> Amount | None:
        """The first exact sum that does not come again, else the first vague one."""
        single = [amount for amount in self.amounts if amount.per is None]
        return next((amount for amount in single if not _vague(amount)), single[0] if single else None)

    def _day(self) -> date | None:
        return next((one.day for one in self.days), None)


def _vague(amount: Amount) -> bool:
    return amount.exact is None
