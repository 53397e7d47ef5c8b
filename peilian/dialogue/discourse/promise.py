"""What either side has committed itself to so far: payments, plans, relief, a next contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peilian.dialogue.call import Speaker
from peilian.dialogue.discourse.table import What
from peilian.dialogue.reading import Span


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment. Turns are indices into the call's turns, from 0; the span counts code points."""

    by: Speaker
    turn: int
    span: Span
    what: What
    amount: Decimal | None = None
    """A single sum, in the currency said; the lower end where only a range was said."""
    each: Decimal | None = None
    """The sum of one instalment, in the currency said."""
    count: int | None = None
    """Instalments."""
    day: date | None = None
    """The calendar day of the payment, the first instalment or the next contact."""
    approximate: bool = False
    """Whether the sum was said with 大概, 两千多, about."""
    certain: bool = False
    """Whether it was promised outright: not offered, asked, supposed or hedged (尽量, I'll try)."""
    confirmed_at: int | None = None
    """The agent turn that repeated it back."""
    replaced_at: int | None = None
    """The turn in which the same side promised the same kind of thing anew."""
    withdrawn_at: int | None = None
    """The turn in which its maker took it back."""

    @property
    def stands(self) -> bool:
        return self.replaced_at is None and self.withdrawn_at is None

    @property
    def pays(self) -> bool:
        """Whether money is promised: by payment or plan of the debtor's."""
        return self.by == "debtor" and self.what in ("payment", "plan")
