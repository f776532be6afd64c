# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_lines: what lines_python.py does, compiled: a line is found, stripped and measured in the string's own buffer."""

from boilerstrip.compiled import allowed

allowed()

from libc.stdint cimport uint8_t, uint16_t, uint32_t

from cpython.unicode cimport PyUnicode_Substring, Py_UNICODE_ISALPHA, Py_UNICODE_ISLINEBREAK, Py_UNICODE_ISSPACE, Py_UNICODE_ISUPPER

from boilerstrip._characters cimport Char, PyUnicode_DATA, PyUnicode_KIND

from boilerstrip.block import Kind as _Kind
from boilerstrip.segmenters import lines_python as _plain

include "_block.pxi"

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
    STRIDE = 32  # so many characters are looked at at once
    FIRST_PRINTED = 0x20  # lines end in lower characters, or in one of these
    NEXT_LINE = 0x85
    LINE_SEPARATOR = 0x2028
    PARAGRAPH_SEPARATOR = 0x2029

cdef unsigned char classes[ASCII]
cdef object LINE = _Kind.LINE
cdef str INVISIBLE = _plain.INVISIBLE
cdef str STARTS = "".join(_plain.STARTS)
cdef Py_ssize_t TAB = _plain.TAB
cdef str LINK = _plain.LINK
cdef object ZERO = 0


cdef inline int edge(Py_UCS4 char) noexcept:
    """Does a line end here, or is this blank? Of nearly all characters that is soon known."""
    cdef bint maybe = char < ASCII or FROM <= char <= TO or char == MARK
    return BREAKS * Py_UNICODE_ISLINEBREAK(char) | IS_BLANK * (Py_UNICODE_ISSPACE(char) or (maybe and char in INVISIBLE))


cdef int beginning_of(Py_UCS4 char) noexcept:
    return MARKS * (char in STARTS) | LETTER * (Py_UNICODE_ISALPHA(char) and not Py_UNICODE_ISUPPER(char))


cdef int place
for place in range(ASCII):
    classes[place] = edge(place) | beginning_of(place)
assert all([ord(char) < ASCII or FROM <= ord(char) <= TO or ord(char) == MARK for char in _plain.INVISIBLE])


cdef inline int class_of(Py_UCS4 char) noexcept:
    if char < ASCII:
        return classes[char]
    return edge(char) if char <= LATIN or OGHAM <= char <= BEYOND or char == MARK else 0


cdef inline int beginning(Py_UCS4 char) noexcept:
    return classes[char] if char < ASCII else beginning_of(char)


cdef inline bint may_break(const Char *s) noexcept nogil:
    """May a line end within the next STRIDE characters?"""
    cdef Char seen = 0
    cdef int place
    for place in range(STRIDE):
        if Char is uint8_t:
            seen |= (s[place] < FIRST_PRINTED) | (s[place] == NEXT_LINE)
        else:
            seen |= (s[place] < FIRST_PRINTED) | (s[place] == NEXT_LINE) | (s[place] == LINE_SEPARATOR) | (s[place] == PARAGRAPH_SEPARATOR)
    return seen != 0


