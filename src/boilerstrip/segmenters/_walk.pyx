# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_walk: what walk_python.py does, compiled. It reads no tree but the HTML that the parser writes of its tree.

That HTML is well-formed whatever the page was: each element that is not void has its end tag, in its place; `<` and `&` of text
and `"` of attribute values are escaped, by five references only; a comment holds no `-->`. So one scan over it, with a stack of
what is open, meets what a walk over the tree meets, in the same order. Text in `<script>`, `<style>` and the like stands unescaped:
the parser ends such an element where its end tag stands, and so does the scan. Where that does not hold (`<plaintext>`, `<math>`,
text of foreign elements), `scan` gives None or says that it is in doubt, and the plain walk is asked.

Characters are read from the string's own buffer, in whichever of the three widths it has.
"""

from boilerstrip.compiled import allowed

allowed()

from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.ref cimport Py_XDECREF
from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_2BYTE_DATA, PyUnicode_4BYTE_DATA
from cpython.unicode cimport PyUnicode_FromKindAndData, PyUnicode_KIND
from libc.string cimport memset

from boilerstrip._path cimport offset_of, set_slot

from boilerstrip.block import Kind as _Kind, Path as _Path
from boilerstrip.page import Image as _Image
from boilerstrip.segmenters import walk_python as _plain_walk

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(object text, Py_UCS4 char, Py_ssize_t start, Py_ssize_t end, int direction) except -2

include "_block.pxi"
include "_walk_markup.pxi"
include "_walk_elements.pxi"


cdef struct Open:
    Tag *tag
    int action
    bint alone
    Py_ssize_t name  # where it stands
    Py_ssize_t name_end
    # of block-level elements only:
    int around  # the one around it, as a place in the stack; -1 for the root
    int own  # the one whose path this one has: itself, unless it is too deep
    int depth
    int kind
    int level
    int lists
    Py_ssize_t number
    PyObject *path  # NULL until somebody asks


cdef class Scan:
    """What a scan has found: what a `Walk` has, but for `owners`, which are numbers of elements in document order."""

    cdef readonly list blocks, owners, images, metas, scripts
    cdef readonly str title, canonical, lang
    cdef readonly Py_ssize_t chars
    cdef readonly bint doubtful
    cdef str markup
    cdef Py_ssize_t size, number
    cdef bint hidden_too
    cdef Open *stack
    cdef int top, room, inside
    cdef Py_UCS4 *text  # of the block that is being read: as it stands in code and table rows, else with white space made one
    cdef Py_ssize_t length, text_room
    cdef bint begun, as_it_is, space, gap
    cdef Py_ssize_t linked, bold
    cdef int in_link, in_bold, in_inline
    cdef Open outermost  # of the inline elements with attributes that are open
    cdef Open leaf  # the one that holds all of the block so far
    cdef Py_ssize_t leaf_number

    def __cinit__(self):
        self.top = self.inside = -1

    def __init__(self, str markup, bint hidden_too):
        self.markup, self.size, self.hidden_too = markup, len(markup), hidden_too
        self.blocks, self.owners, self.images, self.metas, self.scripts = [], [], [], [], []
        self.title = self.canonical = self.lang = ""
        self.number = -1

    def __dealloc__(self):
        while self.top >= 0:
            Py_XDECREF(self.stack[self.top].path)
            self.top -= 1
        PyMem_Free(self.stack)
        PyMem_Free(self.text)

    cdef int push(self, Tag *tag, int action, Py_ssize_t name, Py_ssize_t name_end) except -1:
        cdef void *grown
        if self.top + 1 >= self.room:
            self.room = 2 * self.room + 64
            grown = PyMem_Realloc(self.stack, self.room * sizeof(Open))
            if grown == NULL:
                raise MemoryError
            self.stack = <Open *> grown
        self.top += 1
        cdef Open *opened = &self.stack[self.top]
        opened.tag, opened.action, opened.alone, opened.name, opened.name_end, opened.path = tag, action, False, name, name_end, NULL
        return 0

    cdef int grow(self) except -1:
        """Have room for more text."""
        cdef void *grown
        self.text_room = 2 * self.text_room + 1024
        grown = PyMem_Realloc(self.text, self.text_room * sizeof(Py_UCS4))
        if grown == NULL:
            raise MemoryError
        self.text = <Py_UCS4 *> grown
        return 0


def scan(str markup, bint hidden_too):
    """Walk a page that the parser has written; None where what is written may be read in more than one way."""
    found = Scan(markup, hidden_too)
    cdef int width = PyUnicode_KIND(markup)
    cdef bint sure
    if width == 1:
        sure = walk(found, <const unsigned char *> PyUnicode_1BYTE_DATA(markup))
    elif width == 2:
        sure = walk(found, <const unsigned short *> PyUnicode_2BYTE_DATA(markup))
    else:
        sure = walk(found, <const unsigned int *> PyUnicode_4BYTE_DATA(markup))
    return found if sure else None


# ------------------------------------------------------------------ the walk

cdef bint walk(Scan w, Char *s) except -1:
    """Go through all of it; False where it cannot be told."""
    cdef Py_ssize_t at = 0, end, name, size = w.size
    cdef Tag *tag
    cdef Open *closed
    while at < size:
        if s[at] != c"<":
            at = read(w, s, at, size, True)
            continue
        if at + 1 >= size:
            return False
        if s[at + 1] == c"/":
            if w.top < 0:
                return False
            closed = &w.stack[w.top]
            name = at + 2
            if not closes(s, name, size, closed.name, closed.name_end):
                return False
            at = name + closed.name_end - closed.name + 1
            if closed.action >= BLOCK:
                if w.begun:
                    if closed.action == CELL:
                        if w.as_it_is:
                            if w.length + 2 > w.text_room:
                                w.grow()
                            w.text[w.length] = c"\t"
                            w.length += 1
                        else:
                            w.space = True
                    else:
                        flush(w, s)
                w.inside = closed.around
                Py_XDECREF(closed.path)
                closed.path = NULL
            else:
                if closed.alone and w.begun:
                    flush(w, s)
                if closed.action == LINK:
                    w.in_link -= 1
                elif closed.action == BOLD:
                    w.in_bold -= 1
                elif closed.action == INLINE:
                    w.in_inline -= 1
            w.top -= 1
        elif s[at + 1] == c"!" or s[at + 1] == c"?":
            at = after_comment(w, s, at)
            if at < 0:
                return False
        else:
            name = at + 1
            tag = named(s, name, size, &end)
            w.number += 1
            at = element(w, s, tag, name, end)
            if at < 0:
                return False
    return w.top < 0 <= w.number


cdef Py_ssize_t element(Scan w, Char *s, Tag *tag, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Open an element, or do what is to be done with one that is not opened; where to go on, or -1."""
    cdef int action = tag.action, lists, kind, level
    cdef Py_ssize_t end = name_end
    cdef Attribute a
    cdef Open *opened
    cdef Open *around
    cdef bint maybe_hidden = False, maybe_alone = False, alone
    if tag == PLAINTEXT or tag == MATH:
        return -1
    if action >= BLOCK or action == INLINE or action == LINK:
        while next_attribute(s, end, w.size, &a):
            end = a.next
            if a.name_end - a.name == 5 and is_named(s, &a, b"style"):
                maybe_hidden |= mentions(s, a.value, a.value_end, b"none", 4)
                maybe_alone |= action < BLOCK and mentions(s, a.value, a.value_end, b"display", 7)
            elif a.name_end - a.name == 6:
                maybe_hidden |= is_named(s, &a, b"hidden")
        if end >= w.size or s[end] != c">":
            return -1
        if maybe_hidden and not w.hidden_too and tag != BODY and tag != HTML and is_hidden(w, s, name_end):
            return end + 1 if tag.void else skip(w, s, tag, name, name_end, end + 1)
        if action >= BLOCK:
            if action == BLOCK:
                if w.begun:
                    flush(w, s)
                if tag.spaced:
                    w.gap = True
            w.push(tag, action, name, name_end)
            opened = &w.stack[w.top]
            opened.around = w.inside
            opened.number = w.number
            opened.own = w.top
            if w.inside < 0:
                kind, level, lists, opened.depth = PARAGRAPH, 0, 0, 0
                if tag == HTML:
                    w.lang = attribute(w, s, name_end, b"lang") or attribute(w, s, name_end, b"xml:lang") or ""
            else:
                around = &w.stack[w.inside]
                kind, level, lists, opened.depth = around.kind, around.level, around.lists, around.depth + 1
                if around.depth >= DEEPEST:
                    opened.depth, opened.own = around.depth, around.own
            if tag.kind >= 0 and action == BLOCK:
                level = lists if tag.kind == LIST_ITEM else tag.level
                kind = tag.kind
            opened.kind, opened.level, opened.lists = kind, level, lists + tag.listed
            w.inside = w.top
            if tag.void:
                w.inside = opened.around
                w.top -= 1
            elif tag == XMP:
                return raw_text(w, s, end + 1, name, name_end)
            return end + 1
        alone = maybe_alone and not as_it_stands(w) and _plain_walk.alone(attribute(w, s, name_end, b"style"))
        if alone and w.begun:
            flush(w, s)
        if tag.void:
            return end + 1
        if action == LINK:
            w.in_link += 1
        elif end > name_end:
            w.in_inline += 1
            if w.in_inline == 1:
                w.outermost.tag, w.outermost.name, w.outermost.name_end, w.outermost.number = tag, name, name_end, w.number
        else:
            action = PLAIN
        w.push(tag, action, name, name_end)
        w.stack[w.top].alone = alone
        return end + 1
    end = after_tag(s, end, w.size)
    if end < 0:
        return -1
    if action == PLAIN or action == BOLD or (action == NOTE and tag == NOSCRIPT and w.hidden_too):
        if tag.void:
            return end
        if action == BOLD:
            w.in_bold += 1
        w.push(tag, action, name, name_end)
        return end
    if action == BREAK:
        if w.begun:
            flush(w, s)
        else:
            w.gap = True
        return end
    if action == NOTE and tag != SCRIPT:
        return note_inside(w, s, name, name_end, end)
    note(w, s, tag, name_end, end)
    return end if tag.void else skip(w, s, tag, name, name_end, end)


