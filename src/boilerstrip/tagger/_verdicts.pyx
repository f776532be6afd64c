# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_verdicts: what the tagger says of every block (see verdicts_numpy.py), compiled."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport rintf
from libc.stdint cimport int64_t, uint8_t
from libc.stdlib cimport qsort

from boilerstrip._mark cimport new_mark

import numpy as np

from boilerstrip.block import Mark
from boilerstrip.compiled import allowed
from boilerstrip.tagger import limits as known

allowed()

cdef int HEADLINE = known.HEADLINE, BODY = known.BODY, CAPTION = known.CAPTION, CENT = known.CENT
cdef float NOTHING = known.NOTHING
cdef object MARK = Mark
assert Mark._fields == ("block", "label", "reason", "span", "score", "by")
cdef tuple MARKS = known.MARKS, SHOWN = known.SHOWN


cdef class Facts:
    """What speaks for a block, or against it; see `evidence.Telling`."""

    cdef const int64_t[::1] columns
    cdef const float[::1] least
    cdef const uint8_t[::1] below
    cdef tuple sayings

    def __cinit__(self, telling, Py_ssize_t wide):
        self.columns, self.least, self.below = telling.columns, telling.least, telling.below.view(np.uint8)
        self.sayings = telling.sayings
        cdef Py_ssize_t n = self.columns.shape[0], fact
        if self.least.shape[0] != n or self.below.shape[0] != n or len(self.sayings) != n * n + n + 1:
            raise ValueError("facts, their least values and what is said of them do not belong together")
        for fact in range(n):
            if not 0 <= self.columns[fact] < wide:
                raise IndexError(f"column {self.columns[fact]} of {wide}")

    cdef object said(self, const float* row):
        """What is said of the first two facts that hold."""
        cdef Py_ssize_t n = self.columns.shape[0], fact, first = -1
        for fact in range(n):
            if (row[self.columns[fact]] >= self.least[fact]) != <bint>self.below[fact]:
                if first >= 0:
                    return self.sayings[first * n + fact]
                first = fact
        return self.sayings[n * n + (first if first >= 0 else n)]


def verdicts(const float[:, ::1] p, const float[:, ::1] dense, limits, pro, contra):
    """A mark for every block: the label that the probabilities give it, with up to two facts that speak for its side."""
    cdef Py_ssize_t n = p.shape[0], labels = p.shape[1], place, at, top = -1
    cdef int choice
    cdef float most, body_from = limits.body, caption_from = limits.caption
    cdef const float* row
    cdef Facts side, speaks_for = Facts(pro, dense.shape[1]), against = Facts(contra, dense.shape[1])
    cdef list marks = []
    if labels != len(MARKS) or dense.shape[0] != n:
        raise ValueError(f"{labels} labels of {n} blocks, features of {dense.shape[0]}")
    if limits.headline is not None:
        top = limits.headline
        if not 0 <= top < n:
            raise IndexError(f"headline {top} of {n} blocks")
    for place in range(n):
        row = &p[place, 0]
        if place == top:
            choice = HEADLINE
        elif row[CAPTION] >= caption_from and row[CAPTION] > row[BODY]:
            choice = CAPTION
        elif row[BODY] >= body_from:
            choice = BODY
        else:
            choice, most = 0, 0
            for at in range(labels):
                if at != BODY and at != HEADLINE and row[at] > most:
                    choice, most = <int>at, row[at]
        side = speaks_for if choice == BODY else against
        at = choice * (CENT + 1) + <int>rintf(row[choice] * CENT)
        if not 0 <= at < len(SHOWN):
            raise ValueError(f"a probability of {row[choice]}")
        why = limits.why if place == top and limits.why else side.said(&dense[place, 0])
        marks.append(new_mark(MARK, place, MARKS[choice], <str>SHOWN[at] + <str?>why, None, <double>row[choice], ""))
    return marks


cdef struct Likely:
    float share
    int place


cdef int behind(const void* one, const void* other) noexcept nogil:
    """Which of two blocks stands behind the other, the likeliest first, equal ones in their order?"""
    cdef const Likely* a = <const Likely*> one
    cdef const Likely* b = <const Likely*> other
    if a.share != b.share:
        return 1 if a.share < b.share else -1
    return a.place - b.place


def best_expected(const float[:] body, const float[:] weight):
    """The best F1 (0 to 1) that the blocks' probabilities promise at any threshold."""
    cdef Py_ssize_t n = body.shape[0], place
    cdef float hits = 0, kept = 0, all_hits = 0, best = 0
    if n == 0 or weight.shape[0] != n:
        raise ValueError(f"{n} probabilities and {weight.shape[0]} weights")
    cdef Likely* order = <Likely*> PyMem_Malloc(n * sizeof(Likely))
    if order == NULL:
        raise MemoryError
    for place in range(n):
        order[place].share, order[place].place = body[place], <int>place
    qsort(order, n, sizeof(Likely), behind)
    for place in range(n):
        all_hits += order[place].share * weight[order[place].place]
    for place in range(n):
        hits += order[place].share * weight[order[place].place]
        kept += weight[order[place].place]
        best = max(best, 2 * hits / (kept + all_hits + NOTHING))
    PyMem_Free(order)
    return best
