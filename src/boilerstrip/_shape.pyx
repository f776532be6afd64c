# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_shape: the counts of shape.py, compiled: one look at every character, straight from Python's strings."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from boilerstrip._characters cimport (
    CLASSES, COMMA, DIGIT, LETTER, QUOTE, SPACE, STOP, SYMBOL, UPPER, WIDE,
    Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, point_at,
)
from boilerstrip._counts cimport (
    CAPITALS_IN, CHARS, CLOSED, COMMAS_IN, DIGITS_IN, FIRST, LAST, LETTERS_IN, PyBytes_AS_STRING, ROWS, SENTENCE, SIGNS, STOPS_IN, SYMBOLS_IN,
    UPPER_IN, WIDTH, WORDS, counts_in, signs_in, texts_of,
)

from boilerstrip import classes
from boilerstrip.compiled import allowed

allowed()


cdef struct Counts:
    uint64_t low  # digits, capitals, letters and symbols, 16 bits each
    uint64_t high  # stops, wide characters and commas
    int32_t ends
    int32_t capitals


cdef uint64_t[CLASSES] LOW
cdef uint64_t[CLASSES] HIGH
cdef const uint16_t[::1] TABLE
cdef int LONGEST = 0, SENTENCE_WIDTH = 0, SENTENCE_WORDS = 0


cdef int prepare() except -1:
    """Lay out the tables, on the first call: per class of characters what each counter is raised by."""
    global TABLE, LONGEST, SENTENCE_WIDTH, SENTENCE_WORDS
    cdef uint64_t one = 1
    cdef int bits
    assert (classes.SPACE, classes.LETTER, classes.WIDE, classes.SYMBOL) == (SPACE, LETTER, WIDE, SYMBOL)
    for bits in range(CLASSES):
        LOW[bits] = (
            (one if bits & DIGIT else 0) | (one << 16 if bits & UPPER else 0)
            | (one << 32 if bits & LETTER else 0) | (one << 48 if bits & SYMBOL else 0)
        )
        HIGH[bits] = (one if bits & STOP else 0) | (one << 16 if bits & WIDE else 0) | (one << 32 if bits & COMMA else 0)
    LONGEST, SENTENCE_WIDTH, SENTENCE_WORDS = classes.LONGEST, classes.SENTENCE_WIDTH, classes.SENTENCE_WORDS
    TABLE = classes.classes()
    return 0


cdef Counts count(const Char* text, Py_ssize_t size, const uint16_t* table) noexcept nogil:
    """Count one text, as if a space stood on both sides of it."""
    cdef Counts found = Counts(0, 0, 0, 0)
    cdef int bits, space, before = 1
    cdef Py_ssize_t at
    for at in range(size):
        bits = table[point_at(text, at)]
        found.low += LOW[bits]
        found.high += HIGH[bits]
        space = bits & SPACE
        found.ends += space & ~before
        found.capitals += ((bits & UPPER) != 0) & before
        before = space
    found.ends += 1 - before
    return found


cdef int bits_of(object text, Py_ssize_t at, const uint16_t* table):
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return table[point_at(<const uint8_t*>PyUnicode_DATA(text), at)]
    if kind == 2:
        return table[point_at(<const uint16_t*>PyUnicode_DATA(text), at)]
    return table[point_at(<const uint32_t*>PyUnicode_DATA(text), at)]


def numbered(bytes counted not None, bytes signed not None, int least, int most, int each):
    """Places of at most `most` columns with at least `least` digits, and a digit in `each` columns."""
    cdef Py_ssize_t n = texts_of(counted, signed), place
    cdef const int32_t* widths = counts_in(counted) + WIDTH * n
    cdef const int32_t* digits = counts_in(counted) + DIGITS_IN * n
    return [
        place for place in range(n) if widths[place] <= most and digits[place] >= least and digits[place] * <int64_t>each >= widths[place]
    ]