cdef inline bint as_it_stands(Scan w) noexcept:
    """Is the walk in code or in the row of a table?"""
    return w.inside >= 0 and (w.stack[w.inside].kind == CODE or w.stack[w.inside].kind == CELLS)


cdef Py_ssize_t read(Scan w, Char *s, Py_ssize_t at, Py_ssize_t end, bint escaped) except -1:
    """Read the text that begins at `at`, up to the next tag where `<` is escaped in it, else up to `end`; where it ended."""
    cdef Py_ssize_t place = at, after, length, chars = 0, room
    cdef Py_UCS4 char
    cdef Py_UCS4 *text
    cdef bint space, blank = True
    if not w.begun:
        while place < end:  # two texts of three are white space
            char, after = s[place], place
            if char == c"&" and escaped:
                char = referred(s, &after, end)
            if not is_space(char):
                break
            place = after + 1
            chars += 1
        if place >= end or (s[place] == c"<" and escaped):
            return place
        w.as_it_is = as_it_stands(w)
        w.space = False
        w.length = 0
        if w.as_it_is:
            place, chars = at, 0
    text, length, space, room = w.text, w.length, w.space, w.text_room
    while place < end:
        char = s[place]
        if escaped:
            if char == c"<":
                break
            if char == c"&":
                char = referred(s, &place, end)
        place += 1
        chars += 1
        if length + 2 > room:
            w.length = length
            w.grow()
            text, room = w.text, w.text_room
        if is_space(char):
            if w.as_it_is:
                text[length] = char
                length += 1
            else:
                space = True
        else:
            blank = False
            if space:
                if length:
                    text[length] = c" "
                    length += 1
                space = False
            text[length] = char
            length += 1
    w.length, w.space = length, space
    if blank:
        return place
    if not w.begun:
        w.begun = True
        w.leaf_number = 0
        if w.in_inline:
            w.leaf, w.leaf_number = w.outermost, w.outermost.number
    elif w.leaf_number and (not w.in_inline or w.outermost.number != w.leaf_number):
        w.leaf_number = 0
    if w.in_link:
        w.linked += chars
    if w.in_bold:
        w.bold += chars
    return place


include "_walk_blocks.pxi"
include "_walk_unseen.pxi"
