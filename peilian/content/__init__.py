"""Files that people write: read with limits and line numbers, own over shipped, hashed."""

from peilian.content.bounded_yaml import Document, read_yaml
from peilian.content.errors import (
    AccessError,
    ContentError,
    InputError,
    JudgeError,
    KnowledgeError,
    ModelError,
    PeilianError,
    StoreError,
)
from peilian.content.shelf import Item, Shelf, hash_of_all, read_item, validate

__all__ = [
    "AccessError",
    "ContentError",
    "Document",
    "InputError",
    "Item",
    "JudgeError",
    "KnowledgeError",
    "ModelError",
    "PeilianError",
    "Shelf",
    "StoreError",
    "hash_of_all",
    "read_item",
    "read_yaml",
    "validate",
]
