# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_between: what the network does between its matrix products (see between_numpy.py), compiled: each a single pass, nothing put aside."""

from libc.math cimport expf
from libc.stdint cimport int64_t

import numpy as np

from boilerstrip.compiled import allowed

allowed()


cdef void add_row(float* sums, const float* row, Py_ssize_t size) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(size):
        sums[at] += row[at]


def rectify(float[:, ::1] x, const float[::1] bias):
    """Add the bias to each row of x, and put 0 for what is negative."""
    cdef Py_ssize_t place, at, size = x.shape[1]
    for place in range(x.shape[0]):
        for at in range(size):
            x[place, at] = max(x[place, at] + bias[at], <float>0)


def add_rectified(float[:, ::1] h, const float[:, ::1] x, const float[::1] bias):
    """Add to each row of h what `rectify` makes of that of x; a single row of x goes to all."""
    cdef Py_ssize_t place, at, size = h.shape[1]
    cdef const float* row
    for place in range(h.shape[0]):
        row = &x[place if x.shape[0] > 1 else 0, 0]
        for at in range(size):
            h[place, at] += max(row[at] + bias[at], <float>0)


def add_chosen(float[:, ::1] x, const float[:, ::1] rows, const int64_t[::1] chosen):
    """Add to each row of x one of these rows."""
    cdef Py_ssize_t place
    for place in range(x.shape[0]):
        if not 0 <= chosen[place] < rows.shape[0]:
            raise IndexError(f"row {chosen[place]} of {rows.shape[0]}")
        add_row(&x[place, 0], &rows[chosen[place], 0], x.shape[1])


def along(const float[:, ::1] h, const float[:, ::1] taps, Py_ssize_t dilation):
    """Each channel's weighted sum over a row and those `dilation` places before and after it; nothing beyond the page."""
    cdef Py_ssize_t n = h.shape[0], size = h.shape[1], place, at
    summed = np.empty((n, size), np.float32)
    cdef float[:, ::1] out = summed
    cdef float* to
    cdef const float* row
    for place in range(n):
        to, row = &out[place, 0], &h[place, 0]
        for at in range(size):
            to[at] = row[at] * taps[1, at]
        if place >= dilation:
            row = &h[place - dilation, 0]
            for at in range(size):
                to[at] += row[at] * taps[0, at]
        if place + dilation < n:
            row = &h[place + dilation, 0]
            for at in range(size):
                to[at] += row[at] * taps[2, at]
    return summed


def pooled(const float[:, ::1] h):
    """The means of the channels over the page, then those of their squares, as one row."""
    cdef Py_ssize_t n = h.shape[0], size = h.shape[1], place, at
    summed = np.zeros((1, 2 * size), np.float32)
    cdef float[:, ::1] out = summed
    cdef float* to
    cdef const float* row
    if n:
        to = &out[0, 0]
        for place in range(n):
            row = &h[place, 0]
            for at in range(size):
                to[at] += row[at]
            for at in range(size):
                to[size + at] += row[at] * row[at]
        for at in range(2 * size):
            to[at] /= n
    return summed


def shares(float[:, ::1] p, const float[::1] bias):
    """Add the bias to each row, and make shares that sum to 1 of it (softmax)."""
    cdef Py_ssize_t place, at, size = p.shape[1]
    cdef float most, total
    for place in range(p.shape[0]):
        most = p[place, 0] + bias[0]
        for at in range(size):
            p[place, at] += bias[at]
            most = max(most, p[place, at])
        total = 0
        for at in range(size):
            p[place, at] = expf(p[place, at] - most)
            total += p[place, at]
        for at in range(size):
            p[place, at] /= total


def embedded(const float[:, ::1] embedding, dict vocabulary, list words, const int64_t[::1] parent, tuple bags):
    """Per kind of element the mean embedding of each bag of class words; see `elements.BAGS`."""
    cdef Py_ssize_t n = len(words), size = embedding.shape[1], kind, up, at, first, last, place, step
    cdef Py_ssize_t known
    averages = np.zeros((n, len(bags) * size), np.float32)
    cdef float[:, ::1] out = averages
    cdef float[:, ::1] sums = np.zeros((n, size), np.float32)
    cdef float[::1] counts = np.zeros(n, np.float32)
    cdef float count
    cdef float* to
    if parent.shape[0] != n:
        raise ValueError(f"{parent.shape[0]} parents of {n} kinds")
    for kind in range(n):
        if parent[kind] >= n:
            raise IndexError(f"parent {parent[kind]} of {n} kinds")
        for word in words[kind]:
            found = vocabulary.get(word)
            if found is not None:
                known = found
                if not 0 < known < embedding.shape[0]:
                    raise IndexError(f"word {known} of {embedding.shape[0]}")
                add_row(&sums[kind, 0], &embedding[known, 0], size)
                counts[kind] += 1
    for kind in range(n):
        up, step = kind, 0
        for place in range(len(bags)):
            first, last = bags[place]
            to, count = &out[kind, place * size], 0
            while step < last and up >= 0:
                if step >= first and counts[up]:
                    add_row(to, &sums[up, 0], size)
                    count += counts[up]
                up = parent[up]
                step += 1
            if count:
                for at in range(size):
                    to[at] /= count
    return averages
