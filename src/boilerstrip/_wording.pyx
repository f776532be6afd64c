# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_wording: the stems of a text's words (see wording_python.py), compiled: one look at every character."""

from cpython.unicode cimport PyUnicode_Substring, Py_UNICODE_ISALNUM, Py_UNICODE_ISDECIMAL

from boilerstrip._characters cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from boilerstrip import wording_python
from boilerstrip.compiled import allowed

allowed()

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)

cdef enum:
    FIRST_UNSPACED = 0x0E00  # of wording_python.UNSPACED; checked below

cdef Py_ssize_t STEM = wording_python.STEM, SHORTEST = wording_python.SHORTEST
cdef Py_UCS4[8][2] UNSPACED
cdef int UNSPACED_RANGES = len(wording_python.UNSPACED), one
assert UNSPACED_RANGES <= 8 and min(wording_python.UNSPACED)[0] == chr(FIRST_UNSPACED)
for one in range(UNSPACED_RANGES):
    UNSPACED[one][0], UNSPACED[one][1] = ord(wording_python.UNSPACED[one][0]), ord(wording_python.UNSPACED[one][1])


cdef inline bint is_unspaced(Py_UCS4 char) noexcept nogil:
    cdef int place
    if char < FIRST_UNSPACED:
        return False
    for place in range(UNSPACED_RANGES):
        if UNSPACED[place][0] <= char <= UNSPACED[place][1]:
            return True
    return False


def stems(str text not None):
    """The stems of a text's words of three letters and more, and its numbers."""
    cdef str folded = text.casefold(), run
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(folded), at = 0, start, place
    cdef int kind = PyUnicode_KIND(folded)
    cdef void *data = PyUnicode_DATA(folded)
    cdef Py_UCS4 char
    cdef bint unspaced = False
    cdef set found = set()
    while at < size:
        char = PyUnicode_READ(kind, data, at)
        if not Py_UNICODE_ISALNUM(char):
            at += 1
            continue
        start = at
        if Py_UNICODE_ISDECIMAL(char):
            while at < size and Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, at)):
                at += 1
        else:
            while at < size:
                char = PyUnicode_READ(kind, data, at)
                if not Py_UNICODE_ISALNUM(char) or Py_UNICODE_ISDECIMAL(char):
                    break
                at += 1
            if at - start < SHORTEST:
                continue
        found.add(PyUnicode_Substring(folded, start, min(at, start + STEM)))
    if kind == 1:
        return frozenset(found)
    at = 0
    while at < size:
        if not is_unspaced(PyUnicode_READ(kind, data, at)):
            at += 1
            continue
        start = at
        while at < size and is_unspaced(PyUnicode_READ(kind, data, at)):
            at += 1
        if at - start > 1:
            found.discard(PyUnicode_Substring(folded, start, min(at, start + STEM)))
            for place in range(start, at - 1):
                found.add(PyUnicode_Substring(folded, place, place + 2))
    return frozenset(found)
