# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_surroundings: where blocks lie in the tree of elements (see surroundings_python.py), compiled.

Functions that begin with `write` fill some columns of all blocks: `out` is the first of them in the first row, `step` the length of a row.
"""

from libc.math cimport log1p
from libc.stdint cimport int64_t

from boilerstrip._counts cimport SENTENCE, WIDTH, counts_in, int32_t, signs_in, texts_of, uint8_t

import numpy as np

from boilerstrip.block import Kind
from boilerstrip.compiled import allowed
from boilerstrip.tagger import columns, elements as said, surroundings_python as twin

allowed()

cdef enum:
    BEYOND = 0  # see elements.py
    KIND = 2, LEVEL = 3  # fields of a block
    RELATION = 3
    HEADLINE = RELATION + 2
    OF_KIND = 4
    OF_HEADING = 4
    HOLDINGS = 3
    UPS = 5
    REACHES = 2

assert said.BEYOND == BEYOND
cdef double[HOLDINGS] HOLDING = columns.HOLDING
cdef int[UPS] UP = columns.UP
cdef double[REACHES] REACHED = columns.REACHED
cdef int MOST_STEPS = columns.MOST_STEPS, NEAR = twin.NEAR, AROUND = twin.AROUND, WIDEST_HEADLINE = twin.WIDEST_HEADLINE
cdef float LEAST_SHARED = twin.LEAST_SHARED, HEADING = twin.HEADING
cdef object HEADING_KIND = Kind.HEADING
COLUMNS = HOLDINGS * RELATION + HEADLINE + 2 * UPS + REACHES + OF_KIND + OF_HEADING


cdef Py_ssize_t holding(const double[::1] held, double least, const int64_t[::1] depth) noexcept nogil:
    """The deepest element that holds so much."""
    cdef Py_ssize_t element, found = BEYOND
    for element in range(1, held.shape[0]):
        if held[element] >= least and (found == BEYOND or depth[element] > depth[found]):
            found = element
    return found


cdef void write_relation(float* out, Py_ssize_t step, Py_ssize_t target, const int64_t[::1] above, const int64_t[::1] own, int64_t[:, ::1] way
                         ) noexcept nogil:
    """Is a block in the target, how many steps up is the first element that holds both, and how many down from there."""
    cdef Py_ssize_t place, element, steps = 0, elements = above.shape[0]
    cdef float* row
    if target == BEYOND:
        for place in range(own.shape[0]):
            row = out + place * step
            row[0] = row[1] = row[2] = 0
        return
    for element in range(elements):
        way[0, element] = way[1, element] = -1
    element = target
    while element != BEYOND:
        way[0, element], way[1, element] = 0, min(steps, <Py_ssize_t>MOST_STEPS)
        element, steps = above[element], steps + 1
    way[0, BEYOND] = way[1, BEYOND] = MOST_STEPS
    for element in range(1, elements):
        if way[0, element] < 0:
            way[0, element], way[1, element] = min(way[0, above[element]] + 1, <int64_t>MOST_STEPS), way[1, above[element]]
    for place in range(own.shape[0]):
        row, element = out + place * step, own[place]
        row[0], row[1], row[2] = way[1, element] == 0, <double>way[0, element] / MOST_STEPS, <double>way[1, element] / MOST_STEPS


cdef Py_ssize_t headline(tuple blocks, const int32_t* width, const float[:, :] stated) except -2:
    """The block of the headline; -1 where there is none."""
    cdef Py_ssize_t place, n = stated.shape[0], found = -1
    cdef float shared, best = 0
    for place in range(n):
        if width[place] > WIDEST_HEADLINE:
            continue
        shared = max(stated[place, 0] * stated[place, 1], stated[place, 2] * stated[place, 3])
        if shared > LEAST_SHARED:
            if (<tuple>blocks[place])[KIND] is HEADING_KIND:
                shared += HEADING
            if shared > best:
                best, found = shared, place
    if found < 0:
        for place in range(n):
            if (<tuple>blocks[place])[KIND] is HEADING_KIND and (<tuple>blocks[place])[LEVEL] == 1:
                return place
    return found


cdef int write_headings(float* out, Py_ssize_t step, tuple blocks, dict cues, const int64_t[::1] above, const int64_t[::1] own) except -1:
    """How far above the nearest heading stands, its level, whether the block is near it, whether it holds a phrase."""
    cdef Py_ssize_t place, last = -1, element, around
    cdef int steps, more
    cdef float level = 0
    cdef bint phrase = False, near
    cdef float* row
    for place in range(own.shape[0]):
        row = out + place * step
        row[0] = row[1] = row[2] = row[3] = 0
        if last >= 0:
            near, element = False, own[place]
            for steps in range(NEAR):
                if element == BEYOND:
                    break
                around = own[last]
                for more in range(AROUND):
                    if around == element:
                        near = True
                    around = above[around]
                element = above[element]
            row[0], row[1], row[2], row[3] = log1p(place - last) / 4, level, near, phrase
        if (<tuple>blocks[place])[KIND] is HEADING_KIND:
            last, level, phrase = place, <float>(<double><long>(<tuple>blocks[place])[LEVEL] / 6), place in cues
    return 0


def surroundings(page, elements, const float[:, :] stated, float[:, :] to):
    """Write the columns (see columns.py); `stated` are those of words shared with the title and the stated headline."""
    cdef tuple blocks = tuple(page.blocks)
    shapes = page.shapes
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef Py_ssize_t n = texts_of(counted, signed), place, element, target, kind
    cdef const int32_t* width = counts_in(counted) + WIDTH * n
    cdef const uint8_t* sentence = signs_in(signed) + SENTENCE * n
    cdef const int64_t[::1] above = elements.above, own = elements.groups[0], kinds = elements.kind
    cdef Py_ssize_t many = above.shape[0], kind_count = len(elements.words), step = to.strides[0] // <Py_ssize_t>sizeof(float)
    cdef int at, steps
    cdef double total = 0, all_prose = 0, w
    cdef float* row
    if len(blocks) != n or own.shape[0] != n or kinds.shape[0] != n or stated.shape[0] != n or stated.shape[1] != 4:
        raise ValueError(f"{len(blocks)} blocks, {own.shape[0]} with elements, and {n} shapes")
    if to.shape[0] != n or to.shape[1] != COLUMNS or to.strides[1] != sizeof(float):
        raise ValueError(f"no room for {n} rows of {COLUMNS} columns")
    if not n:
        return
    for place in range(n):
        if not 0 < own[place] < many or not 0 <= kinds[place] < kind_count:
            raise IndexError(f"element {own[place]} of {many}, kind {kinds[place]} of {kind_count}")
    for element in range(1, many):
        if not 0 <= above[element] < element:
            raise IndexError(f"element {element} stands before the one around it")
    cdef float* out = &to[0, 0]
    cdef double[:, ::1] held = np.zeros((2, many))  # text, prose
    cdef double[:, ::1] of_kind = np.zeros((3, kind_count))  # blocks, text, prose
    cdef int64_t[::1] depth = np.full(many, -1, np.int64)
    cdef int64_t[:, ::1] way = np.empty((2, many), np.int64)
    for place in range(n):
        w, element, kind = width[place], own[place], kinds[place]
        total += w
        held[0, element] += w
        of_kind[0, kind] += 1
        of_kind[1, kind] += w
        if sentence[place]:
            all_prose += w
            held[1, element] += w
            of_kind[2, kind] += w
    total, all_prose = max(total, 1.0), max(all_prose, 1.0)
    for element in range(many - 1, BEYOND, -1):
        held[0, above[element]] += held[0, element]
        held[1, above[element]] += held[1, element]
    for element in range(1, many):
        depth[element] = depth[above[element]] + 1
    for at in range(HOLDINGS):
        write_relation(out, step, holding(held[1], HOLDING[at] * all_prose, depth), above, own, way)
        out += RELATION
    target = headline(blocks, width, stated)
    write_relation(out, step, BEYOND if target < 0 else own[target], above, own, way)
    for place in range(n):
        row = out + place * step + RELATION
        row[0] = 0 if target < 0 else 1 if place > target else -1
        row[1] = 0 if target < 0 else log1p(place - target) / 5 if place > target else -log1p(target - place) / 5
    out += HEADLINE
    for place in range(n):
        row, element, steps = out + place * step, own[place], 0
        for at in range(UPS):
            while steps < UP[at]:
                if above[element] != BEYOND:
                    element = above[element]
                steps += 1
            row[2 * at], row[2 * at + 1] = held[1, element] / all_prose, held[0, element] / total
    out += 2 * UPS
    for at in range(REACHES):
        way[0, BEYOND] = 0
        for element in range(1, many):
            way[0, element] = 0 if held[1, element] >= REACHED[at] * all_prose else min(way[0, above[element]] + 1, <int64_t>MOST_STEPS)
        for place in range(n):
            out[place * step] = <double>way[0, own[place]] / MOST_STEPS
        out += 1
    for place in range(n):
        row, kind = out + place * step, kinds[place]
        row[0], row[1] = log1p(of_kind[0, kind] - 1) / 5, of_kind[2, kind] / all_prose
        row[2], row[3] = log1p(of_kind[1, kind] / of_kind[0, kind]) / 6, of_kind[2, kind] / max(of_kind[1, kind], 1.0)
    write_headings(out + OF_KIND, step, blocks, page.cues, above, own)
