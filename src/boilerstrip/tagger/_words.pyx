# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_words: which words the texts of a page share (see words.py), compiled."""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from boilerstrip._characters cimport LETTER, WIDE, Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, point_at

import numpy as np

from boilerstrip.classes import LONGEST as _LONGEST
from boilerstrip.classes import classes
from boilerstrip.compiled import allowed
from boilerstrip.tagger import stems

allowed()

cdef enum:
    MIN_LETTERS = 4
    STEM = 5
    SHIFT = 49

cdef Py_ssize_t LONGEST = _LONGEST
cdef uint64_t FACTOR = stems.FACTOR
cdef uint64_t NEWLINE = 0
cdef const uint16_t[::1] CLASSES
cdef const uint64_t[::1] SPREAD


cdef int prepare() except -1:
    """Take the tables, on the first call."""
    global CLASSES, SPREAD, NEWLINE
    assert (stems.BUCKETS, stems.MIN_LETTERS, stems.STEM, stems.SHIFT) == (8 * BYTES, MIN_LETTERS, STEM, SHIFT)
    CLASSES, SPREAD = classes(), stems.spread()
    NEWLINE = SPREAD[10]
    return 0


cdef class Words:
    """The content words of several texts, as buckets, one text after the other."""

    cdef Py_ssize_t count(self, Py_ssize_t text) noexcept nogil:
        """How many words a text has."""
        return self.ends[text + 1] - self.ends[text]

    cdef Py_ssize_t enter(self, Py_ssize_t text, uint8_t* known) noexcept nogil:
        """Enter a text's words in a set; returns how many of these were not in it."""
        cdef Py_ssize_t at, new = 0
        cdef int bucket, bit
        for at in range(self.ends[text], self.ends[text + 1]):
            bucket = self.buckets[at]
            bit = 1 << (bucket & 7)
            if not known[bucket >> 3] & bit:
                known[bucket >> 3] |= bit
                new += 1
        return new

    cdef Py_ssize_t among(self, Py_ssize_t text, const uint8_t* known) noexcept nogil:
        """How many of a text's words are in a set."""
        cdef Py_ssize_t at, found = 0
        for at in range(self.ends[text], self.ends[text + 1]):
            found += known[self.buckets[at] >> 3] >> (self.buckets[at] & 7) & 1
        return found


cdef Py_ssize_t hash_words(const Char* text, Py_ssize_t size, const uint16_t* table, const uint64_t* spread, uint16_t* out) noexcept nogil:
    """The buckets of one text's words; returns how many there are.

    A word is hashed at its end, from where it began, whether it is long enough or not: what no processor can foresee is the end alone.
    `out` has room for one bucket more than the text has characters.
    """
    cdef Py_ssize_t at = 0, start, letters, found = 0
    cdef uint64_t key, one = FACTOR, two = one * one, three = two * one, four = three * one
    cdef int bits
    while at < size:
        bits = table[point_at(text, at)] & (LETTER | WIDE)
        if not bits:
            at += 1
            continue
        if bits & WIDE:  # a character of a script without spaces, and the next one
            key = spread[point_at(text, at)] * one + (spread[point_at(text, at + 1)] if at + 1 < size else NEWLINE)
            out[found] = <uint16_t>(key >> SHIFT)
            found += 1
            at += 1
            continue
        start = at
        at += 1
        while at < size:
            bits = table[point_at(text, at)] & (LETTER | WIDE)
            if not bits or bits & WIDE:
                break
            at += 1
        letters = at - start
        if start + MIN_LETTERS > size:
            continue
        key = (
            spread[point_at(text, start)] * four + spread[point_at(text, start + 1)] * three
            + spread[point_at(text, start + 2)] * two + spread[point_at(text, start + 3)] * one
        )
        key += spread[point_at(text, min(start + MIN_LETTERS, size - 1))] & (0 - <uint64_t>(letters >= STEM))
        out[found] = <uint16_t>(key >> SHIFT)
        found += letters >= MIN_LETTERS
    return found


cdef Words words_of(list texts):
    """Hash the content words of all texts."""
    if not NEWLINE:
        prepare()
    cdef Py_ssize_t n = len(texts), place, size, found = 0
    cdef Py_ssize_t most = 1
    cdef object text
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"not a text: {text!r}")
        most += min(PyUnicode_GET_LENGTH(text), LONGEST)  # no more words than characters
    cdef uint16_t[::1] buckets = np.empty(most, np.uint16)
    cdef int64_t[::1] ends = np.empty(n + 1, np.int64)
    cdef const uint16_t* table = &CLASSES[0]
    cdef const uint64_t* spread = &SPREAD[0]
    cdef uint16_t* out = &buckets[0]
    cdef int kind
    cdef void* data
    ends[0] = 0
    for place in range(n):
        text = texts[place]
        size = min(PyUnicode_GET_LENGTH(text), LONGEST)
        kind = PyUnicode_KIND(text)
        data = PyUnicode_DATA(text)
        if kind == 1:
            found += hash_words(<const uint8_t*>data, size, table, spread, out + found)
        elif kind == 2:
            found += hash_words(<const uint16_t*>data, size, table, spread, out + found)
        else:
            found += hash_words(<const uint32_t*>data, size, table, spread, out + found)
        ends[place + 1] = found
    cdef Words words = Words.__new__(Words)
    words.n, words.buckets, words.ends = n, buckets, ends
    return words
