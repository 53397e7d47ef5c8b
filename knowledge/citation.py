"""A citation: the address of a clause as findings and pages show it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Citation(BaseModel):
    """Contract §3: which clause of which law; `article` is null where it is unknown, never guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: str
    law_id: str
    law: str
    article: str | None
