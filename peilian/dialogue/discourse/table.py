"""The table that a conversation is followed by: one readable file, `discourse.yaml`, read once."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import read_item
from peilian.dialogue.call import Speaker

Kind = Literal["feeling", "hardship", "question", "dispute", "request", "identity"]
What = Literal["payment", "plan", "relief", "follow_up"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Raising(_Part):
    """Debtor acts that bring up one kind of matter, and what takes it up."""

    kind: Kind
    acts: tuple[str, ...] = Field(min_length=1)
    addressed_by: frozenset[str]
    acknowledged_by: frozenset[str] = frozenset()
    by_content: bool = False
    asks: bool = False
    reach: int | None = Field(default=None, ge=1)
    """Exchanges after which a fitting act no longer counts; None: never."""


class Asking(_Part):
    """Agent acts that ask, and what of the debtor's answers them."""

    acts: tuple[str, ...] = Field(min_length=1)
    answered_by: frozenset[str]
    by_values: bool = False
    """A sum, a day or instalments alone are an answer."""
    by_digits: bool = False
    """Four digits in a row alone are an answer."""


class Dodges(_Part):
    """Acts of each side that answer nothing."""

    agent: frozenset[str]
    debtor: frozenset[str]


class Promising(_Part):
    """One act by which one side commits itself."""

    by: Speaker
    act: str
    what: What
    firm: bool = False
    """Certain, unless it is hedged, asked or supposed."""
    needs_sum: bool = False
    """Nothing is promised where no sum was said."""


class Words(_Part):
    """Lists of words in each language family."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class Common(_Part):
    """Words parted by blanks, so that the file stays readable."""

    zh: str
    en: str


class Content(_Part):
    """When naming the debtor's own matter counts, and which words name nothing."""

    own: frozenset[str]
    spoilt_by: frozenset[str]
    function_characters: str
    common: Common


class Table(_Part):
    """The whole of `discourse.yaml`."""

    acknowledgement_reach: int = Field(ge=1)
    raises: tuple[Raising, ...]
    agent_questions: tuple[Asking, ...]
    dodges: Dodges
    promises: tuple[Promising, ...]
    withdrawn_by: frozenset[str]
    not_withdrawn_beside: frozenset[str]
    confirmed_by: frozenset[str]
    hedges: Words
    content: Content

    @cached_property
    def raising(self) -> dict[str, Raising]:
        """By debtor act."""
        return {act: group for group in self.raises for act in group.acts}

    @cached_property
    def asking(self) -> dict[str, Asking]:
        """By agent act."""
        return {act: group for group in self.agent_questions for act in group.acts}

    @cached_property
    def helpful(self) -> frozenset[str]:
        """Agent acts that take up something or other: beside one of them a turn is no mere dodge."""
        taking = frozenset(act for group in self.raises for act in group.addressed_by | group.acknowledged_by)
        return taking - self.dodges.agent

    @cached_property
    def telling(self) -> frozenset[str]:
        """Debtor acts that answer something or other."""
        return frozenset(act for group in self.agent_questions for act in group.answered_by) - self.dodges.debtor


@cache
def shipped_table() -> Table:
    """The shipped table. Raises `ContentError` with file, line and field where it is wrong."""
    return read_item(Path(__file__).with_name("discourse.yaml"), Table).value
