# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_places: what places_python.py does, compiled: one comparison of addresses an element."""

from cpython.list cimport PyList_GET_ITEM, PyList_GET_SIZE
from cpython.object cimport PyObject

from boilerstrip.compiled import allowed

allowed()


def places_of(list values not None, wanted):
    """Where in the list this very object stands."""
    cdef Py_ssize_t place
    cdef list found = []
    for place in range(PyList_GET_SIZE(values)):
        if <PyObject *> PyList_GET_ITEM(values, place) == <PyObject *> wanted:
            found.append(place)
    return found
