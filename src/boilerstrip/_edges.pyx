# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_edges: what edges_python.py does, compiled: two characters read of each text, and two strings made of them."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_4BYTE_KIND, PyUnicode_FindChar, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR,
)

from boilerstrip.compiled import allowed

allowed()


def edges(list texts):
    """The first characters of all texts, and the last ones, each as one string; a newline for an empty text."""
    cdef Py_ssize_t n = len(texts), place, size
    cdef str text
    cdef Py_UCS4 *firsts = <Py_UCS4 *> PyMem_Malloc(2 * n * sizeof(Py_UCS4) + 1)
    if firsts == NULL:
        raise MemoryError
    cdef Py_UCS4 *lasts = firsts + n
    try:
        for place in range(n):
            text = texts[place]
            if text is None:
                raise TypeError("not a text: None")
            size = PyUnicode_GET_LENGTH(text)
            firsts[place] = PyUnicode_READ_CHAR(text, 0) if size else u"\n"
            lasts[place] = PyUnicode_READ_CHAR(text, size - 1) if size else u"\n"
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, firsts, n), PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, lasts, n)
    finally:
        PyMem_Free(firsts)


def holding(list texts not None, str sign not None):
    """The places of the texts that hold a sign, which is one character."""
    if len(sign) != 1:
        raise ValueError(f"{sign!r} is not one character")
    cdef Py_ssize_t place
    cdef Py_UCS4 sought = sign[0]
    cdef list found = []
    for place in range(len(texts)):
        text = texts[place]
        if not isinstance(text, str):
            raise TypeError(f"not a text: {text!r}")
        if PyUnicode_FindChar(text, sought, 0, PyUnicode_GET_LENGTH(text), 1) >= 0:
            found.append(place)
    return found
