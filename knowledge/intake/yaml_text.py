"""Models as YAML that people read and edit: long texts as blocks, one line per line of the text."""

from __future__ import annotations

from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

_WIDEST = 1_000_000


class _Plain(RoundTripRepresenter):
    """Writes what is not known as `null`, as the guide does, and not as nothing at all."""


_Plain.add_representer(type(None), lambda self, _: self.represent_scalar("tag:yaml.org,2002:null", "null"))


def as_yaml(document: Any) -> str:
    """`document`, made of plain values, as one YAML document without anchors."""
    yaml = YAML()
    yaml.Representer = _Plain
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = StringIO()
    yaml.dump(_blocks(document), written)
    return written.getvalue()


def fields_of(model: BaseModel) -> dict[str, Any]:
    """What was said in `model`; fields left as they are by default are left out, but for those that must be told."""
    said: dict[str, Any] = model.model_dump(mode="json", exclude_defaults=True)
    told = {name for name, field in type(model).model_fields.items() if field.is_required()}
    full = model.model_dump(mode="json")
    return {name: full[name] for name in type(model).model_fields if name in said or name in told}


def _blocks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _blocks(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_blocks(inner) for inner in value]
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value
