"""The counts and signs of a page's texts (see shape.py), as compiled parts read them: in place, row by row."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int32_t, uint8_t

cdef enum:
    # Rows of the counts
    CHARS = 0
    WIDTH = 1
    WORDS = 2
    DIGITS_IN = 3
    LETTERS_IN = 4
    UPPER_IN = 5
    CAPITALS_IN = 6
    STOPS_IN = 7
    COMMAS_IN = 8
    SYMBOLS_IN = 9
    FIRST = 10
    LAST = 11
    ROWS = 12
    # Rows of the signs
    CLOSED = 0
    SENTENCE = 1
    SIGNS = 2


cdef inline Py_ssize_t texts_of(bytes counted, bytes signed) except -1:
    """Of how many texts these are the counts and the signs."""
    cdef Py_ssize_t n = PyBytes_GET_SIZE(signed) // SIGNS
    if n * SIGNS != PyBytes_GET_SIZE(signed) or n * ROWS * <Py_ssize_t> sizeof(int32_t) != PyBytes_GET_SIZE(counted):
        raise ValueError(f"{len(counted)} bytes of counts and {len(signed)} of signs are not of the same texts")
    return n


cdef inline const int32_t* counts_in(bytes counted) noexcept:
    return <const int32_t*> PyBytes_AS_STRING(counted)


cdef inline const uint8_t* signs_in(bytes signed) noexcept:
    return <const uint8_t*> PyBytes_AS_STRING(signed)
