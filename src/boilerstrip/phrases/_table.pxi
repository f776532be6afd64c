"""A table of texts by hashes of them: open addressing, before which a few bits tell nearly all texts that are not in it."""

from libc.stdint cimport int32_t, uint32_t, uint64_t

from boilerstrip._characters cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

import numpy as np

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t at)

cdef enum:
    NONE = -1

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


cdef class Table:
    """Numbers, from 0 on, of hashes; and what is known of each by its number."""

    cdef uint64_t[::1] _hashes, _bits
    cdef int32_t[::1] _numbers
    cdef uint32_t[::1] _kinds
    cdef uint64_t *hashes  # 0 where there is none: no text has it
    cdef uint64_t *bits  # one of each hash: they fit the nearest cache, and the hashes do not
    cdef int32_t *numbers
    cdef uint32_t *kinds
    cdef uint64_t mask, bits_mask
    cdef int32_t size

    def __cinit__(self, Py_ssize_t most):
        cdef uint64_t room = 64
        while room < 2 * <uint64_t>most:
            room *= 2
        self.mask, self.bits_mask, self.size = room - 1, 8 * room - 1, 0
        self._hashes, self._numbers = np.zeros(room, np.uint64), np.zeros(room, np.int32)
        self._bits, self._kinds = np.zeros(8 * room // 64, np.uint64), np.zeros(most + 1, np.uint32)
        self.hashes, self.numbers = &self._hashes[0], &self._numbers[0]
        self.bits, self.kinds = &self._bits[0], &self._kinds[0]

    cdef inline int32_t number(self, uint64_t hash) noexcept nogil:
        """The number of a hash; NONE where it is not in the table."""
        cdef uint64_t at = hash & self.bits_mask
        if not self.bits[at >> 6] >> (at & 63) & 1:
            return NONE
        at = hash & self.mask
        while self.hashes[at]:
            if self.hashes[at] == hash:
                return self.numbers[at]
            at = at + 1 & self.mask
        return NONE

    cdef int32_t file(self, uint64_t hash, uint32_t kind) noexcept:
        """The number of a hash, which is entered where it is new, and is of this kind, too."""
        cdef uint64_t at = hash & self.mask
        while self.hashes[at] and self.hashes[at] != hash:
            at = at + 1 & self.mask
        if not self.hashes[at]:
            self.hashes[at], self.numbers[at] = hash, self.size
            self.bits[(hash & self.bits_mask) >> 6] |= <uint64_t>1 << (hash & 63)
            self.size += 1
        self.kinds[self.numbers[at]] |= kind
        return self.numbers[at]
