"""The characters of Python's strings, as compiled parts read them: in place, by their classes (see classes.py)."""

from libc.stdint cimport uint8_t, uint16_t, uint32_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)

cdef enum:
    SPACE = 1 << 0
    DIGIT = 1 << 1
    UPPER = 1 << 2
    LETTER = 1 << 2 | 1 << 3 | 1 << 4
    WIDE = 1 << 5
    STOP = 1 << 6
    COMMA = 1 << 7
    QUOTE = 1 << 8
    SYMBOL = 1 << 11
    CLASSES = 1 << 12
    LAST_POINT = 0xFFFF

ctypedef fused Char:
    uint8_t
    uint16_t
    uint32_t


cdef inline uint32_t point_at(const Char* text, Py_ssize_t at) noexcept nogil:
    """A code point; those beyond the Basic Multilingual Plane are all the last one of it."""
    if Char is uint32_t:
        return text[at] if text[at] < LAST_POINT else <uint32_t>LAST_POINT
    else:
        return text[at]
