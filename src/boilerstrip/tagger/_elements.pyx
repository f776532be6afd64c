# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_elements: what the HTML elements around a block say (see elements.py), compiled."""

from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.object cimport Py_EQ, PyObject, PyObject_Hash, PyObject_RichCompareBool
from libc.stdint cimport int64_t, uint64_t
from libc.string cimport memset

from boilerstrip._path cimport offset_of, slot_of

import numpy as np

from boilerstrip.block import Block, Path
from boilerstrip.compiled import allowed
from boilerstrip.tagger.elements import FLAGS, LEVELS, NOWHERE, Elements, words_of_element

allowed()

cdef enum:
    PATH = 10  # where a block keeps its path
    BEYOND = 0  # see elements.py
    ROOM = 512  # for so many elements to begin with
    SIGNS = 4  # besides its parent's kind, what makes a kind: tag, id, classes and role

cdef Py_ssize_t OF_PARENT = offset_of(Path, "parent"), OF_DEPTH = offset_of(Path, "depth")
cdef Py_ssize_t[SIGNS] OF_SIGNS = [offset_of(Path, "tag"), offset_of(Path, "id"), offset_of(Path, "classes"), offset_of(Path, "role")]
cdef object PATH_TYPE = Path
cdef dict PLACES = {flag: place for place, flag in enumerate(FLAGS)}


cdef struct Element:
    PyObject *path
    Py_ssize_t up  # the number of its parent
    Py_ssize_t kind


cdef struct Kind:
    uint64_t mix  # of what makes it
    PyObject *path  # the first of it
    Py_ssize_t parent
    int64_t mask  # FLAGS of it and its ancestors, as bits
    Py_ssize_t depth


cdef inline uint64_t mixed(uint64_t value, uint64_t more) noexcept nogil:
    return (value ^ more) * <uint64_t> 0x9E3779B97F4A7C15ULL


cdef void *grown(void *held, size_t size) except NULL:
    """The same memory, of this size."""
    cdef void *room = PyMem_Realloc(held, size)
    if not room:
        raise MemoryError
    return room


cdef class Kinds:
    """Numbers elements, and the kinds of elements, as they are met. The blocks keep the paths alive."""

    cdef Element *elements  # by number; one kind at most for each
    cdef Kind *kinds
    cdef Py_ssize_t room, count, kind_count
    cdef Py_ssize_t slots  # of each table: a power of two, twice as many as there is room for
    cdef Py_ssize_t *by_path  # numbers of elements; 0 where there is none
    cdef Py_ssize_t *by_mix  # numbers of kinds and 1 more
    cdef list words  # per kind

    def __cinit__(self):
        self.words = []
        self.grow(ROOM)
        self.elements[BEYOND].path, self.elements[BEYOND].up, self.elements[BEYOND].kind = NULL, BEYOND, -1
        self.count = 1

    def __dealloc__(self):
        PyMem_Free(self.elements)
        PyMem_Free(self.kinds)
        PyMem_Free(self.by_path)
        PyMem_Free(self.by_mix)

    cdef int grow(self, Py_ssize_t room) except -1:
        """Have room for so many elements."""
        cdef Py_ssize_t place, slots = 2 * room
        self.elements = <Element *> grown(self.elements, room * sizeof(Element))
        self.kinds = <Kind *> grown(self.kinds, room * sizeof(Kind))
        self.by_path = <Py_ssize_t *> grown(self.by_path, slots * sizeof(Py_ssize_t))
        self.by_mix = <Py_ssize_t *> grown(self.by_mix, slots * sizeof(Py_ssize_t))
        self.room, self.slots = room, slots
        memset(self.by_path, 0, slots * sizeof(Py_ssize_t))
        memset(self.by_mix, 0, slots * sizeof(Py_ssize_t))
        for place in range(1, self.count):
            self.by_path[self.slot(self.elements[place].path)] = place
        for place in range(self.kind_count):
            self.by_mix[self.free(self.kinds[place].mix)] = place + 1
        return 0

    cdef inline Py_ssize_t slot(self, PyObject *path) noexcept:
        """Where the number of an element stands, or would."""
        cdef Py_ssize_t slot = <Py_ssize_t> (mixed(<uint64_t> path, 0) >> 32) & (self.slots - 1)
        while self.by_path[slot] and self.elements[self.by_path[slot]].path != path:
            slot = (slot + 1) & (self.slots - 1)
        return slot

    cdef inline Py_ssize_t free(self, uint64_t mix) noexcept:
        """Where the number of another kind may stand."""
        cdef Py_ssize_t slot = <Py_ssize_t> (mix >> 32) & (self.slots - 1)
        while self.by_mix[slot]:
            slot = (slot + 1) & (self.slots - 1)
        return slot

    cdef Py_ssize_t number(self, object path) except -1:
        """The number of an element; it and its ancestors are looked at once."""
        cdef Py_ssize_t slot, number = BEYOND, up
        cdef list way = []
        while path is not None:
            if type(path) is not PATH_TYPE:
                raise TypeError(f"not a path: {path!r}")
            number = self.by_path[self.slot(<PyObject *> path)]
            if number:
                break
            way.append(path)
            path = slot_of(path, OF_PARENT)
        else:
            number = BEYOND
        while way:
            path = way.pop()
            if self.count >= self.room:
                self.grow(2 * self.room)
            up, number = number, self.count
            self.elements[number].path, self.elements[number].up = <PyObject *> path, up
            self.elements[number].kind = self.kind(path, self.elements[up].kind)
            self.by_path[self.slot(<PyObject *> path)] = number
            self.count += 1
        return number

    cdef Py_ssize_t kind(self, object path, Py_ssize_t parent) except -1:
        """The number of an element's kind."""
        cdef uint64_t mix = mixed(0, <uint64_t> parent)
        cdef Py_ssize_t slot, kind
        cdef int sign
        cdef Kind *known
        for sign in range(SIGNS):
            mix = mixed(mix, <uint64_t> PyObject_Hash(slot_of(path, OF_SIGNS[sign])))
        slot = <Py_ssize_t> (mix >> 32) & (self.slots - 1)
        while self.by_mix[slot]:
            kind = self.by_mix[slot] - 1
            if self.kinds[kind].mix == mix and self.kinds[kind].parent == parent and alike(<object> self.kinds[kind].path, path):
                return kind
            slot = (slot + 1) & (self.slots - 1)
        kind = self.kind_count
        known = &self.kinds[kind]
        tag, depth = slot_of(path, OF_SIGNS[0]), slot_of(path, OF_DEPTH)
        self.words.append(words_of_element(tag, slot_of(path, OF_SIGNS[1]), slot_of(path, OF_SIGNS[2]), slot_of(path, OF_SIGNS[3])))
        flag = PLACES.get(tag)
        known.mix, known.path, known.parent, known.depth = mix, <PyObject *> path, parent, depth
        known.mask = self.kinds[parent].mask if parent >= 0 else 0
        if flag is not None:
            known.mask |= <int64_t> 1 << <int> flag
        self.by_mix[slot] = kind + 1
        self.kind_count += 1
        return kind


