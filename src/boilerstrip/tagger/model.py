"""model: the network's forward pass, in numpy.

A linear layer over the features (and, for HTML, over the embedded words of class names), a stack of dilated, separable
convolutions along the page (Yu and Koltun 2016, Chollet 2017) with residual connections and a page summary, and a softmax over
the labels. It is trained by training/; weights lie in weights/, one file a medium, and are read when a page first needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.tagger.elements import BAGS, Elements, ancestors
from boilerstrip.tagger.features import Features

#: What a block may be, in the order of the network's outputs.
LABELS = ("headline", "body", "caption", "credit", "byline", "timestamp", "chrome")

#: OpenBLAS multiplies in one thread while rows x inner x columns is at most this (4 x 65536, interface/gemm.c); larger products
#: are cut by rows. So the host program's thread settings stay as they are, and one page never waits for another's threads
#: (FINDINGS: unpinned on a busy machine the network took 440 ms instead of 2).
ONE_THREAD = 262_144

Matrix = NDArray[np.float32]

_ZERO = np.float32(0)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights of one medium's network."""

    first: tuple[Matrix, Matrix]
    """Weights and bias over standardised dense features, then the bags of embedded class words."""
    embedding: Matrix | None
    vocabulary: Mapping[str, int]
    layers: tuple[tuple[Matrix, Matrix, Matrix], ...]
    """Per layer: three weights a channel along the page, then weights and bias across the channels."""
    summary: tuple[Matrix, Matrix]
    second: tuple[Matrix, Matrix]
    last: tuple[Matrix, Matrix]

    def probabilities(self, features: Features) -> Matrix:
        """Blocks by LABELS, each row summing to 1."""
        x = features.dense
        if self.embedding is not None and features.elements is not None:
            x = np.concatenate((x, self._embedded(features.elements)), 1)
        h = _rectified(x, *self.first)
        for place, (taps, weights, bias) in enumerate(self.layers):
            h += _rectified(_along(h, taps, 1 << place), weights, bias)
            if place == 1:
                pooled = np.concatenate((h.mean(0), (h * h).mean(0)))[None]
                h += _rectified(pooled, *self.summary)
        h += _rectified(h, *self.second)
        p = _times(h, *self.last)
        p -= p.max(1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(1, keepdims=True)
        return p

    def _embedded(self, elements: Elements) -> Matrix:
        """Per block the mean embedding of each bag of class words."""
        assert self.embedding is not None
        n = len(elements.words)
        ids = np.array(list(map(self.vocabulary.get, chain.from_iterable(elements.words), repeat(0))), np.int64)
        known = ids > 0
        kind = np.repeat(np.arange(n), np.fromiter(map(len, elements.words), np.int64, n))[known]
        counts = np.bincount(kind, minlength=n + 1).astype(np.float32)
        sums = np.zeros((n + 1, self.embedding.shape[1]), np.float32)  # the last row is for what lies beyond the top
        filled = np.flatnonzero(counts)
        if len(filled):
            sums[filled] = np.add.reduceat(self.embedding.take(ids[known], 0), np.searchsorted(kind, filled))
        up = ancestors(elements.parent, BAGS[-1][1])
        bags: list[Matrix] = []
        for first, last in BAGS:
            total, count = sums[up[first]], counts[up[first]]
            for step in up[first + 1 : last]:
                total += sums[step]
                count += counts[step]
            total /= np.maximum(count, 1)[:, None]
            bags.append(total)
        return np.concatenate(bags, 1).take(elements.kind, 0)


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


def _rectified(x: Matrix, weights: Matrix, bias: Matrix) -> Matrix:
    """`_times`, with 0 for what is negative."""
    product = _times(x, weights, bias)
    return np.maximum(product, _ZERO, out=product)


def _along(h: Matrix, taps: Matrix, dilation: int) -> Matrix:
    """Each channel's weighted sum over a row and those `dilation` places before and after it; nothing beyond the page."""
    out: Matrix = h * taps[1]
    if dilation < len(h):
        out[dilation:] += h[:-dilation] * taps[0]
        out[:-dilation] += h[dilation:] * taps[2]
    return out


def model_of(arrays: Mapping[str, Any]) -> Model:
    """A model from the arrays of a trained network (names as in training/network.py); standardisation is folded into the first layer."""
    get = {name: np.asarray(arrays[name], np.float32) for name in arrays if name != "vocabulary"}
    mean, scale = get["mean"], get["scale"]
    weights = get["first.weight"].T.copy()
    dense = len(mean)
    bias = np.asarray(get["first.bias"] - (mean * scale) @ weights[:dense], np.float32)
    weights[:dense] *= scale[:, None]
    words = bytes(arrays["vocabulary"]).decode().split("\n")
    depth = sum(name.startswith("across.") and name.endswith(".weight") for name in get)
    return Model(
        first=(weights, bias),
        embedding=get.get("embedding.weight"),
        vocabulary={word: place for place, word in enumerate(words) if word},  # place 0 stands for all others
        layers=tuple(_layer(get, place) for place in range(depth)),
        summary=(get["summary.weight"].T.copy(), get["summary.bias"]),
        second=(get["second.weight"].T.copy(), get["second.bias"]),
        last=(get["last.weight"].T.copy(), get["last.bias"]),
    )


def _layer(arrays: Mapping[str, Matrix], place: int) -> tuple[Matrix, Matrix, Matrix]:
    """The bias along the page goes through the weights across the channels, so that it costs nothing at run time."""
    across = arrays[f"across.{place}.weight"].T.copy()
    bias = arrays[f"across.{place}.bias"] + arrays[f"along.{place}.bias"] @ across
    return arrays[f"along.{place}.weight"][:, 0].T.copy(), across, bias


def read_model(data: bytes) -> Model:
    """A model from the bytes of an .npz file."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return model_of(arrays)


@lru_cache(maxsize=len(Medium))
def shipped(medium: Medium) -> Model:
    """The model in the package for this medium; read once a process."""
    return read_model((files("boilerstrip.tagger") / "weights" / f"{medium}.npz").read_bytes())
