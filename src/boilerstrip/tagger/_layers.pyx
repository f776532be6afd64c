# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_layers: the network's layers (see layers_numpy.py), compiled, each a single pass (_kernels.h); for processors that have AVX2 at least."""

from libc.stdint cimport int64_t

import numpy as np

from boilerstrip.compiled import allowed
from boilerstrip.tagger import layers_numpy as other_widths

allowed()

cdef extern from "_kernels.h" nogil:
    enum:
        TILE
        MOST_CHANNELS
    ctypedef void (*first_kernel)(const float *, Py_ssize_t, Py_ssize_t, Py_ssize_t, const float *, const float *, Py_ssize_t,
                                  const float *, const int64_t *, float *)
    ctypedef void (*layer_kernel)(const float *, Py_ssize_t, const float *, Py_ssize_t, const float *, const float *, Py_ssize_t, float *)
    int kernels_there(first_kernel *first, layer_kernel *layer)

cdef first_kernel FIRST
cdef layer_kernel LAYER
if not kernels_there(&FIRST, &LAYER):
    raise ImportError("this processor has no AVX2: the Python twin runs")


cdef bint tiled(Py_ssize_t channels) noexcept:
    return channels % TILE == 0 and 0 < channels <= MOST_CHANNELS


cdef int check(const float[:, ::1] weights, const float[::1] bias, Py_ssize_t inner) except -1:
    if weights.shape[0] != inner or bias.shape[0] != weights.shape[1] or not inner:
        raise ValueError(f"{weights.shape[0]} x {weights.shape[1]} weights and {bias.shape[0]} biases for {inner} inputs")
    return 0


def first(const float[:, :] x, const float[:, ::1] weights, const float[::1] bias, const float[:, ::1] more, const int64_t[::1] chosen):
    """The first layer: x @ weights, plus for each row the chosen one of `more` (if any), plus the bias, rectified."""
    cdef Py_ssize_t n = x.shape[0], place, step = x.strides[0] // <Py_ssize_t>sizeof(float), channels = weights.shape[1]
    if not tiled(channels):
        return other_widths.first(np.asarray(x), np.asarray(weights), np.asarray(bias), None if more is None else np.asarray(more), chosen)
    check(weights, bias, x.shape[1])
    if x.strides[1] != sizeof(float) or x.strides[0] % <Py_ssize_t>sizeof(float):
        raise ValueError("the inputs of a row do not lie side by side")
    out = np.empty((n, channels), np.float32)
    cdef float[:, ::1] to = out
    if not n:
        return out
    if more is None:
        FIRST(&x[0, 0], n, step, x.shape[1], &weights[0, 0], &bias[0], channels, NULL, NULL, &to[0, 0])
        return out
    if more.shape[1] != channels or chosen is None or chosen.shape[0] != n:
        raise ValueError(f"of {n} rows not every one has {channels} channels more")
    for place in range(n):
        if not 0 <= chosen[place] < more.shape[0]:
            raise IndexError(f"row {chosen[place]} of {more.shape[0]}")
    FIRST(&x[0, 0], n, step, x.shape[1], &weights[0, 0], &bias[0], channels, &more[0, 0], &chosen[0], &to[0, 0])
    return out


def layer(const float[:, ::1] h, const float[:, ::1] taps, Py_ssize_t dilation, const float[:, ::1] weights, const float[::1] bias):
    """One layer: h, plus what comes of `along(h, taps, dilation)`, or without taps of h, @ weights plus the bias, rectified."""
    cdef Py_ssize_t n = h.shape[0], channels = weights.shape[1]
    if not tiled(channels):
        return other_widths.layer(np.asarray(h), None if taps is None else np.asarray(taps), dilation, np.asarray(weights), np.asarray(bias))
    check(weights, bias, h.shape[1])
    if h.shape[1] != channels or dilation < 1 or (taps is not None and (taps.shape[0] != 3 or taps.shape[1] != channels)):
        raise ValueError(f"{h.shape[1]} channels, {dilation} places apart, and taps that do not belong to them")
    out = np.empty((n, channels), np.float32)
    cdef float[:, ::1] to = out
    if n:
        LAYER(&h[0, 0], n, NULL if taps is None else &taps[0, 0], dilation, &weights[0, 0], &bias[0], channels, &to[0, 0])
    return out
