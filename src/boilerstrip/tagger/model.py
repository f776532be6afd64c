"""model: the network's forward pass, in numpy.

A linear layer over the features (and, for HTML, over the embedded words of class names), a stack of dilated convolutions
along the page (Yu and Koltun 2016) with residual connections and a page summary, and a softmax over the labels. It is
trained by training/; weights lie in weights/, one file a medium, and are read when a page first needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.tagger.elements import BAGS, Elements
from boilerstrip.tagger.features import Features

#: What a block may be, in the order of the network's outputs.
LABELS = ("headline", "body", "caption", "credit", "byline", "timestamp", "chrome")

#: OpenBLAS multiplies in one thread while rows x inner x columns is at most this (4 x 65536, interface/gemm.c); larger products
#: are cut by rows. So the host program's thread settings stay as they are, and one page never waits for another's threads
#: (FINDINGS: unpinned on a busy machine the network took 440 ms instead of 2).
ONE_THREAD = 262_144

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights of one medium's network."""

    first: tuple[Matrix, Matrix]
    """Weights and bias over standardised dense features, then the bags of embedded class words."""
    embedding: Matrix | None
    vocabulary: Mapping[str, int]
    convolutions: tuple[tuple[Matrix, Matrix], ...]
    """Per layer: weights of the three taps, one under the other, and the bias."""
    summary: tuple[Matrix, Matrix]
    second: tuple[Matrix, Matrix]
    last: tuple[Matrix, Matrix]

    def probabilities(self, features: Features) -> Matrix:
        """Blocks by LABELS, each row summing to 1."""
        x = features.dense
        if self.embedding is not None and features.elements is not None:
            x = np.concatenate((x, self._embedded(features.elements)), 1)
        h = np.maximum(_times(x, *self.first), 0)
        for place, (weights, bias) in enumerate(self.convolutions):
            h = h + np.maximum(_times(_taps(h, 1 << place), weights, bias), 0)
            if place == 1:
                pooled = np.concatenate((h.mean(0), (h * h).mean(0)))[None]
                h = h + np.maximum(_times(pooled, *self.summary), 0)
        logits = _times(np.maximum(_times(h, *self.second), 0) + h, *self.last)
        logits -= logits.max(1, keepdims=True)
        p = np.exp(logits)
        return p / p.sum(1, keepdims=True)

    def _embedded(self, elements: Elements) -> Matrix:
        """Per block the mean embedding of each bag of class words."""
        assert self.embedding is not None
        get = self.vocabulary.get
        size = self.embedding.shape[1]
        out = np.zeros((len(elements.words), BAGS * size), np.float32)
        for bag in range(BAGS):
            known = [[i for word in bags[bag] if (i := get(word, 0))] for bags in elements.words]
            counts = np.fromiter(map(len, known), np.int64, len(known))
            filled = counts > 0
            if filled.any():
                flat = np.array([i for ids in known for i in ids], np.int64)
                starts = (np.cumsum(counts) - counts)[filled]
                out[filled, bag * size : (bag + 1) * size] = np.add.reduceat(self.embedding[flat], starts) / counts[filled, None]
        return out[elements.path]


def _times(x: Matrix, weights: Matrix, bias: Matrix) -> Matrix:
    """x @ weights + bias, in pieces that BLAS multiplies in one thread."""
    rows = max(1, ONE_THREAD // weights.size)
    if len(x) <= rows:
        product: Matrix = x @ weights
    else:
        product = np.empty((len(x), weights.shape[1]), np.float32)
        for start in range(0, len(x), rows):
            np.matmul(x[start : start + rows], weights, out=product[start : start + rows])
    product += bias
    return product


def _taps(h: Matrix, dilation: int) -> Matrix:
    """Each row beside those `dilation` places before and after it; zeros beyond the page."""
    n, width = h.shape
    out = np.zeros((n, 3 * width), np.float32)
    out[dilation:, :width] = h[:-dilation] if dilation < n else h[:0]
    out[:, width : 2 * width] = h
    if dilation < n:
        out[:-dilation, 2 * width :] = h[dilation:]
    return out


def model_of(arrays: Mapping[str, Any]) -> Model:
    """A model from the arrays of a trained network (names as in training/network.py); standardisation is folded into the first layer."""
    get = {name: np.asarray(arrays[name], np.float32) for name in arrays if name != "vocabulary"}
    mean, scale = get["mean"], get["scale"]
    weights = get["first.weight"].T.copy()
    dense = len(mean)
    bias = get["first.bias"] - (mean * scale) @ weights[:dense]
    weights[:dense] *= scale[:, None]
    words = bytes(arrays["vocabulary"]).decode().split("\n")
    layers = sorted({int(name.split(".")[1]) for name in get if name.startswith("convolutions.")})
    return Model(
        first=(weights, bias),
        embedding=get.get("embedding.weight"),
        vocabulary={word: place for place, word in enumerate(words) if word},
        convolutions=tuple(
            (np.concatenate([get[f"convolutions.{i}.weight"][:, :, tap].T for tap in range(3)]), get[f"convolutions.{i}.bias"]) for i in layers
        ),
        summary=(get["summary.weight"].T.copy(), get["summary.bias"]),
        second=(get["second.weight"].T.copy(), get["second.bias"]),
        last=(get["last.weight"].T.copy(), get["last.bias"]),
    )


def read_model(data: bytes) -> Model:
    """A model from the bytes of an .npz file."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return model_of(arrays)


@lru_cache(maxsize=len(Medium))
def shipped(medium: Medium) -> Model:
    """The model in the package for this medium; read once a process."""
    return read_model((files("boilerstrip.tagger") / "weights" / f"{medium}.npz").read_bytes())
