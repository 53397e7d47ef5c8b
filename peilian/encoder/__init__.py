"""Sentence vectors and the trained ear: the bundled ones, and a fake encoder that needs no weights."""

from peilian.encoder.ear import TrainedEar
from peilian.encoder.hashing import HashingEncoder
from peilian.encoder.use import UniversalSentenceEncoder

__all__ = ["HashingEncoder", "TrainedEar", "UniversalSentenceEncoder"]