cdef bint alike(object one, object other) except -1:
    """Have two elements the same tag, id, classes and role?"""
    cdef int sign
    for sign in range(SIGNS):
        if not PyObject_RichCompareBool(slot_of(one, OF_SIGNS[sign]), slot_of(other, OF_SIGNS[sign]), Py_EQ):
            return False
    return True


def elements_of(blocks):
    """Read the elements of all blocks; each element is looked at once, and each kind is read once."""
    cdef Kinds found = Kinds()
    cdef Py_ssize_t n = len(blocks), place, flag, own, kind
    cdef Py_ssize_t flags_wide = len(FLAGS)
    cdef int64_t mask
    group_array = np.empty((len(LEVELS), n), np.int64)
    kind_array, depth_array = np.empty(n, np.int64), np.empty(n, np.float32)
    flag_array = np.empty((n, flags_wide), np.float32)
    cdef int64_t[:, ::1] groups = group_array
    cdef int64_t[::1] kinds = kind_array
    cdef float[::1] depths = depth_array
    cdef float[:, ::1] flags = flag_array
    cdef object block, path
    cdef Py_ssize_t level, levels = len(LEVELS)
    for place in range(n):
        block = blocks[place]
        if not isinstance(block, Block):
            raise TypeError(f"not a block: {block!r}")
        path = (<tuple>block)[PATH]
        own = found.number(NOWHERE if path is None else path)
        kind = found.elements[own].kind
        kinds[place], mask, depths[place] = kind, found.kinds[kind].mask, found.kinds[kind].depth
        for flag in range(flags_wide):
            flags[place, flag] = mask >> flag & 1
        for level in range(levels):
            groups[level, place] = own
            own = found.elements[own].up
    parent_array = np.empty(found.kind_count, np.int64)
    cdef int64_t[::1] parents = parent_array
    for kind in range(found.kind_count):
        parents[kind] = found.kinds[kind].parent
    above_array = np.empty(found.count, np.int64)
    cdef int64_t[::1] above = above_array
    for place in range(found.count):
        above[place] = found.elements[place].up
    return Elements(flag_array, depth_array, tuple(group_array), above_array, kind_array, parent_array, found.words)
