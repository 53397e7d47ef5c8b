"""HTML out of template files: every value is escaped, a missing one is an error."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from peilian.web.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "templates"
_SIGNS = {"CNY": "¥", "USD": "$"}


class Pages:
    """Renders one template for one reader."""

    def __init__(self) -> None:
        self._environment = _environment()

    def render(self, name: str, words: Words, /, **values: object) -> str:
        """The template `name`.html with `t` = the reader's words. Raises where a value is missing."""
        return self._environment.get_template(f"{name}.html").render(t=words, lang=words.language, **values)


def money(amount: Decimal, currency: str) -> str:
    """`34640.00` as `¥34,640.00`."""
    return f"{_SIGNS.get(currency, currency + ' ')}{amount:,.2f}"


def percent(fraction: Decimal) -> str:
    """`0.1825` as `18.25%`."""
    return f"{(fraction * 100).normalize():f}%"


def day(on: date) -> str:
    return on.strftime("%Y-%m-%d")


def minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def clock(at: datetime) -> str:
    return at.strftime("%H:%M")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(money=money, percent=percent, day=day, minute=minute, clock=clock)
    return environment
