"""Sentence vectors: the bundled multilingual encoder, and a fake that needs no weights."""

from peilian.encoder.hashing import HashingEncoder
from peilian.encoder.use import UniversalSentenceEncoder

__all__ = ["HashingEncoder", "UniversalSentenceEncoder"]
