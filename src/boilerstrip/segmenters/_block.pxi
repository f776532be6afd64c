"""Making a block. A named tuple is a tuple of a type of its own, and its fields can be put into it as into any tuple."""

from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF

from boilerstrip.block import Block as _Block

cdef extern from "Python.h":
    object PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t items)
    void PyTuple_SET_ITEM(PyObject *tuple, Py_ssize_t place, PyObject *item)
    void PyObject_GC_UnTrack(PyObject *thing)

cdef enum:
    FIELDS = 11

assert len(_Block._fields) == FIELDS


cdef inline void put(PyObject *block, int place, value) noexcept:
    Py_INCREF(value)  # it is stolen
    PyTuple_SET_ITEM(block, place, <PyObject *> value)


cdef inline object new_block():
    """A block without any field yet. It is part of no cycle, so the collector need not look at it: a page has hundreds."""
    block = PyType_GenericAlloc(<PyTypeObject *> _Block, FIELDS)
    PyObject_GC_UnTrack(<PyObject *> block)
    return block
