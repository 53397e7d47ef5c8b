"""The laws, standards and policies that clauses belong to: names and ranks, no content."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from knowledge.rank import Rank
from peilian.content import ContentError, read_yaml, validate


class Law(BaseModel):
    """One law, standard, guide or policy."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    """As the issuing body writes it."""
    aliases: tuple[str, ...] = ()
    """How people and other texts shorten it."""
    rank: Rank
    issuer: str | None = None
    """Who issued it."""
    number: str | None = None
    """The number of its document, as `银保监办发〔2018〕10号`."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class _LawList(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    laws: tuple[Law, ...]


def read_laws(path: Path) -> dict[str, Law]:
    """The laws of one `laws.yaml` by id. Raises `ContentError` where one stands twice or the file cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError("the file cannot be read as UTF-8 text", file=path.name, remedy="check it") from error
    document = read_yaml(text, path.name)
    found: dict[str, Law] = {}
    for position, law in enumerate(validate(document, _LawList, path.name).laws):
        if law.id in found:
            raise ContentError(
                f"the law {law.id!r} stands twice",
                file=path.name,
                line=document.line_of(("laws", position)),
                remedy="keep one of them",
            )
        found[law.id] = law
    return found
