# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_phrased: what _phrased_python.py does, compiled."""

from cpython.unicode cimport Py_UNICODE_ISALPHA, Py_UNICODE_ISLOWER

from boilerstrip._mark cimport new_mark

from boilerstrip.block import Block, Kind as _Kind, Label as _Label, Mark
from boilerstrip.compiled import allowed
from boilerstrip.filters import _phrased_python as known_by
from boilerstrip.phrases import Cue

allowed()

cdef enum:
    # Fields of a block, and of a cue
    INDEX = 0
    TEXT = 1
    KIND = 2
    CATEGORY = 0
    STRENGTH = 1
    MANNER = 2

cdef object MARK = Mark, CHROME = _Label.CHROME, CODE = _Kind.CODE
cdef str EXACT = known_by.WHOLE[0], REGEX = known_by.WHOLE[1], STRONG = "strong", A_MARK = "mark", BESIDE = known_by.BESIDE
cdef frozenset NO_EVIDENCE = known_by.NO_EVIDENCE
assert len(known_by.WHOLE) == 2 and Cue._fields[:3] == ("category", "strength", "kind") and Block._fields[:3] == ("index", "text", "kind")


cdef inline tuple cue_of(cue):
    if not isinstance(cue, Cue):
        raise TypeError(f"not a cue: {cue!r}")
    return <tuple> cue


cdef bint has_letter(str text):
    cdef Py_UCS4 char
    for char in text:
        if Py_UNICODE_ISALPHA(char):
            return True
    return False


cdef bint is_evidence(str text, tuple cues):
    """Does one of these cues say something about its neighbours?"""
    cdef tuple cue
    for one in cues:
        cue = cue_of(one)
        if <str?> cue[STRENGTH] != A_MARK and cue[CATEGORY] not in NO_EVIDENCE:
            return has_letter(text)
    return False


cdef bint beside(Py_ssize_t index, list texts, list labels, list sentence, dict cues):
    cdef Py_ssize_t place, n = len(texts)
    cdef str text
    if not 0 <= index < n or len(labels) != n or len(sentence) != n:
        raise IndexError(f"block {index} of {n}")
    for place in range(max(index - 1, 0), min(index + 2, n)):
        if place == index:
            continue
        if labels[place] is CHROME:
            return True
        here = cues.get(place)
        if here is None:
            continue
        text = texts[place]
        if text != <str?> texts[index] and sentence[place] is False and is_evidence(text, <tuple?> here):
            return True
    return False


def beside_chrome(page, Py_ssize_t index):
    """Is the block before or after this one chrome: marked so, or another phrase of the page's furniture?"""
    return beside(index, page.texts, page.labels, page.sentence, page.cues)


def phrased(page, cued, str why not None, otherwise):
    """A mark on each block that is one phrase which begins with a letter; of the others, what `otherwise` gives."""
    cdef list found = [], texts = page.texts, labels = page.labels, sentence = page.sentence
    cdef dict known = page.cues
    cdef tuple block, cue
    cdef str manner, strength, text
    cdef Py_UCS4 first
    for one, other in cued:
        if not isinstance(one, Block):
            raise TypeError(f"not a block: {one!r}")
        block, cue = <tuple> one, cue_of(other)
        manner, strength, text = cue[MANNER], cue[STRENGTH], block[TEXT]
        first = text[0] if text else 0
        if (manner != EXACT and manner != REGEX) or block[KIND] is CODE or len(<tuple?> known[block[INDEX]]) > 1 or not Py_UNICODE_ISALPHA(first):
            found += otherwise(one, other)
        elif strength == STRONG and not Py_UNICODE_ISLOWER(first):
            found.append(new_mark(MARK, block[INDEX], CHROME, why, None, None, ""))
        elif strength != A_MARK and beside(block[INDEX], texts, labels, sentence, known):
            found.append(new_mark(MARK, block[INDEX], CHROME, why + BESIDE, None, None, ""))
    return found
