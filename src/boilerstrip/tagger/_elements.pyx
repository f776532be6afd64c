# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_elements: what the HTML elements around a block say (see elements.py), compiled."""

from libc.stdint cimport int64_t

from boilerstrip._path cimport offset_of, slot_of

import numpy as np

from boilerstrip.block import Block, Path
from boilerstrip.compiled import allowed
from boilerstrip.tagger.elements import FLAGS, LEVELS, NOWHERE, Elements, words_of_element

allowed()

cdef enum:
    PATH = 10  # where a block keeps its path
    BEYOND = 0  # the number of what lies above the topmost element

cdef Py_ssize_t OF_PARENT = offset_of(Path, "parent"), OF_TAG = offset_of(Path, "tag"), OF_ID = offset_of(Path, "id")
cdef Py_ssize_t OF_CLASSES = offset_of(Path, "classes"), OF_ROLE = offset_of(Path, "role"), OF_DEPTH = offset_of(Path, "depth")
cdef object PATH_TYPE = Path
cdef dict PLACES = {flag: place for place, flag in enumerate(FLAGS)}


cdef class Kinds:
    """Numbers elements, and the kinds of elements, as they are met."""

    cdef dict numbers  # by path
    cdef dict chains  # by what makes a kind
    cdef list ups  # per element its parent
    cdef list kinds  # per element its kind
    cdef list words, masks, depths, parents  # per kind

    def __init__(self):
        self.numbers, self.chains = {None: BEYOND}, {}
        self.ups, self.kinds = [BEYOND], [-1]
        self.words, self.masks, self.depths, self.parents = [], [], [], []

    cdef object number(self, object path):
        """The number of an element; it and its ancestors are looked at once."""
        cdef list way = []
        cdef object number = None, step
        while number is None:
            if type(path) is not PATH_TYPE:
                raise TypeError(f"not a path: {path!r}")
            way.append(path)
            path = slot_of(path, OF_PARENT)
            number = self.numbers.get(path)
        for step in reversed(way):
            self.kinds.append(self.kind(step, self.kinds[number]))
            self.ups.append(number)
            number = len(self.ups) - 1
            self.numbers[step] = number
        return number

    cdef object kind(self, object path, object parent):
        """The number of an element's kind."""
        tag, id = slot_of(path, OF_TAG), slot_of(path, OF_ID)
        classes, role = slot_of(path, OF_CLASSES), slot_of(path, OF_ROLE)
        chain = (parent, tag, id, classes, role)
        kind = self.chains.get(chain)
        if kind is None:
            kind = self.chains[chain] = len(self.words)
            mask = self.masks[parent] if parent >= 0 else 0
            place = PLACES.get(tag)
            self.words.append(words_of_element(tag, id, classes, role))
            self.masks.append(mask if place is None else mask | 1 << place)
            self.depths.append(slot_of(path, OF_DEPTH))
            self.parents.append(parent)
        return kind


def elements_of(blocks):
    """Read the elements of all blocks; each element is looked at once, and each kind is read once."""
    cdef Kinds found = Kinds()
    cdef Py_ssize_t n = len(blocks), place, flag, own
    cdef Py_ssize_t flags_wide = len(FLAGS)
    cdef int64_t mask
    group_array = np.empty((len(LEVELS), n), np.int64)
    kind_array, depth_array = np.empty(n, np.int64), np.empty(n, np.float32)
    flag_array = np.empty((n, flags_wide), np.float32)
    cdef int64_t[:, ::1] groups = group_array
    cdef int64_t[::1] kinds = kind_array
    cdef float[::1] depths = depth_array
    cdef float[:, ::1] flags = flag_array
    cdef object block, path, number
    cdef Py_ssize_t level, levels = len(LEVELS)
    for place in range(n):
        block = blocks[place]
        if not isinstance(block, Block):
            raise TypeError(f"not a block: {block!r}")
        path = (<tuple>block)[PATH]
        if path is None:
            path = NOWHERE
        number = found.numbers.get(path)
        if number is None:
            number = found.number(path)
        own = number
        kind = found.kinds[own]
        kinds[place] = kind
        mask = found.masks[kind]
        depths[place] = found.depths[kind]
        for flag in range(flags_wide):
            flags[place, flag] = mask >> flag & 1
        for level in range(levels):
            groups[level, place] = own
            own = found.ups[own]
    return Elements(flag_array, depth_array, tuple(group_array), kind_array, np.array(found.parents, np.int64), found.words)
