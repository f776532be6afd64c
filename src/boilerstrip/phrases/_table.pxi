"""A table of texts by hashes of them: open addressing, before which a few bits tell nearly all texts that are not in it."""

from libc.stdint cimport int32_t, uint32_t, uint64_t

from boilerstrip._characters cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

import numpy as np

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t at)

cdef uint64_t SEED = 0xCBF29CE484222325, PRIME = 0x100000001B3


cdef inline uint64_t mixed(uint64_t hash, uint32_t point) noexcept nogil:
    hash = (hash ^ point) * PRIME
    return hash ^ hash >> 32


cdef uint64_t hashed(str text, Py_ssize_t size) noexcept:
    """The hash of the first characters of a folded text that is not shorter."""
    cdef uint64_t hash = SEED
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    for at in range(size):
        hash = mixed(hash, PyUnicode_READ(kind, data, at))
    return hash


cdef struct Entry:
    uint64_t hash  # 0 where there is none: no text has it
    uint32_t number  # for what is known of it elsewhere
    uint32_t kind


cdef class Table:
    """Numbers by hashes."""

    cdef uint64_t[::1] _entries, _bits
    cdef Entry *entries
    cdef uint64_t *bits  # one of each hash: they fit the nearest cache, and the entries do not
    cdef uint64_t mask, bits_mask

    def __cinit__(self, Py_ssize_t most):
        cdef uint64_t room = 64
        while room < 2 * <uint64_t>most:
            room *= 2
        self.mask, self.bits_mask = room - 1, 2 * room - 1
        self._entries, self._bits = np.zeros(2 * room, np.uint64), np.zeros(2 * room // 64, np.uint64)
        self.entries, self.bits = <Entry *>&self._entries[0], &self._bits[0]

    cdef inline Entry *find(self, uint64_t hash) noexcept nogil:
        """What is known of a hash; NULL where it is not in the table."""
        cdef uint64_t at = hash & self.bits_mask
        if not self.bits[at >> 6] >> (at & 63) & 1:
            return NULL
        at = hash & self.mask
        while self.entries[at].hash:
            if self.entries[at].hash == hash:
                return &self.entries[at]
            at = at + 1 & self.mask
        return NULL

    cdef int file(self, uint64_t hash, uint32_t number, uint32_t kind) except -1:
        """Enter a hash."""
        cdef uint64_t at = hash & self.mask
        while self.entries[at].hash:
            if self.entries[at].hash == hash:
                raise ValueError("two texts of the lexicon have the same hash")
            at = at + 1 & self.mask
        self.entries[at].hash, self.entries[at].number, self.entries[at].kind = hash, number, kind
        self.bits[(hash & self.bits_mask) >> 6] |= <uint64_t>1 << (hash & 63)
        return 0
