# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_lines: what lines_python.py does, compiled: a line is found, stripped and measured in the string's own buffer."""

from boilerstrip.compiled import allowed

allowed()

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_2BYTE_DATA, PyUnicode_4BYTE_DATA, PyUnicode_KIND, PyUnicode_Substring
from cpython.unicode cimport Py_UNICODE_ISALPHA, Py_UNICODE_ISLINEBREAK, Py_UNICODE_ISSPACE, Py_UNICODE_ISUPPER

from boilerstrip.block import Kind as _Kind
from boilerstrip.segmenters import lines_python as _plain

include "_block.pxi"

#: Characters in the three widths of a Python string.
ctypedef fused Char:
    const unsigned char
    const unsigned short
    const unsigned int

cdef enum:
    BREAKS = 1  # lines end here
    IS_BLANK = 2
    MARKS = 4  # a line that begins so may carry a marker
    LETTER = 8  # but no capital
    ASCII = 128
    FROM = 0x200B  # what is invisible lies between these, or is a byte order mark
    TO = 0x2069
    MARK = 0xFEFF
    LATIN = 0xA0  # from here to OGHAM, and from BEYOND on, no other character is an edge
    OGHAM = 0x1680
    BEYOND = 0x3000

cdef unsigned char classes[ASCII]
cdef object LINE = _Kind.LINE
cdef str INVISIBLE = _plain.INVISIBLE
cdef str STARTS = "".join(_plain.STARTS)
cdef Py_ssize_t TAB = _plain.TAB
cdef tuple NO_FIELDS = (0, None)


cdef inline int edge(Py_UCS4 char) noexcept:
    """Does a line end here, or is this blank? Of nearly all characters that is soon known."""
    cdef bint maybe = char < ASCII or FROM <= char <= TO or char == MARK
    return BREAKS * Py_UNICODE_ISLINEBREAK(char) | IS_BLANK * (Py_UNICODE_ISSPACE(char) or (maybe and char in INVISIBLE))


cdef int beginning(Py_UCS4 char) noexcept:
    return MARKS * (char in STARTS) | LETTER * (Py_UNICODE_ISALPHA(char) and not Py_UNICODE_ISUPPER(char))


cdef int place
for place in range(ASCII):
    classes[place] = edge(place) | beginning(place)
assert all([ord(char) < ASCII or FROM <= ord(char) <= TO or ord(char) == MARK for char in _plain.INVISIBLE])


cdef inline int class_of(Py_UCS4 char) noexcept:
    if char < ASCII:
        return classes[char]
    return edge(char) if char <= LATIN or OGHAM <= char <= BEYOND or char == MARK else 0


cdef inline bint numbered(const Char *s, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Is it as lines_python.NUMBERED has it?"""
    cdef Py_ssize_t at = start + 1
    while at < end - 1 and at < start + 4:
        if s[at] == c"." or s[at] == c")":
            return Py_UNICODE_ISSPACE(s[at + 1])
        at += 1
    return False


def lines(str text):
    """A block for every line with something on it, which of them begin in two ways, and how many in a third: see lines_python.py."""
    cdef list blocks = [], marked = [], onward = []
    cdef Py_ssize_t closing
    cdef int width = PyUnicode_KIND(text)
    if width == 1:
        closing = cut(text, <const unsigned char *> PyUnicode_1BYTE_DATA(text), len(text), blocks, marked, onward)
    elif width == 2:
        closing = cut(text, <const unsigned short *> PyUnicode_2BYTE_DATA(text), len(text), blocks, marked, onward)
    else:
        closing = cut(text, <const unsigned int *> PyUnicode_4BYTE_DATA(text), len(text), blocks, marked, onward)
    return blocks, marked, onward, closing


cdef Py_ssize_t cut(str text, Char *s, Py_ssize_t size, list blocks, list marked, list onward) except -1:
    cdef Py_ssize_t at = 0, start, end, high, step, number = -1, index = 0, closing = 0, indent
    cdef int first
    cdef bint gap = True
    cdef PyObject *into
    none, zero = NO_FIELDS[1], NO_FIELDS[0]
    while at < size:
        number += 1
        start = at
        if at and s[at - 1] == c"\n" and (s[at] == c"," or s[at] == c"." or s[at] == c")"):
            closing += 1
        while start < size and class_of(s[start]) & (BREAKS | IS_BLANK) == IS_BLANK:
            start += 1
        end = high = start
        while end < size:
            first = class_of(s[end])
            if first & BREAKS:
                break
            end += 1
            if not first & IS_BLANK:
                high = end
        if high > start:
            indent = start - at
            for step in range(at, start):
                if s[step] == c"\t":
                    indent = columns(s, at, start)
                    break
            first = beginning(s[start])
            if first & MARKS:
                if not c"0" <= s[start] <= c"9" or numbered(s, start, high):
                    marked.append(index)
            elif first & LETTER and not gap:
                onward.append(index)
            block = new_block()
            into = <PyObject *> block
            put(into, 0, index)
            put(into, 1, PyUnicode_Substring(text, start, high))
            put(into, 2, LINE)
            put(into, 3, zero)
            put(into, 4, number)
            put(into, 5, (start, high))
            put(into, 6, indent)
            put(into, 7, True if gap else False)
            put(into, 8, zero)
            put(into, 9, zero)
            put(into, 10, none)
            blocks.append(block)
            index += 1
            gap = False
        else:
            gap = True
        at = end + 1
        if at < size and s[end] == c"\r" and s[at] == c"\n":
            at += 1
    return closing


cdef Py_ssize_t columns(Char *s, Py_ssize_t at, Py_ssize_t end) noexcept:
    """How many columns these characters take, where some are tabs."""
    cdef Py_ssize_t column = 0
    while at < end:
        column += TAB - column % TAB if s[at] == c"\t" else 1
        at += 1
    return column
