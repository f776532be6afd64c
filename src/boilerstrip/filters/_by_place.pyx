# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_by_place: what places say (see _by_place_python.py), compiled: one look at every block, and sums in the order that Python has."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport log

from boilerstrip._counts cimport (
    CLOSED, FIRST, LAST, LETTERS_IN, SENTENCE, SYMBOLS_IN, WIDTH, WORDS, counts_in, int32_t, signs_in, texts_of, uint8_t,
)

from boilerstrip.block import Block, Kind as _Kind, Label as _Label, Mark
from boilerstrip.classes import COLON as _COLON, COMMA as _COMMA, LOWER as _LOWER, STOP as _STOP
from boilerstrip.compiled import allowed
from boilerstrip.filters import _by_place_python as known

allowed()

cdef enum:
    # Fields of a block
    TEXT = 1, KIND = 2
    LABEL = 1  # of a mark

cdef int COLON = _COLON, ONWARD = _LOWER | _COMMA | _STOP
cdef object BODY = _Label.BODY, CHROME = _Label.CHROME, UNDECIDED = _Label.UNDECIDED
cdef object MARK = Mark
cdef object QUOTE = _Kind.QUOTE, CODE = _Kind.CODE, LIST_ITEM = _Kind.LIST_ITEM
cdef int CLOSED_WIDTH = known.CLOSED_WIDTH, OPEN_WIDTH = known.OPEN_WIDTH, WORD_WIDTH = known.WORD_WIDTH
cdef int WIDEST_PROSE = known.WIDEST_PROSE, SHORT = known.SHORT, LEAST = known.LEAST
cdef double MID_COST = known.MID_COST, HUNDRED = known.HUNDRED
cdef int LETTERS = known.LETTERS, WIDEST = known.WIDEST, TIMES = known.TIMES
cdef double BIAS = known.BIAS, INTRODUCES = known.INTRODUCES, PROSE_BELOW = known.PROSE_BELOW, PROSE_ABOVE = known.PROSE_ABOVE
cdef double LISTED = known.LISTED, CLEAN = known.CLEAN, CLEANED = known.CLEANED, ITEM = known.ITEM, ROW = known.ROW, CUED = known.CUED
cdef double SYMBOLS = known.SYMBOLS, PER_WIDTH = known.PER_WIDTH, WIDTH_UNIT = known.WIDTH_UNIT, RUN = known.RUN, LATE = known.LATE
cdef double SANDWICHED = known.SANDWICHED, REPEATED = known.REPEATED, FIGURES = known.FIGURES, HALF = known.HALF
cdef int NO_WORDS = known.NO_WORDS, SHAPED = known.SHAPED, LIKELY = known.LIKELY, UNLIKELY = known.UNLIKELY


cdef inline bint goes_on(const int32_t* table, const uint8_t* sign, Py_ssize_t n, Py_ssize_t place) noexcept nogil:
    """Does a block go on with the one before it, which is not closed?"""
    return 0 < place < n and table[FIRST * n + place] & ONWARD and not sign[CLOSED * n + place - 1]


