# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_marks: what is done with all marks of a page at once (see marks_python.py), compiled."""

from boilerstrip._mark cimport BLOCK, BY, LABEL, REASON, SCORE, SPAN, new_mark

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.compiled import allowed

allowed()

assert Mark._fields == ("block", "label", "reason", "span", "score", "by")

cdef object NAMED = Label
cdef object MARK = Mark, BODY = Label.BODY, CHROME = Label.CHROME
cdef object FOOTNOTE = Label.FOOTNOTE
assert PROSE == {BODY, FOOTNOTE}


def marks_on(places, label, reason):
    """The same mark on many blocks."""
    return [new_mark(MARK, place, label, reason, None, None, "") for place in places]


def marks_as(said, meanings):
    """A mark for each block and number of what is said of it."""
    cdef list found = []
    for place, what in said:
        label, reason = meanings[what]
        found.append(new_mark(MARK, place, label, reason, None, None, ""))
    return found


def stamp(marks, str by, list verdicts, list labels):
    """The marks with their filter's name; entered into verdicts and labels, and, those on parts of blocks, in a list of their own."""
    cdef list found = [], spanned = []
    cdef tuple mark
    cdef Py_ssize_t n = len(verdicts), block
    if len(labels) != n:
        raise ValueError(f"{len(labels)} labels of {n} blocks")
    for each in marks:
        mark = <tuple> each if type(each) is MARK else <tuple> MARK(*each)
        if type(mark[LABEL]) is not NAMED:
            mark = <tuple> new_mark(MARK, mark[BLOCK], NAMED(mark[LABEL]), mark[REASON], mark[SPAN], mark[SCORE], mark[BY])
        if by and not mark[BY]:
            mark = <tuple> new_mark(MARK, mark[BLOCK], mark[LABEL], mark[REASON], mark[SPAN], mark[SCORE], by)
        found.append(mark)
        block = mark[BLOCK]
        if not 0 <= block < n:
            raise IndexError(f"a mark on block {block} of {n}, by {mark[BY] or 'nobody'}")
        if mark[SPAN] is not None:
            start, end = mark[SPAN]
            if not 0 <= start <= end:
                raise IndexError(f"a mark on characters {start} to {end} of block {block}, by {mark[BY] or 'nobody'}")
            spanned.append(mark)
            continue
        verdicts[block], labels[block] = mark, mark[LABEL]
    return found, spanned


def places_of(list labels, wanted):
    """The places of these labels, in order."""
    cdef list found = []
    cdef Py_ssize_t place = 0
    cdef bint said = False
    cdef object label, last = None
    for label in labels:
        if label is not last:  # else it is as the one before, as it mostly is
            last, said = label, label in wanted
        if said:
            found.append(place)
        place += 1
    return found


def by_label(list labels not None, wanted):
    """The places of each of these labels, in order."""
    cdef dict found = {}
    cdef Py_ssize_t place
    cdef object label, last = None
    cdef list file = None
    for label in wanted:
        found[label] = []
    for place in range(len(labels)):
        label = labels[place]
        if label is not last:  # else it is as the one before, as it mostly is
            last, file = label, <list> found.get(label)
        if file is not None:
            file.append(place)
    return found


def free_in(list verdicts not None, runs, label):
    """The places in these runs of which nobody has said anything, or only this."""
    cdef list found = []
    cdef Py_ssize_t place, n = len(verdicts)
    cdef object verdict
    for run in runs:
        for place in range(run.start, run.stop):
            verdict = verdicts[within(place, n)]
            if verdict is None or (<tuple> verdict)[LABEL] is label:
                found.append(place)
    return found


cdef inline Py_ssize_t within(Py_ssize_t place, Py_ssize_t n) except -1:
    if not 0 <= place < n:
        raise IndexError(f"place {place} of {n} labels")
    return place


def ends_of(list labels not None, list places not None, wanted):
    """The first and the last of these places that has one of these labels; (-1, -1) where none has."""
    cdef Py_ssize_t at, end = len(places), place, n = len(labels)
    for at in range(end):
        place = within(places[at], n)
        if labels[place] in wanted:
            while end > at:
                end -= 1
                if labels[within(places[end], n)] in wanted:
                    return place, places[end]
    return -1, -1


def weigh(tuple marks, str by, list widths, list labels):
    """How many probabilities a judge has given, what width they promise in all, and of that, and of all width, what is body; None
    where it has not spoken."""
    cdef bint spoken = False
    cdef Py_ssize_t judged = 0, n = len(widths), block
    cdef double wanted = 0, found = 0, kept = 0, p, width
    cdef tuple mark
    for each in marks:
        if type(each) is not MARK:
            raise TypeError(f"not a mark: {each!r}")
        mark = <tuple> each
        if <str?> mark[BY] != by:
            continue
        spoken = True
        score, label = mark[SCORE], mark[LABEL]
        if score is None or mark[SPAN] is not None:
            continue
        block = mark[BLOCK]
        if not 0 <= block < n:
            raise IndexError(f"a mark on block {block} of {n}")
        judged += 1
        p = <double>score if label is BODY else 1 - <double>score if label is CHROME else 0
        width = <double>widths[block]
        wanted += p * width
        if labels is not None:
            label = labels[block]
        if label is BODY or label is FOOTNOTE:
            found += p * width
            kept += width
    return (judged, wanted, found, kept) if spoken else None
