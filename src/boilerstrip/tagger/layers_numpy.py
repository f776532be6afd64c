"""The network's layers, by numpy's matrix products (`_layers.pyx` is the same, compiled, where the processor has what it takes)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

try:
    from boilerstrip.tagger._between import add_chosen, add_rectified, along, rectify
except ImportError:
    from boilerstrip.tagger.between_numpy import add_chosen, add_rectified, along, rectify

#: OpenBLAS multiplies in one thread while rows x inner x columns is at most this (4 x 65536, interface/gemm.c); larger products
#: are cut by rows. So the host program's thread settings stay as they are, and one page never waits for another's threads
#: (FINDINGS: unpinned on a busy machine the network took 440 ms instead of 2).
ONE_THREAD = 262_144

Matrix = NDArray[np.float32]


def times(x: Matrix, weights: Matrix) -> Matrix:
    """x @ weights, in pieces that BLAS multiplies in one thread."""
    rows = max(1, ONE_THREAD // weights.size)
    if len(x) <= rows:
        return x @ weights
    product = np.empty((len(x), weights.shape[1]), np.float32)
    for start in range(0, len(x), rows):
        np.matmul(x[start : start + rows], weights, out=product[start : start + rows])
    return product


def first(x: Matrix, weights: Matrix, bias: Matrix, more: Matrix | None, chosen: NDArray[np.int64] | None) -> Matrix:
    """The first layer: x @ weights, plus for each row the chosen one of `more` (if any), plus the bias, rectified."""
    h = times(x, weights)
    if more is not None and chosen is not None:
        add_chosen(h, more, chosen)
    rectify(h, bias)
    return h


def layer(h: Matrix, taps: Matrix | None, dilation: int, weights: Matrix, bias: Matrix) -> Matrix:
    """One layer: h, plus what comes of `along(h, taps, dilation)`, or without taps of h, @ weights plus the bias, rectified."""
    out = h.copy()
    add_rectified(out, times(h if taps is None else along(h, taps, dilation), weights), bias)
    return out
