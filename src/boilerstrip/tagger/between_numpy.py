"""between_numpy: what the network does between its matrix products, in numpy, where `_between.pyx` is not compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from boilerstrip.tagger.elements import ancestors

Matrix = NDArray[np.float32]

_ZERO = np.float32(0)


def rectify(x: Matrix, bias: Matrix) -> None:
    """Add the bias to each row of x, and put 0 for what is negative."""
    x += bias
    np.maximum(x, _ZERO, out=x)


def add_rectified(h: Matrix, x: Matrix, bias: Matrix) -> None:
    """Add to each row of h what `rectify` makes of that of x; a single row of x goes to all."""
    rectify(x, bias)
    h += x


def add_chosen(x: Matrix, rows: Matrix, chosen: NDArray[np.int64]) -> None:
    """Add to each row of x one of these rows."""
    x += rows.take(chosen, 0)


def along(h: Matrix, taps: Matrix, dilation: int) -> Matrix:
    """Each channel's weighted sum over a row and those `dilation` places before and after it; nothing beyond the page."""
    out: Matrix = h * taps[1]
    if dilation < len(h):
        out[dilation:] += h[:-dilation] * taps[0]
        out[:-dilation] += h[dilation:] * taps[2]
    return out


def pooled(h: Matrix) -> Matrix:
    """The means of the channels over the page, then those of their squares, as one row."""
    return np.concatenate((h.mean(0), (h * h).mean(0)))[None]


def shares(p: Matrix, bias: Matrix) -> None:
    """Add the bias to each row, and make shares that sum to 1 of it (softmax)."""
    p += bias
    p -= p.max(1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(1, keepdims=True)


def embedded(
    embedding: Matrix,
    vocabulary: Mapping[str, int],
    words: Sequence[tuple[str, ...]],
    parent: NDArray[np.int64],
    bags: tuple[tuple[int, int], ...],
) -> Matrix:
    """Per kind of element the mean embedding of each bag of class words; see `elements.BAGS`."""
    n = len(words)
    ids = np.array(list(map(vocabulary.get, chain.from_iterable(words), repeat(0))), np.int64)
    known = ids > 0
    kind = np.repeat(np.arange(n), np.fromiter(map(len, words), np.int64, n))[known]
    counts = np.bincount(kind, minlength=n + 1).astype(np.float32)
    sums = np.zeros((n + 1, embedding.shape[1]), np.float32)  # the last row is for what lies beyond the top
    filled = np.flatnonzero(counts)
    if len(filled):
        sums[filled] = np.add.reduceat(embedding.take(ids[known], 0), np.searchsorted(kind, filled))
    up = ancestors(parent, bags[-1][1])
    found: list[Matrix] = []
    for first, last in bags:
        total, count = sums[up[first]], counts[up[first]]
        for step in up[first + 1 : last]:
            total += sums[step]
            count += counts[step]
        total /= np.maximum(count, 1)[:, None]
        found.append(total)
    return np.concatenate(found, 1)
