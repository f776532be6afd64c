# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_phrased: what _phrased_python.py does, compiled."""

from cpython.unicode cimport Py_UNICODE_ISALPHA, Py_UNICODE_ISLOWER

from boilerstrip._mark cimport new_mark

from boilerstrip.block import Block, Kind as _Kind, Label as _Label, Mark
from boilerstrip.compiled import allowed
from boilerstrip.filters import _phrased_python as known_by

allowed()

cdef enum:
    # Fields of a block, and of a cue
    INDEX = 0
    TEXT = 1
    KIND = 2
    STRENGTH = 1
    MANNER = 2

cdef object MARK = Mark, CHROME = _Label.CHROME, CODE = _Kind.CODE
cdef str EXACT = known_by.WHOLE[0], REGEX = known_by.WHOLE[1], STRONG = "strong"
assert len(known_by.WHOLE) == 2


cdef bint is_plain(tuple block, tuple cue, dict known):
    """Is the block nothing but a strong phrase that begins with a letter, no small one?"""
    cdef str manner = cue[MANNER], text = block[TEXT]
    cdef Py_UCS4 first
    if not (manner == EXACT or manner == REGEX) or <str?> cue[STRENGTH] != STRONG or block[KIND] is CODE:
        return False
    if len(<tuple?> known[block[INDEX]]) != 1 or not text:
        return False
    first = text[0]
    return Py_UNICODE_ISALPHA(first) and not Py_UNICODE_ISLOWER(first)


def phrased(cued, dict known not None, str why, otherwise):
    """A mark on each block that is a strong phrase which begins with a letter, no small one; of the others, what `otherwise` gives."""
    cdef list found = []
    for block, cue in cued:
        if not isinstance(block, Block) or not isinstance(cue, tuple):
            raise TypeError(f"not a block and its cue: {block!r}, {cue!r}")
        if is_plain(<tuple> block, <tuple> cue, known):
            found.append(new_mark(MARK, (<tuple> block)[INDEX], CHROME, why, None, None, ""))
        else:
            found += otherwise(block, cue)
    return found
