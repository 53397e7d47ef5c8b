"""The trained ear: tuned on the labelled sentences, it hears every shipped signal at once, in two ways.

What is meant: six layers of multilingual-e5-small (Wang et al. 2024) in eight bits, run by onnxruntime on one core, one
sentence at a time, so that a sentence's figures depend on nothing but the sentence. How it is said: runs of characters
or words. What is in `ear/` is made by `make ear`.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peilian.dialogue.ports import Matrix
from peilian.encoder.runs import Runs

FOLDER = Path(__file__).parent / "ear"
LONGEST = 128
"""Pieces of a sentence that are heard; more than 400 characters have no more."""
_BEGIN, _END = 0, 2
_REMEMBERED = 20_000
_SPREAD, _MIDDLE = 8.0, 3.5
"""A score of runs as log-odds: `_SPREAD` times the score less `_MIDDLE`."""
_SAID = 0.6
"""How much the runs weigh; the layers have the rest."""


@dataclass(frozen=True)
class Pieces:
    """The vocabulary: pieces of words with their vectors in four bits (blocks of 32 values with one scale)."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    """Log-probabilities of the unigram model that cuts a sentence."""
    unknown: int
    scales: NDArray[np.float16]
    """Shape (pieces, blocks)."""
    nibbles: NDArray[np.uint8]
    """Shape (pieces, blocks, 16)."""

    @classmethod
    def load(cls, path: Path) -> Pieces:
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                tuple(stored["pieces"].tobytes().decode("utf-8").split("\n")),
                stored["scores"],
                int(stored["unknown"]),
                stored["scales"],
                stored["nibbles"],
            )

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            allow_pickle=False,
            pieces=np.frombuffer("\n".join(self.pieces).encode("utf-8"), dtype=np.uint8),
            scores=self.scores,
            unknown=np.array(self.unknown),
            scales=self.scales,
            nibbles=self.nibbles,
        )

    @cached_property
    def _tokenizer(self) -> Any:
        return tokenizer_of(self.pieces, self.scores, self.unknown)

    def cut(self, text: str) -> list[int]:
        """The places of the pieces that `text` is made of, beginning and end marked."""
        return [_BEGIN, *self._tokenizer.encode(_sound(text)).ids[: LONGEST - 2], _END]

    def vectors(self, places: Sequence[int]) -> NDArray[np.float32]:
        """Shape (places, dimensions)."""
        packed = self.nibbles[places]
        wide = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - np.float32(8)
        wide *= self.scales[places].astype(np.float32)[..., None]
        return wide.reshape(len(places), -1)


def tokenizer_of(pieces: Sequence[str], scores: NDArray[np.float32], unknown: int) -> Any:
    """The unigram tokenizer of the base model over some of its pieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = list(zip(pieces, (float(score) for score in scores), strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("  ", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def _sound(text: str) -> str:
    """Half of a surrogate pair is no character to a tokenizer."""
    return text.encode("utf-8", "replace").decode("utf-8")


class TrainedEar:
    """Loaded at the first sentence. Safe to share between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._memory: OrderedDict[tuple[str, str], Matrix] = OrderedDict()
        self._runs: dict[str, Runs] = {}
        self._lock = Lock()

    @cached_property
    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self._folder / "about.json").read_text(encoding="utf-8"))
        return about

    @property
    def name(self) -> str:
        return f"ear@{self._about['version']}"

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """Signals, then `group:NAME`, in the order of its figures, each with the print of what it was taught on."""
        return dict(self._about["heads"])

    def trust(self, family: str) -> Mapping[str, Sequence[float]]:
        """Per head the weights of `belief.INPUTS`, fitted on sentences that the ear had not learned."""
        return dict(self._about["trust"][family])

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load(self._folder / "pieces.npz")

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._folder / "layers.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def logits(self, sentences: Sequence[str], family: str) -> Matrix:
        """Log-odds as the ear sees them. Shape (sentences, heads)."""
        with self._lock:
            rows = [self._one(sentence, family) for sentence in sentences]
        return np.stack(rows) if rows else np.zeros((0, len(self.heads)))

    def _one(self, sentence: str, family: str) -> Matrix:
        known = self._memory.get((family, sentence))
        if known is None:
            said = _SPREAD * self._of(family).scores(sentence) - _MIDDLE
            known = (1 - _SAID) * self.by_layers(sentence) + _SAID * said
            self._memory[family, sentence] = known
            if len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        return known

    def by_layers(self, sentence: str) -> Matrix:
        """Log-odds by what is meant alone. Shape (heads,)."""
        vectors = self._pieces.vectors(self._pieces.cut(sentence))
        (found,) = self._session.run(None, {"pieces": vectors[None]})
        logits: Matrix = found[0].astype(np.float64)
        return logits

    def _of(self, family: str) -> Runs:
        if family not in self._runs:
            self._runs[family] = Runs.load(self._folder / f"runs-{family}.npz", family)
        return self._runs[family]
