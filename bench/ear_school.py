"""The ear at school: the layers as a torch network, their tuning on lessons, and their export for onnxruntime.

Needs the dependency group `ear` (torch); nothing else in the project does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as fn
from numpy.typing import NDArray
from torch import nn

from bench.ear_base import EPSILON, HEADS, INNER, WIDTH, Base
from peilian.dialogue.meaning import Lesson
from peilian.encoder.ear import LONGEST, Pieces

_LAYERS = 6
_FIXED = 2
"""Lower layers that stay as they are: they know the languages already."""
_BATCH = 64
_RATE = 5e-4
_HEAD_RATE = 10.0
"""Times the rate of the layers."""
_WARM = 0.06
"""Share of the steps in which the rate rises."""
_RARE = 2.0
"""A carried head weighs 1 + _RARE; most cells are empty."""
_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Pupil:
    """A lesson as figures."""

    pieces: list[int]
    targets: NDArray[np.float32]
    """Shape (heads,)."""
    weights: NDArray[np.float32]
    """0 where nobody said whether the head is carried."""


def pupils(lessons: Sequence[Lesson], heads: int, pieces: Pieces) -> list[Pupil]:
    found = []
    for lesson in lessons:
        targets, weights = np.zeros(heads, np.float32), np.ones(heads, np.float32)
        targets[list(lesson.carries)] = 1.0
        weights[list(lesson.unknown)] = 0.0
        found.append(Pupil(pieces.cut(lesson.text), targets, weights))
    return found


class _Layer(nn.Module):
    def __init__(self, base: Base, number: int) -> None:
        super().__init__()

        def matrix(name: str, width: int = WIDTH) -> nn.Parameter:
            return nn.Parameter(torch.tensor(base.matrix(f"l{number}.{name}", width)))

        def row(name: str) -> nn.Parameter:
            return nn.Parameter(torch.tensor(base.floats(f"l{number}.{name}")))

        self.query, self.key, self.value, self.out = matrix("q.w"), matrix("k.w"), matrix("v.w"), matrix("ao.w")
        self.query_b, self.key_b, self.value_b, self.out_b = row("q.b"), row("k.b"), row("v.b"), row("ao.b")
        self.norm, self.norm_b, self.norm2, self.norm2_b = row("aln.w"), row("aln.b"), row("oln.w"), row("oln.b")
        self.inner, self.outer = matrix("fi.w"), matrix("fo.w", INNER)
        self.inner_b, self.outer_b = row("fi.b"), row("fo.b")

    def forward(self, x: Any, mask: Any) -> Any:
        rows, length, _ = x.shape

        def split(y: Any) -> Any:
            return y.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = (
            split(fn.linear(x, weight, bias))
            for weight, bias in (
                (self.query, self.query_b),
                (self.key, self.key_b),
                (self.value, self.value_b),
            )
        )
        seen = fn.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = fn.linear(seen.transpose(1, 2).reshape(rows, length, WIDTH), self.out, self.out_b)
        x = fn.layer_norm(x + fn.dropout(seen, _DROPOUT, self.training), (WIDTH,), self.norm, self.norm_b, EPSILON)
        inner = fn.gelu(fn.linear(x, self.inner, self.inner_b))
        thought = fn.dropout(fn.linear(inner, self.outer, self.outer_b), _DROPOUT, self.training)
        return fn.layer_norm(x + thought, (WIDTH,), self.norm2, self.norm2_b, EPSILON)


class Network(nn.Module):
    """Vectors of pieces in, one logit per head out; mean and maximum over the pieces between."""

    def __init__(self, base: Base, heads: int) -> None:
        super().__init__()
        self.place = nn.Parameter(torch.tensor(base.floats("emb.pos").reshape(-1, WIDTH)[:LONGEST]))
        self.kind = nn.Parameter(torch.tensor(base.floats("emb.type")[:WIDTH]))
        self.norm = nn.Parameter(torch.tensor(base.floats("emb.ln.w")))
        self.norm_b = nn.Parameter(torch.tensor(base.floats("emb.ln.b")))
        self.layers = nn.ModuleList([_Layer(base, number) for number in range(_LAYERS)])
        self.heads = nn.Linear(2 * WIDTH, heads)
        nn.init.normal_(self.heads.weight, 0, 0.02)
        nn.init.constant_(self.heads.bias, -3.0)
        for fixed in (self.place, self.kind, self.norm, self.norm_b, *self.layers[:_FIXED].parameters()):
            fixed.requires_grad_(False)

    def forward(self, vectors: Any, held: Any = None) -> Any:
        """`held` is 1 where there is a piece; None where all rows are full."""
        x = vectors + self.place[: vectors.shape[1]] + self.kind
        x = fn.layer_norm(x, (WIDTH,), self.norm, self.norm_b, EPSILON)
        mask = None if held is None else held[:, None, None, :] > 0
        for layer in self.layers:
            x = layer(x, mask)
        if held is None:
            mean, most = x.mean(1), x.max(1).values
        else:
            there = held[..., None]
            mean = (x * there).sum(1) / there.sum(1)
            most = x.masked_fill(there == 0, -1e4).max(1).values
        return self.heads(fn.dropout(torch.cat([mean, most], -1), 2 * _DROPOUT, self.training))


def _batch(some: Sequence[Pupil], pieces: Pieces) -> tuple[Any, Any]:
    longest = max(len(one.pieces) for one in some)
    places = np.ones((len(some), longest), np.int64)
    held = np.zeros((len(some), longest), np.float32)
    for row, one in enumerate(some):
        places[row, : len(one.pieces)] = one.pieces
        held[row, : len(one.pieces)] = 1
    vectors = pieces.vectors(places.reshape(-1).tolist()).reshape(len(some), longest, WIDTH)
    return torch.from_numpy(vectors), torch.from_numpy(held)


def teach(base: Base, pieces: Pieces, taught: Sequence[Pupil], *, epochs: int, seed: int = 0) -> Network:
    """AdamW with a warm-up and a linear fall, binary cross-entropy over the cells that are known."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = Network(base, len(taught[0].targets))
    heads = set(network.heads.parameters())
    body = [one for one in network.parameters() if one.requires_grad and one not in heads]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": list(heads), "lr": _RATE * _HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    steps = epochs * -(-len(taught) // _BATCH)
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (_WARM * steps)) * max(0.02, 1 - step / steps)
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        network.train()
        total = 0.0
        batches = _batches(taught, chance)
        for number in chance.permutation(len(batches)):
            some = [taught[place] for place in batches[number]]
            vectors, held = _batch(some, pieces)
            targets = torch.from_numpy(np.stack([one.targets for one in some]))
            weights = torch.from_numpy(np.stack([one.weights for one in some]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(vectors, held)
            each = fn.binary_cross_entropy_with_logits(logits.float(), targets, reduction="none")
            loss = (each * weights * (1 + _RARE * targets)).sum() / len(some)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            fall.step()
            total += loss.item()
        print(f"  epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return network.eval()


def _batches(taught: Sequence[Pupil], chance: np.random.Generator) -> list[list[int]]:
    """Sentences of like length together."""
    order, found = chance.permutation(len(taught)), []
    for start in range(0, len(order), _BATCH * 16):
        some = sorted(map(int, order[start : start + _BATCH * 16]), key=lambda place: len(taught[place].pieces))
        found += [some[first : first + _BATCH] for first in range(0, len(some), _BATCH)]
    return found


def export(network: Network, path: Path) -> None:
    """In eight bits, for one sentence at a time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    wide = path.with_suffix(".wide.onnx")
    torch.onnx.export(
        network,
        (torch.zeros(1, 20, WIDTH),),
        str(wide),
        input_names=["pieces"],
        output_names=["logits"],
        dynamic_axes={"pieces": {1: "length"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(wide), str(path), weight_type=QuantType.QInt8, per_channel=True)
    wide.unlink()