def stretch(shapes, list verdicts not None, barriers, costs):
    """Of the blocks that nobody has spoken of those above the stretch of prose, prose in it, and those below it."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), place, start = 0, end = 0
    cdef list above = [], inside = [], below = []
    cdef object verdict
    cdef long total = 0, held
    cdef int width
    cdef bint broken, is_prose, free
    cdef double cost, enough, least, most
    if len(verdicts) != n:
        raise ValueError(f"{len(verdicts)} verdicts on {n} blocks")
    cdef double *room = <double *> PyMem_Malloc((4 * n + 1) * sizeof(double))
    if not room:
        raise MemoryError
    cdef double *worth = room
    cdef double *loss = room + n
    cdef double *columns = room + 2 * n
    cdef double *sums = room + 3 * n
    cdef uint8_t[::1] prose = bytearray(n)
    try:
        for place in range(n):
            width = table[WIDTH * n + place]
            broken = goes_on(table, sign, n, place) or goes_on(table, sign, n, place + 1)
            is_prose = width >= OPEN_WIDTH or (
                width >= CLOSED_WIDTH and (sign[CLOSED * n + place] or broken or table[LAST * n + place] & COLON)
            )
            is_prose = is_prose and width <= WORD_WIDTH * table[WORDS * n + place]
            prose[place] = is_prose
            free = is_prose
            if is_prose and verdicts[place] is not None:
                verdict = verdicts[place]
                if type(verdict) is not MARK:
                    raise TypeError(f"not a mark: {verdict!r}")
                free = (<tuple> verdict)[LABEL] is not CHROME
            columns[place] = min(width, WIDEST_PROSE) if free else 0
            total += <long> columns[place]
            worth[place] = columns[place] / HUNDRED
            loss[place] = 0 if free or broken else 1 if width < SHORT else MID_COST
        if total < LEAST:
            return None
        for found in barriers:
            place = found[0]
            if not 0 <= place < n:
                raise IndexError(f"place {place} of {n}")
            worth[place] -= <double> found[1]
        sums[0] = 0
        for tried in costs:
            cost, enough = tried
            for place in range(n):
                sums[place + 1] = sums[place] + (worth[place] - cost * loss[place])
            least, most, end = sums[0], 0, 0
            for place in range(n + 1):
                least = min(least, sums[place])
                if sums[place] - least > most:
                    most, end = sums[place] - least, place
            start = 0
            for place in range(end + 1):
                if sums[place] < sums[start]:
                    start = place
            held = 0
            for place in range(start, end):
                held += <long> columns[place]
            if held >= enough * total:
                break
        if start == end:
            return None
        for place in range(n):
            if verdicts[place] is None:
                if place < start:
                    above.append(place)
                elif place >= end:
                    below.append(place)
                elif prose[place]:
                    inside.append(place)
        return above, inside, below
    finally:
        PyMem_Free(room)


cdef inline bint continues(const int32_t* table, Py_ssize_t n, Py_ssize_t place) noexcept nogil:
    return place < n and table[FIRST * n + place] & ONWARD and table[LETTERS_IN * n + place] >= LETTERS


def continued(shapes):
    """Per block: does it go on with what the block before it says?"""
    cdef bytes counted = shapes.counted
    cdef const int32_t* table = counts_in(counted)
    cdef Py_ssize_t n = texts_of(counted, shapes.signed), place
    return [continues(table, n, place) for place in range(n)]


def between(shapes, list labels not None, tuple blocks not None, cues, rows, bint cleaned):
    """The undecided lines between the first and the last block of body, and what is said of each."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), place, start = -1, end = -1, index, at, run, count
    cdef long known_width = 0, width = 0, loose = 0
    cdef list found = [], open_ones = []
    cdef dict counts = {}
    cdef double common, by_run, points, reach
    cdef bint above, below
    cdef object block, text, kind
    if len(labels) != n or len(blocks) != n:
        raise ValueError(f"{len(labels)} labels and {len(blocks)} blocks of {n} texts")
    for place in range(n):
        width += table[WIDTH * n + place]
        if labels[place] is BODY:
            known_width += table[WIDTH * n + place]
            end = place
            if start < 0:
                start = place
    if start < 0:
        raise ValueError("no block is body")
    for place in range(start, end):
        if labels[place] is not UNDECIDED:
            continue
        block = blocks[place]
        if not isinstance(block, Block):
            raise TypeError(f"not a block: {block!r}")
        kind = (<tuple> block)[KIND]
        if not (continues(table, n, place) or continues(table, n, place + 1) or sign[CLOSED * n + place] or kind is QUOTE or kind is CODE):
            open_ones.append(place)
            text = (<tuple> block)[TEXT]
            counts[text] = counts.get(text, 0) + 1
        elif table[LETTERS_IN * n + place] < LETTERS:
            found.append((place, NO_WORDS))
        else:
            found.append((place, SHAPED))
    if not open_ones:
        return found
    loose = len(open_ones)
    reach = end - start
    common = BIAS + LISTED * loose / reach + CLEAN * known_width / max(1, width) + CLEANED * cleaned
    at = 0
    while at < loose:
        run = at + 1
        while run < loose and <Py_ssize_t> open_ones[run] == <Py_ssize_t> open_ones[run - 1] + 1:
            run += 1
        by_run = RUN * log(run - at)
        for place in range(at, run):
            index = open_ones[place]
            if table[LETTERS_IN * n + index] < LETTERS:
                found.append((index, NO_WORDS))
                continue
            above, below = index > 0 and labels[index - 1] is BODY, index + 1 < n and labels[index + 1] is BODY
            block = blocks[index]
            text = (<tuple> block)[TEXT]
            points = common + by_run + PROSE_BELOW * below + PROSE_ABOVE * above + SANDWICHED * (above and below)
            points += PER_WIDTH * min(table[WIDTH * n + index], WIDEST) / WIDTH_UNIT + LATE * (index - start) / reach
            points += INTRODUCES * ((table[LAST * n + index] & COLON) != 0) + SYMBOLS * (table[SYMBOLS_IN * n + index] != 0)
            points += CUED * (index in cues) + ROW * (index in rows) + ITEM * ((<tuple> block)[KIND] is LIST_ITEM)
            count = counts[text]
            points += REPEATED * (count >= TIMES) + FIGURES * (table[LETTERS_IN * n + index] < HALF * len(text))
            found.append((index, LIKELY if points > 0 else UNLIKELY))
        at = run
    found.sort()
    return found


