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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.tagger.elements import BAGS
from boilerstrip.tagger.features import Features
from boilerstrip.tagger.layers_numpy import times

try:
    from boilerstrip.tagger._between import add_rectified, embedded, pooled, shares
except ImportError:
    from boilerstrip.tagger.between_numpy import add_rectified, embedded, pooled, shares
try:
    from boilerstrip.tagger._layers import first, layer
except ImportError:
    from boilerstrip.tagger.layers_numpy import first, layer

#: What a block may be, in the order of the network's outputs.
LABELS = ("headline", "body", "caption", "credit", "byline", "timestamp", "chrome")

Matrix = NDArray[np.float32]


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
        dense, elements = features.dense, features.elements
        weights, bias = self.first
        of_elements = kind = None
        if self.embedding is not None and elements is not None:  # once for each kind of element: a page has fewer kinds than blocks
            bags = embedded(self.embedding, self.vocabulary, elements.words, elements.parent, BAGS)
            of_elements, kind = times(bags, weights[dense.shape[1] :]), elements.kind
        h = first(dense, weights[: dense.shape[1]], bias, of_elements, kind)
        for place, (taps, across, bias) in enumerate(self.layers):
            h = layer(h, taps, 1 << place, across, bias)
            if place == 1:
                add_rectified(h, times(pooled(h), self.summary[0]), self.summary[1])
        h = layer(h, None, 1, *self.second)
        p = times(h, self.last[0])
        shares(p, self.last[1])
        return p


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