def listed(bytes counted not None, bytes signed not None):
    """The widths, whether each text is a sentence, and the places of those that are."""
    cdef Py_ssize_t n = texts_of(counted, signed), place
    cdef const int32_t* widths = counts_in(counted) + WIDTH * n
    cdef const uint8_t* sentence = signs_in(signed) + SENTENCE * n
    return (
        [widths[place] for place in range(n)],
        [True if sentence[place] else False for place in range(n)],
        [place for place in range(n) if sentence[place]],
    )


def taken(bytes counted not None, bytes signed not None, list places not None):
    """The counts and the signs of the texts at these places."""
    cdef Py_ssize_t n = texts_of(counted, signed), m = len(places), row, at, place
    cdef bytes new_counted = PyBytes_FromStringAndSize(NULL, m * ROWS * sizeof(int32_t))
    cdef bytes new_signed = PyBytes_FromStringAndSize(NULL, m * SIGNS)
    cdef const int32_t* count = counts_in(counted)
    cdef const uint8_t* sign = signs_in(signed)
    cdef int32_t* new_count = <int32_t*> PyBytes_AS_STRING(new_counted)
    cdef uint8_t* new_sign = <uint8_t*> PyBytes_AS_STRING(new_signed)
    for at in range(m):
        place = places[at]
        if not 0 <= place < n:
            raise IndexError(f"text {place} of {n}")
        for row in range(ROWS):
            new_count[row * m + at] = count[row * n + place]
        for row in range(SIGNS):
            new_sign[row * m + at] = sign[row * n + place]
    return new_counted, new_signed


def counts(texts):
    """What `Shapes` holds, as bytes: its counts by texts, and whether each text ends, and is shaped, like a sentence."""
    if not LONGEST:
        prepare()
    cdef const uint16_t* table = &TABLE[0]
    cdef Py_ssize_t n = len(texts), place, size
    cdef Counts found
    cdef int first, last, before, closed, kind, width, wide, words
    cdef void* data
    cdef bytes counted = PyBytes_FromStringAndSize(NULL, n * ROWS * sizeof(int32_t)), signed = PyBytes_FromStringAndSize(NULL, n * SIGNS)
    cdef int32_t* row = <int32_t*> PyBytes_AS_STRING(counted)
    cdef uint8_t* sign = <uint8_t*> PyBytes_AS_STRING(signed)
    for place in range(n):
        text = texts[place]
        if not isinstance(text, str):
            raise TypeError(f"not a text: {text!r}")
        size = min(PyUnicode_GET_LENGTH(text), LONGEST)
        data = PyUnicode_DATA(text)
        kind = PyUnicode_KIND(text)
        if kind == 1:
            found = count(<const uint8_t*>data, size, table)
        elif kind == 2:
            found = count(<const uint16_t*>data, size, table)
        else:
            found = count(<const uint32_t*>data, size, table)
        first = bits_of(text, 0, table) if size else 0
        last = bits_of(text, size - 1, table) if size else 0
        before = bits_of(text, size - 2, table) if size > 1 else 0
        closed = (last & STOP) != 0 or ((last & QUOTE) != 0 and (before & STOP) != 0)
        wide = found.high >> 16 & 0xFFFF
        width = <int>size + wide
        words = found.ends + wide // 2
        row[CHARS * n + place], row[WIDTH * n + place], row[WORDS * n + place] = <int>size, width, words
        row[DIGITS_IN * n + place], row[UPPER_IN * n + place] = found.low & 0xFFFF, found.low >> 16 & 0xFFFF
        row[LETTERS_IN * n + place], row[SYMBOLS_IN * n + place] = found.low >> 32 & 0xFFFF, found.low >> 48
        row[CAPITALS_IN * n + place] = found.capitals
        row[STOPS_IN * n + place], row[COMMAS_IN * n + place] = found.high & 0xFFFF, found.high >> 32
        row[FIRST * n + place], row[LAST * n + place] = first, last
        sign[CLOSED * n + place] = closed
        sign[SENTENCE * n + place] = closed and width >= SENTENCE_WIDTH and words >= SENTENCE_WORDS
    return counted, signed
