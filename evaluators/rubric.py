"""A rubric: which findings cost or earn what, and what a pass is. One YAML file each in `rubrics/`."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evaluators.finding import Dimension
from peilian.content import Item, Shelf
from peilian.dialogue.call import Jurisdiction
from peilian.dialogue.signal import InLanguages


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Costs(Part):
    """Points per finding of one severity; praise earns."""

    critical: int = Field(ge=0, le=100)
    major: int = Field(ge=0, le=100)
    minor: int = Field(ge=0, le=100)
    praise: int = Field(ge=0, le=100)


class DimensionRubric(Part):
    start: int = Field(ge=0, le=100)
    """The score of a call without any finding."""
    costs: Costs
    praise_at_most: int = Field(ge=0, le=100)
    """The most that praise can add."""
    same_rule_at_most: int = Field(ge=1)
    """How often one rule may cost in one call."""
    pass_mark: int = Field(ge=0, le=100)
    weight: int = Field(ge=0)
    """Share of the overall score."""
    min_agent_turns: int = Field(ge=0)
    """With fewer agent turns the dimension stays unscored."""


class Rubric(Part):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    title: InLanguages
    jurisdictions: tuple[Jurisdiction, ...]
    courtesy: DimensionRubric
    accuracy: DimensionRubric
    legality: DimensionRubric
    process_counts_in: Dimension
    """The dimension whose score process findings change."""
    legality_cap: int = Field(ge=0, le=100)
    """Legality is at most this with one critical or `majors_for_cap` major findings."""
    majors_for_cap: int = Field(ge=1)
    rule_costs: dict[str, int] = {}
    """Points for single rules, over the table."""

    @property
    def name(self) -> str:
        return f"{self.id}@{self.version}"


def load_rubrics(own: Path | None = None) -> dict[str, Item[Rubric]]:
    """Every rubric by id. Raises `ContentError` naming file, line and field."""
    return Shelf(Rubric, [Path(__file__).parent / "rubrics"], own).load()
