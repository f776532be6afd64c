"""Making a cue. A named tuple is a tuple of a type of its own, and its fields can be put into it as into any tuple."""

from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF

from boilerstrip.phrases.lexicon import Cue as _Cue

cdef extern from "Python.h":
    object PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t items)
    void PyTuple_SET_ITEM(PyObject *tuple, Py_ssize_t place, PyObject *item)

cdef enum:
    FIELDS = 4

assert _Cue._fields == ("category", "strength", "kind", "span")


cdef inline void put(PyObject *cue, int place, value) noexcept:
    Py_INCREF(value)  # it is stolen
    PyTuple_SET_ITEM(cue, place, <PyObject *> value)


cdef tuple cues_at(tuple phrases, Py_ssize_t start, Py_ssize_t end):
    """The cues of phrases that stand there."""
    cdef list cues = []
    cdef object phrase
    cdef int field
    span = (start, end)
    for phrase in phrases:
        cue = PyType_GenericAlloc(<PyTypeObject *> _Cue, FIELDS)
        for field in range(FIELDS - 1):
            put(<PyObject *> cue, field, (<tuple>phrase)[field])
        put(<PyObject *> cue, FIELDS - 1, span)
        cues.append(cue)
    return tuple(cues)
