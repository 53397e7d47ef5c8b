"""How long speaking takes, so that turns carry times without anybody's typing speed in them."""

from __future__ import annotations

from datetime import datetime, timedelta

_ZH_SECONDS_PER_CHARACTER = 0.25
_EN_SECONDS_PER_CHARACTER = 0.065
_BREATH = 1.0


def after_speaking(at: datetime, text: str, language: str) -> datetime:
    """When somebody who began to say `text` at `at` is done and the other side begins, to the second."""
    pace = _EN_SECONDS_PER_CHARACTER if language.startswith("en") else _ZH_SECONDS_PER_CHARACTER
    return at + timedelta(seconds=round(_BREATH + len(text) * pace))
