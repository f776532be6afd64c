# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_utf8: what is asked of a capture before it is decoded (see utf8_python.py), compiled.

Decoding takes most of the time where not all is ASCII, and here nothing is.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy

from boilerstrip._characters cimport Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from boilerstrip.compiled import allowed

allowed()

cdef enum:
    WORDS = 8
    STRIDE = 64  # bytes in so many words, looked at at once while they are ASCII


cdef inline bint is_ascii(const unsigned char *s) noexcept nogil:
    """Are the next STRIDE bytes ASCII?"""
    cdef uint64_t[WORDS] words
    cdef uint64_t all_bits = 0
    cdef int place
    memcpy(words, s, STRIDE)
    for place in range(WORDS):
        all_bits |= words[place]
    return not all_bits & <uint64_t> 0x8080808080808080ULL


cdef inline bint follows(unsigned char byte) noexcept nogil:
    return byte & 0xC0 == 0x80


cdef bint valid(const unsigned char *s, Py_ssize_t size) noexcept nogil:
    cdef Py_ssize_t at = 0
    cdef unsigned char first, second
    while at < size:
        first = s[at]
        if first < 0x80:
            at += 1
            while at + STRIDE <= size and is_ascii(s + at):
                at += STRIDE
            while at < size and s[at] < 0x80:
                at += 1
            continue
        if at + 1 >= size:
            return False
        second = s[at + 1]
        if 0xC2 <= first <= 0xDF:  # C0 and C1 would begin what is ASCII
            if not follows(second):
                return False
            at += 2
        elif 0xE0 <= first <= 0xEF:
            if at + 2 >= size or not follows(second) or not follows(s[at + 2]):
                return False
            if (first == 0xE0 and second < 0xA0) or (first == 0xED and second >= 0xA0):  # too long; surrogates
                return False
            at += 3
        elif 0xF0 <= first <= 0xF4:
            if at + 3 >= size or not follows(second) or not follows(s[at + 2]) or not follows(s[at + 3]):
                return False
            if (first == 0xF0 and second < 0x90) or (first == 0xF4 and second >= 0x90):  # too long; beyond U+10FFFF
                return False
            at += 4
        else:
            return False
    return True


def is_utf8(bytes data not None):
    """Are these bytes valid UTF-8, so that strict decoding would succeed?"""
    return valid(<const unsigned char *> PyBytes_AS_STRING(data), PyBytes_GET_SIZE(data))


cdef inline Char is_control(Char point) noexcept nogil:
    return (point < 9) | (<Char> (point - 14) < 12) | (<Char> (point - 28) < 4) | (point == 127)


cdef Py_ssize_t count(const Char *s, Py_ssize_t size) noexcept nogil:
    cdef Py_ssize_t at = 0, found = 0
    cdef Char some
    cdef int place
    while at + STRIDE <= size:
        some = 0
        for place in range(STRIDE):  # counted in as few bytes as a character has, so that the compiler takes many at once
            some += is_control(s[at + place])
        found += some
        at += STRIDE
    while at < size:
        found += is_control(s[at])
        at += 1
    return found


def controls(content, Py_ssize_t most):
    """How many of the first `most` characters, or bytes, are control characters that no text holds."""
    if isinstance(content, bytes):
        return count(<const uint8_t *> PyBytes_AS_STRING(content), min(PyBytes_GET_SIZE(content), most))
    if not isinstance(content, str):
        raise TypeError(f"neither bytes nor text: {content!r}")
    cdef Py_ssize_t size = min(PyUnicode_GET_LENGTH(content), most)
    cdef int kind = PyUnicode_KIND(content)
    if kind == 1:
        return count(<const uint8_t *> PyUnicode_DATA(content), size)
    if kind == 2:
        return count(<const uint16_t *> PyUnicode_DATA(content), size)
    return count(<const uint32_t *> PyUnicode_DATA(content), size)