cdef inline Py_ssize_t end_of_line(const Char *s, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the line ends that goes on at `at`."""
    cdef Py_ssize_t stop
    while at < size:
        stop = min(at + STRIDE, size)
        if stop - at == STRIDE and not may_break(s + at):
            at = stop
            continue
        while at < stop:
            if class_of(s[at]) & BREAKS:
                return at
            at += 1
    return at


cdef inline bint numbered(const Char *s, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Is it as lines_python.NUMBERED has it?"""
    cdef Py_ssize_t at = start + 1
    while at < end - 1 and at < start + 4:
        if s[at] == c"." or s[at] == c")":
            return Py_UNICODE_ISSPACE(s[at + 1])
        at += 1
    return False


cdef inline bint is_marked(const Char *s, Py_ssize_t start, Py_ssize_t end) noexcept:
    """May the line carry a marker?"""
    return beginning(s[start]) & MARKS and (not c"0" <= s[start] <= c"9" or numbered(s, start, end))


cdef inline object line_block(Py_ssize_t index, text, Py_ssize_t number, Py_ssize_t start, Py_ssize_t end, Py_ssize_t indent, bint gap):
    block = new_block()
    cdef PyObject *into = <PyObject *> block
    put(into, 0, index)
    put(into, 1, text)
    put(into, 2, LINE)
    put(into, 3, ZERO)
    put(into, 4, number)
    put(into, 5, (start, end))
    put(into, 6, indent)
    put(into, 7, True if gap else False)
    put(into, 8, ZERO)
    put(into, 9, ZERO)
    put(into, 10, None)
    return block


def lines(str text):
    """A block for every line with something on it, which of them begin in two ways, and how many in a third: see lines_python.py."""
    cdef list blocks = [], marked = [], onward = []
    cdef Py_ssize_t closing
    cdef int width = PyUnicode_KIND(text)
    if width == 1:
        closing = cut(text, <const uint8_t *> PyUnicode_DATA(text), len(text), blocks, marked, onward)
    elif width == 2:
        closing = cut(text, <const uint16_t *> PyUnicode_DATA(text), len(text), blocks, marked, onward)
    else:
        closing = cut(text, <const uint32_t *> PyUnicode_DATA(text), len(text), blocks, marked, onward)
    return blocks, marked, onward, closing


cdef Py_ssize_t cut(str text, const Char *s, Py_ssize_t size, list blocks, list marked, list onward) except -1:
    cdef Py_ssize_t at = 0, start, end, high, step, number = -1, index = 0, closing = 0, indent
    cdef bint gap = True
    while at < size:
        number += 1
        start = at
        if at and s[at - 1] == c"\n" and (s[at] == c"," or s[at] == c"." or s[at] == c")"):
            closing += 1
        while start < size and class_of(s[start]) & (BREAKS | IS_BLANK) == IS_BLANK:
            start += 1
        end = high = end_of_line(s, start, size)
        while high > start and class_of(s[high - 1]) & IS_BLANK:
            high -= 1
        if high > start:
            indent = start - at
            for step in range(at, start):
                if s[step] == c"\t":
                    indent = columns(s, at, start)
                    break
            if is_marked(s, start, high):
                marked.append(index)
            elif not gap and beginning(s[start]) & LETTER:
                onward.append(index)
            blocks.append(line_block(index, PyUnicode_Substring(text, start, high), number, start, high, indent, gap))
            index += 1
            gap = False
        else:
            gap = True
        at = end + 1
        if at < size and s[end] == c"\r" and s[at] == c"\n":
            at += 1
    return closing


cdef Py_ssize_t columns(const Char *s, Py_ssize_t at, Py_ssize_t end) noexcept:
    """How many columns these characters take, where some are tabs."""
    cdef Py_ssize_t column = 0
    while at < end:
        column += TAB - column % TAB if s[at] == c"\t" else 1
        at += 1
    return column


def printed_lines(list texts not None):
    """The lines of texts that are printed with a blank line between, as blocks; None where one of them is not left as it is."""
    cdef list blocks = []
    cdef Py_ssize_t index, start = 0, size
    cdef int width
    cdef str text
    cdef bint plain
    for index in range(len(texts)):
        text = texts[index]
        if text is None:
            raise TypeError("not a text: None")
        size, width = len(text), PyUnicode_KIND(text)
        if width == 1:
            plain = is_one_line(<const uint8_t *> PyUnicode_DATA(text), size)
        elif width == 2:
            plain = is_one_line(<const uint16_t *> PyUnicode_DATA(text), size)
        else:
            plain = is_one_line(<const uint32_t *> PyUnicode_DATA(text), size)
        if not plain or (u"]" in text and LINK in text):
            return None
        blocks.append(line_block(index, text, 2 * index, start, start + size, 0, True))
        start += size + 2
    return blocks


cdef bint is_one_line(const Char *s, Py_ssize_t size) noexcept:
    """Is there nothing to strip, to split or to read as a marker?"""
    if size == 0 or class_of(s[0]) & (BREAKS | IS_BLANK) or class_of(s[size - 1]) & IS_BLANK:
        return False
    return not is_marked(s, 0, size) and end_of_line(s, 0, size) == size