def open_lines(shapes, Py_ssize_t low, int narrowest, int widest):
    """The blocks from `low` on that do not end like a sentence and have a width from `narrowest` to `widest`."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), place
    return [
        place for place in range(max(low, 0), n)
        if not sign[CLOSED * n + place] and narrowest <= table[WIDTH * n + place] <= widest
    ]


def open_runs(shapes, rows, int widest, Py_ssize_t fewest):
    """Runs of `fewest` blocks and more, none of them in `rows`, that do not end like a sentence and are at most `widest` wide."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), place = 0, end
    cdef bint any_rows = bool(rows)
    cdef list found = []
    while place < n:
        end = place
        while end < n and not sign[CLOSED * n + end] and table[WIDTH * n + end] <= widest and not (any_rows and end in rows):
            end += 1
        if end - place >= fewest:
            found.append(range(place, end))
        place = end + 1
    return found


def symbol_lines(shapes, Py_ssize_t high, int widest):
    """The blocks before `high` that hold a symbol, are at most `widest` wide, and are no sentence."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), place
    return [
        place for place in range(min(high, n))
        if table[SYMBOLS_IN * n + place] > 0 and table[WIDTH * n + place] <= widest and not sign[SENTENCE * n + place]
    ]


def stories_below(shapes, list labels not None, Py_ssize_t head, own, int narrowest, int widest, Py_ssize_t most):
    """The lines below a heading of other stories, at most `most`: up to a sentence, a wide line or one with a label of its `own`."""
    cdef bytes counted = shapes.counted, signed = shapes.signed
    cdef const int32_t* table = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef Py_ssize_t n = texts_of(counted, signed), index
    cdef list found = []
    if len(labels) != n or not 0 <= head < n:
        raise IndexError(f"block {head} of {n}, with {len(labels)} labels")
    for index in range(head + 1, min(n, head + 1 + most)):
        if sign[CLOSED * n + index] or table[WIDTH * n + index] > widest or labels[index] in own:
            break
        if index > head + 1 and table[WIDTH * n + index] < narrowest and index + 1 < n and sign[SENTENCE * n + index + 1]:
            break
        found.append(index)
    return found


def runs(list places not None):
    """Maximal runs of neighbours."""
    cdef list found = []
    cdef Py_ssize_t at = 0, end
    for end in range(1, len(places) + 1):
        if end == len(places) or <Py_ssize_t> places[end] != <Py_ssize_t> places[end - 1] + 1:
            found.append(places[at:end])
            at = end
    return found
