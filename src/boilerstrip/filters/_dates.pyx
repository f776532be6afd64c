# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_dates: what _dates_python.py does, compiled: runs of digits and of letters are found without a pattern."""

from cpython.unicode cimport Py_UNICODE_ISALNUM, Py_UNICODE_ISDECIMAL, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR, PyUnicode_Substring

from boilerstrip.compiled import allowed

allowed()

from boilerstrip.filters import _dates_python as _plain

cdef int NUMBER = _plain.NUMBER, MONTH = _plain.MONTH
cdef object MEANING = _plain.meaning, NUMERIC = _plain.NUMERIC.search


cdef inline int kind_of(Py_UCS4 char) noexcept:
    """Of a digit, of another character of words, of none."""
    return 1 if Py_UNICODE_ISDECIMAL(char) else 2 if Py_UNICODE_ISALNUM(char) else 0


def dated(str text not None, Py_ssize_t spare):
    """Is the text nothing but dates and clocks, with at most `spare` letters of other words?"""
    cdef str folded = text.casefold()
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(folded), start = 0, end
    cdef bint month = False, number = False
    cdef int kind
    cdef Py_ssize_t meaning
    while start < size:
        kind = kind_of(PyUnicode_READ_CHAR(folded, start))
        end = start + 1
        if kind:
            while end < size and kind_of(PyUnicode_READ_CHAR(folded, end)) == kind:
                end += 1
            meaning = NUMBER if kind == 1 else MEANING(PyUnicode_Substring(folded, start, end))
            if meaning > 0:
                spare -= meaning
                if spare < 0:
                    return False
            elif meaning == NUMBER:
                number = True
            elif meaning == MONTH:
                month = True
        start = end
    return (month and number) or NUMERIC(text) is not None
