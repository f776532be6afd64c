# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_wording: the words of texts, to be compared (see wording_python.py), compiled: one look at every character."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_4BYTE_KIND, PyUnicode_FromKindAndData, PyUnicode_Substring, Py_UNICODE_ISALNUM, Py_UNICODE_ISDECIMAL, Py_UNICODE_TOLOWER,
)

from boilerstrip._characters cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from boilerstrip import wording_python
from boilerstrip.compiled import allowed

allowed()

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)

cdef enum:
    FIRST_UNSPACED = 0x0E00  # of wording_python.UNSPACED; checked below
    ASCII = 0x80
    SHORT = 400  # texts of so many characters are folded without asking for memory
    GROWTH = 3  # no character becomes more than so many where case is folded

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


cdef inline bint is_word(Py_UCS4 char) noexcept:
    return Py_UNICODE_ISALNUM(char) or char == u"_"


def folded(str text not None):
    """A text as it is compared for equality."""
    cdef str low = text.casefold()
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(low), at, end = 0
    cdef int kind = PyUnicode_KIND(low)
    cdef void *data = PyUnicode_DATA(low)
    cdef Py_UCS4[SHORT] room
    cdef Py_UCS4 *out = room
    cdef Py_UCS4 char
    cdef bint apart = False
    if size > SHORT:
        out = <Py_UCS4 *> PyMem_Malloc(size * sizeof(Py_UCS4))
        if out == NULL:
            raise MemoryError
    for at in range(size):
        char = PyUnicode_READ(kind, data, at)
        if not is_word(char):
            apart = end > 0
            continue
        if apart:
            out[end] = u" "
            end += 1
            apart = False
        out[end] = char
        end += 1
    try:
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, out, end)
    finally:
        if out != room:
            PyMem_Free(out)


cdef bint may_begin(str text, Py_UCS4 first, Py_UCS4 second) noexcept:
    """May a text, folded, begin with these two characters?"""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_UCS4 char = 0
    while at < size:
        char = PyUnicode_READ(kind, data, at)
        if char >= ASCII:
            return True
        if is_word(char):
            break
        at += 1
    if at == size or Py_UNICODE_TOLOWER(char) != first:
        return False
    if at + 1 == size:
        return True
    char = PyUnicode_READ(kind, data, at + 1)
    return char >= ASCII or (Py_UNICODE_TOLOWER(char) if is_word(char) else u" ") == second


def repeating(list texts not None, str said not None, Py_ssize_t longest):
    """The places of the texts of at most `longest` characters that begin, folded, with what is said."""
    cdef list found = []
    cdef Py_ssize_t place, size, least = PyUnicode_GET_LENGTH(said) // GROWTH
    cdef str text
    if PyUnicode_GET_LENGTH(said) < 2:
        raise ValueError(f"{said!r} is too short to be compared")
    for place in range(len(texts)):
        text = texts[place]
        if text is None:
            raise TypeError("not a text: None")
        size = PyUnicode_GET_LENGTH(text)
        if least <= size <= longest and may_begin(text, said[0], said[1]) and folded(text).startswith(said):
            found.append(place)
    return found
