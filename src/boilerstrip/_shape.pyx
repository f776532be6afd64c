# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_shape: the counts of shape.py, compiled: one look at every character, straight from Python's strings."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from boilerstrip._characters cimport (
    CLASSES, COMMA, DIGIT, LETTER, QUOTE, SPACE, STOP, SYMBOL, UPPER, WIDE,
    Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, point_at,
)

import numpy as np

from boilerstrip import classes
from boilerstrip.compiled import allowed

allowed()

cdef enum:
    ROWS = 12
    WIDTHS = 1  # rows of these
    DIGITS = 3


cdef struct Counts:
    uint64_t low  # digits, capitals, letters and symbols, 16 bits each
    uint64_t high  # stops, wide characters and commas
    int32_t ends
    int32_t capitals


cdef uint64_t[CLASSES] LOW
cdef uint64_t[CLASSES] HIGH
cdef const uint16_t[::1] TABLE
cdef int LONGEST = 0, SENTENCE_WIDTH = 0, SENTENCE_WORDS = 0


cdef int prepare() except -1:
    """Lay out the tables, on the first call: per class of characters what each counter is raised by."""
    global TABLE, LONGEST, SENTENCE_WIDTH, SENTENCE_WORDS
    cdef uint64_t one = 1
    cdef int bits
    assert (classes.SPACE, classes.LETTER, classes.WIDE, classes.SYMBOL) == (SPACE, LETTER, WIDE, SYMBOL)
    for bits in range(CLASSES):
        LOW[bits] = (
            (one if bits & DIGIT else 0) | (one << 16 if bits & UPPER else 0)
            | (one << 32 if bits & LETTER else 0) | (one << 48 if bits & SYMBOL else 0)
        )
        HIGH[bits] = (one if bits & STOP else 0) | (one << 16 if bits & WIDE else 0) | (one << 32 if bits & COMMA else 0)
    LONGEST, SENTENCE_WIDTH, SENTENCE_WORDS = classes.LONGEST, classes.SENTENCE_WIDTH, classes.SENTENCE_WORDS
    TABLE = classes.classes()
    return 0


cdef Counts count(const Char* text, Py_ssize_t size, const uint16_t* table) noexcept nogil:
    """Count one text, as if a space stood on both sides of it."""
    cdef Counts found = Counts(0, 0, 0, 0)
    cdef int bits, space, before = 1
    cdef Py_ssize_t at
    for at in range(size):
        bits = table[point_at(text, at)]
        found.low += LOW[bits]
        found.high += HIGH[bits]
        space = bits & SPACE
        found.ends += space & ~before
        found.capitals += ((bits & UPPER) != 0) & before
        before = space
    found.ends += 1 - before
    return found


cdef int bits_of(object text, Py_ssize_t at, const uint16_t* table):
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return table[point_at(<const uint8_t*>PyUnicode_DATA(text), at)]
    if kind == 2:
        return table[point_at(<const uint16_t*>PyUnicode_DATA(text), at)]
    return table[point_at(<const uint32_t*>PyUnicode_DATA(text), at)]


def numbered(const int32_t[:, ::1] table, int least, int most, int each):
    """Places of at most `most` columns with at least `least` digits, and a digit in `each` columns."""
    cdef Py_ssize_t place
    cdef int width, digits
    cdef list found = []
    if table.shape[0] != ROWS:
        raise ValueError(f"no table of {ROWS} counts")
    for place in range(table.shape[1]):
        width, digits = table[WIDTHS, place], table[DIGITS, place]
        if width <= most and digits >= least and digits * <int64_t>each >= width:
            found.append(place)
    return found


def counts(texts):
    """What `Shapes` holds: its counts by texts, and whether each text ends, and is shaped, like a sentence."""
    if not LONGEST:
        prepare()
    cdef const uint16_t* table = &TABLE[0]
    cdef Py_ssize_t n = len(texts), place, size
    cdef Counts found
    cdef int first, last, before, closed, kind, width, wide, words
    cdef void* data
    rows = np.empty((ROWS, n), np.int32)
    signs = np.empty((2, n), np.bool_)
    cdef int32_t[:, ::1] row = rows
    cdef uint8_t[:, ::1] sign = signs.view(np.uint8)
    for place in range(n):
        text = texts[place]
        if not isinstance(text, str):
            raise TypeError(f"not a text: {text!r}")
        size = min(PyUnicode_GET_LENGTH(text), LONGEST)
        data = PyUnicode_DATA(text)
        kind = PyUnicode_KIND(text)
        if kind == 1:
            found = count(<const uint8_t*>data, size, table)
        elif kind == 2:
            found = count(<const uint16_t*>data, size, table)
        else:
            found = count(<const uint32_t*>data, size, table)
        first = bits_of(text, 0, table) if size else 0
        last = bits_of(text, size - 1, table) if size else 0
        before = bits_of(text, size - 2, table) if size > 1 else 0
        closed = (last & STOP) != 0 or ((last & QUOTE) != 0 and (before & STOP) != 0)
        wide = found.high >> 16 & 0xFFFF
        width = <int>size + wide
        words = found.ends + wide // 2
        row[0, place], row[1, place], row[2, place] = <int>size, width, words
        row[3, place], row[5, place] = found.low & 0xFFFF, found.low >> 16 & 0xFFFF
        row[4, place], row[9, place] = found.low >> 32 & 0xFFFF, found.low >> 48
        row[6, place], row[7, place], row[8, place] = found.capitals, found.high & 0xFFFF, found.high >> 32
        row[10, place], row[11, place] = first, last
        sign[0, place] = closed
        sign[1, place] = closed and width >= SENTENCE_WIDTH and words >= SENTENCE_WORDS
    return rows, signs
