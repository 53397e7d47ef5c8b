"""A reading: all that one utterance says. Made once per turn by the Reader, kept with the turn.

Offsets are half-open and count Unicode code points of the original text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal

from peilian.dialogue.signal import Stance


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Heard:
    """One signal in one utterance: where, how it was recognised, in what stance."""

    signal: str
    span: Span
    how: Literal["pattern", "meaning", "group"]
    """`pattern`: its words stand there; `meaning`: the whole sentence carries it; `group`: sure only of its group."""
    stance: Stance
    chance: float = 1.0
    """How likely the sentence carries it (0 … 1, two decimals), calibrated on labelled sentences."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as said. `low == high` when exact; `approximate` for 大概/两千多/about."""

    span: Span
    low: Decimal
    high: Decimal
    currency: str | None
    """ISO 4217 where the words say it (元/块 → CNY, dollars/$ → USD), else None."""
    approximate: bool = False
    per: Literal["instalment", "month", "day", "week"] | None = None
    """Set for 每期八百 / 一个月一千 / $50 a month."""
    relation: Literal["sum", "difference"] | None = None
    """Beside other amounts: 一共… is a sum; 还差…, 多了…, …short are differences and no balance."""

    @property
    def exact(self) -> Decimal | None:
        return self.low if self.low == self.high and not self.approximate else None


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in days: 67天, 两个多月 (60–89), three weeks."""

    span: Span
    low: int
    high: int
    approximate: bool = False
    """Also true of whole months and years, whose days nobody counts."""
    hedged: bool = False
    """True only where the words themselves say so: 大概, about, 左右."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as said, resolved against the call's day; `day` is None while it stays vague (发工资那天)."""

    span: Span
    day: date | None
    latest: date | None = None
    """The end of the range where several days are meant (月底前, this week)."""
    earliest: date | None = None
    """The call's day where only a deadline is said: 月底前 has `day` and `latest` on the 30th and runs from today."""
    alternatives: tuple[date, ...] = ()
    """The other days the same words may mean, in order: next Friday, 一五号. `day` is only the likeliest."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    span: Span
    at: time


@dataclass(frozen=True, slots=True)
class Instalments:
    """分36期每期800 / 36 payments of $80: either part may be unsaid."""

    span: Span
    count: int | None
    each: Decimal | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as a fraction: 年化24% → 0.24 per year; 日息万分之五 → 0.0005 per day; 打八折 is a `Discount`."""

    span: Span
    value: Decimal
    per: Literal["year", "month", "day"] | None


@dataclass(frozen=True, slots=True)
class Discount:
    """The part taken off, as a fraction: 减免三成 → 0.3, 打八折 → 0.2, waive 20% → 0.2."""

    span: Span
    value: Decimal


@dataclass(frozen=True, slots=True)
class Tail:
    """The last digits by which a card or account is named: 尾号3388, the card ending in 3388. Not money."""

    span: Span
    digits: str


@dataclass(frozen=True, slots=True)
class Values:
    """Everything countable that was said, in order of position."""

    amounts: tuple[Amount, ...] = ()
    durations: tuple[Days, ...] = ()
    days: tuple[Day, ...] = ()
    times: tuple[ClockTime, ...] = ()
    instalments: tuple[Instalments, ...] = ()
    rates: tuple[Rate, ...] = ()
    discounts: tuple[Discount, ...] = ()
    tails: tuple[Tail, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one utterance says."""

    text: str
    language: str
    speaker: Literal["agent", "debtor"]
    sentences: tuple[Span, ...] = ()
    heard: tuple[Heard, ...] = ()
    values: Values = field(default_factory=Values)

    def has(self, *signals: str) -> bool:
        """True where any of `signals` was heard."""
        return any(heard.signal in signals for heard in self.heard)

    def first(self, *signals: str) -> Heard | None:
        return next((heard for heard in self.heard if heard.signal in signals), None)

    def ids(self) -> frozenset[str]:
        return frozenset(heard.signal for heard in self.heard)

    def sentence_of(self, span: Span) -> Span:
        """The sentence that holds `span`; the whole text where it crosses sentences."""
        return next((sentence for sentence in self.sentences if span.within(sentence)), Span(0, len(self.text)))
