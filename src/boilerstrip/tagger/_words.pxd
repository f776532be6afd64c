"""Which words the texts of a page share; see _words.pyx."""

from libc.stdint cimport int64_t, uint8_t, uint16_t

cdef enum:
    BYTES = 1 << 12  # a set of buckets, a bit for each


cdef class Words:
    cdef Py_ssize_t n
    cdef const uint16_t[::1] buckets
    cdef const int64_t[::1] ends
    cdef Py_ssize_t count(self, Py_ssize_t text) noexcept nogil
    cdef Py_ssize_t enter(self, Py_ssize_t text, uint8_t* known) noexcept nogil
    cdef Py_ssize_t among(self, Py_ssize_t text, const uint8_t* known) noexcept nogil


cdef Words words_of(list texts)
