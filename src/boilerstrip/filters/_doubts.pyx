# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_doubts: what _doubts_python.py does, compiled: the probability is read from its place in the mark."""

from cpython.list cimport PyList_GET_ITEM, PyList_GET_SIZE
from cpython.tuple cimport PyTuple_GET_ITEM

from boilerstrip.block import Mark
from boilerstrip.compiled import allowed

allowed()

cdef enum:
    SCORE = 4  # its place among the fields of a mark

cdef object MARK = Mark
assert Mark._fields[SCORE] == "score"


def doubted(list verdicts not None, least):
    """Blocks whose verdict has a probability below `least`."""
    cdef Py_ssize_t place
    cdef list found = []
    for place in range(PyList_GET_SIZE(verdicts)):
        mark = <object> PyList_GET_ITEM(verdicts, place)
        if mark is None:
            continue
        score = <object> PyTuple_GET_ITEM(mark, SCORE) if type(mark) is MARK else mark.score
        if score is not None and score < least:
            found.append(place)
    return found
