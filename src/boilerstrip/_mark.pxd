"""Making a mark. A named tuple is a tuple of a type of its own, and its fields can be put into it as into any tuple."""

from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF

cdef extern from "Python.h":
    object PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t items)
    void PyTuple_SET_ITEM(PyObject *tuple, Py_ssize_t place, PyObject *item)
    void PyObject_GC_UnTrack(PyObject *thing)

cdef enum:
    BLOCK, LABEL, REASON, SPAN, SCORE, BY, FIELDS


cdef inline void put(PyObject *mark, int field, value) noexcept:
    Py_INCREF(value)  # it is stolen
    PyTuple_SET_ITEM(mark, field, <PyObject *> value)


cdef inline object new_mark(type, block, label, reason, span, score, by):
    """A mark; `type` is `block.Mark`. It is part of no cycle, so the collector need not look at it: a page has hundreds."""
    new = PyType_GenericAlloc(<PyTypeObject *> type, FIELDS)
    PyObject_GC_UnTrack(<PyObject *> new)
    cdef PyObject *mark = <PyObject *> new
    put(mark, BLOCK, block)
    put(mark, LABEL, label)
    put(mark, REASON, reason)
    put(mark, SPAN, span)
    put(mark, SCORE, score)
    put(mark, BY, by)
    return new
