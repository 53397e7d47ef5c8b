"""Numbers measured per encoder: what its likenesses mean.

Chosen by cross-validation on our own questions (`python -m bench.retrieval --calibrate`).
"""

from __future__ import annotations

from math import exp
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from peilian.content import KnowledgeError, read_yaml, validate


class Calibration(BaseModel):
    """How likenesses of one encoder are weighed and when they are too small to answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    encoder: str
    """The encoder's name before `@`."""
    lexical: float = Field(ge=0, le=2)
    """Weight of spelling beside a likeness of weight 1."""
    pool: tuple[float, ...] = Field(min_length=1, max_length=5)
    """Weights of the nearest, second nearest … passage of the same clause; they add up to 1."""
    elsewhere: float = Field(ge=0, le=1)
    """Weight of the likeness to what no clause answers, taken off every score."""
    midpoint: float
    """The fused score at which answering is as likely right as wrong."""
    slope: float = Field(gt=0)

    def likelihood(self, fused: float) -> float:
        """0…1, four digits."""
        return round(1 / (1 + exp(-self.slope * (fused - self.midpoint))), 4)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    encoders: tuple[Calibration, ...]


def calibration_for(encoder: str) -> Calibration:
    """The shipped numbers for `encoder` (`name@version`). Raises `KnowledgeError` where it was never measured."""
    path = Path(__file__).parent / "calibration.yaml"
    table = validate(read_yaml(path.read_text(encoding="utf-8"), path.name), _Table, path.name)
    name = encoder.split("@")[0]
    for entry in table.encoders:
        if entry.encoder == name:
            return entry
    raise KnowledgeError(f"the encoder {name!r} has no line in {path.name} — measure it with bench/retrieval.py")
