# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_title: which line before the text is its headline (see _title_python.py), compiled: sums in the order that Python has."""

from libc.math cimport fabs

from boilerstrip._counts cimport CLOSED, FIRST, LETTERS_IN, WIDTH, counts_in, int32_t, signs_in, texts_of, uint8_t
from boilerstrip._mark cimport BLOCK, BY, LABEL, SCORE

from boilerstrip.block import Kind as _Kind, Label as _Label, Mark
from boilerstrip.classes import LOWER as _LOWER
from boilerstrip.compiled import allowed
from boilerstrip.filters import _title_python as known_by
from boilerstrip.wording import agreement, lead_stems, stems

allowed()

cdef enum:
    KIND = 2  # of a block

cdef object MARK = Mark
cdef object BODY = _Label.BODY, FOOTNOTE = _Label.FOOTNOTE, CREDIT = _Label.CREDIT, UNDECIDED = _Label.UNDECIDED, HEADED = _Kind.HEADING
cdef frozenset UNSEATED = known_by.UNSEATED, DATES = known_by.DATES
cdef str QUESTIONS = "".join(known_by.QUESTIONS)
cdef int LOWER = _LOWER, NARROWEST = known_by.NARROWEST, WIDEST = known_by.WIDEST, NARROW_WIDTH = known_by.NARROW_WIDTH
cdef int WIDE_WIDTH = known_by.WIDE_WIDTH
cdef Py_ssize_t REACH = known_by.REACH, LEAD_CHARS = known_by.LEAD_CHARS, LEAD_BLOCKS = known_by.LEAD_BLOCKS, BELOW = known_by.BELOW
cdef Py_ssize_t FIRST_LINES = known_by.FIRST_LINES
cdef double OVERLAP = known_by.OVERLAP, OPEN = known_by.OPEN, QUESTION = known_by.QUESTION, REPEATED = known_by.REPEATED
cdef double DATED = known_by.DATED, TOP = known_by.TOP, COLON = known_by.COLON, HEADING = known_by.HEADING, NARROW = known_by.NARROW
cdef double WIDE = known_by.WIDE, CUED = known_by.CUED, CREDITED = known_by.CREDITED, SMALL = known_by.SMALL, RUN = known_by.RUN
cdef double FAR = known_by.FAR, BEHIND = known_by.BEHIND, EQUAL = known_by.EQUAL


cdef bint is_open(mark):
    """Has nobody said of a line what it is, but by its place?"""
    if mark is None:
        return True
    if type(mark) is not MARK:
        raise TypeError(f"not a mark: {mark!r}")
    cdef tuple fields = <tuple> mark
    if fields[LABEL] is UNDECIDED:
        return True
    return fields[BY] in UNSEATED and not (fields[SCORE] is not None and fields[SCORE] >= 0 and fields[LABEL] is BODY)


def title(page, known, double least):
    """The place of the line that most speaks for, with `least` points or more; of those `known` only, if there are any."""
    cdef list labels = page.labels, texts = page.texts, sentences = page.sentences, verdicts = page.verdicts
    cdef tuple blocks = page.blocks
    shapes, rows = page.shapes, page.tabbed
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef Py_ssize_t n = texts_of(counted, signed), lead, index, at, last = n - 1, best = -1
    cdef const int32_t* width = counts_in(counted) + WIDTH * n
    cdef const int32_t* letters = counts_in(counted) + LETTERS_IN * n
    cdef const int32_t* first = counts_in(counted) + FIRST * n
    cdef const uint8_t* closed = signs_in(signed) + CLOSED * n
    cdef list prose = [], places = [], tops = [], sentence = page.sentence
    cdef double score, height = least, most
    cdef int wide
    cdef bint dated
    cdef frozenset own, words, other
    cdef set credited = set()
    cdef str text
    if not len(labels) == len(texts) == len(verdicts) == len(blocks) == len(sentence) == n:
        raise ValueError(f"labels, texts, marks and shapes of {n} blocks are to be as many")
    for place in sentences:
        if labels[<Py_ssize_t> place] is BODY or labels[<Py_ssize_t> place] is FOOTNOTE:
            prose.append(place)
    prose = prose or sentences
    if not prose:
        return None
    lead = prose[0]
    for place in known or range(max(0, lead - REACH), lead):
        index = place
        if not 0 <= index < n:
            raise IndexError(f"block {index} of {n}")
        wide = width[index]
        if index == lead or wide < NARROWEST or wide > WIDEST or 2 * letters[index] < wide or not is_open(verdicts[index]):
            continue
        if rows and place in rows:  # of a table
            continue
        if index < lead or not (sentence[index] or wide > WIDEST // 2):
            places.append(place)
    if not places:
        return None
    words = lead_stems(" ".join([texts[<Py_ssize_t> place] for place in prose[:LEAD_BLOCKS]])[:LEAD_CHARS])
    for mark in page.spanned:
        if mark.label is CREDIT:
            credited.add(mark.block)
    for at in range(min(FIRST_LINES, n)):
        if width[at] <= WIDEST:
            tops.append((at, stems(texts[at])))
    for place in places:
        index = place
        wide, text = width[index], texts[index]
        own = stems(text)
        if not own:
            continue
        score = OVERLAP * len(own & words) / (len(own) + 1)
        score += OPEN * (not closed[index]) + QUESTION * (text[len(text) - 1] in QUESTIONS) + COLON * (u":" in text) + TOP * (index < FIRST_LINES)
        most = 0
        for at, other in tops:
            if at < index and not own.isdisjoint(other):
                most = max(most, <double> agreement(own, other))
        score += REPEATED * most
        dated = False
        for at in range(index + 1, min(index + BELOW, n)):
            dated = dated or labels[at] in DATES
        score += DATED * dated + HEADING * ((<tuple> blocks[index])[KIND] is HEADED)
        score -= NARROW * max(0.0, 1 - <double> wide / NARROW_WIDTH) + WIDE * max(0.0, <double> wide / WIDE_WIDTH - 1) + FAR * abs(lead - index)
        score -= (
            CUED * (place in page.cues) + CREDITED * (place in credited or labels[index] is CREDIT)
            + BEHIND * (index > lead) + SMALL * ((first[index] & LOWER) != 0)
        )
        score -= RUN * (
            0 < index < last and fabs(width[index - 1] - wide) < EQUAL * wide and fabs(width[index + 1] - wide) < EQUAL * wide
        )
        if score >= height:
            best, height = index, score
    return None if best < 0 else best
