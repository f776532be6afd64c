# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_walk: what walk.py does, compiled. It reads no tree but the HTML that the parser writes of its tree.

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
from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF, Py_XDECREF
from cpython.unicode cimport Py_UNICODE_ISSPACE, PyUnicode_1BYTE_DATA, PyUnicode_2BYTE_DATA, PyUnicode_4BYTE_DATA
from cpython.unicode cimport PyUnicode_FromKindAndData, PyUnicode_KIND, PyUnicode_Substring
from libc.string cimport memset

from boilerstrip.block import Block as _Block, Kind as _Kind, Path as _Path
from boilerstrip.page import Image as _Image
from boilerstrip.segmenters import walk as _walk

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(object text, Py_UCS4 char, Py_ssize_t start, Py_ssize_t end, int direction) except -2

ctypedef fused Char:
    const unsigned char
    const unsigned short
    const unsigned int

# ------------------------------------------------------------------ what elements mean, from walk.py

cdef enum:
    SLOTS = 512  # some 110 names are known
    LONGEST = 15  # of them
    DEEPEST = 512  # as in walk.py; checked below

cdef enum Action:
    PLAIN, BOLD, BREAK, PASS, NOTE, LINK, IMAGE, HEAD, INLINE, BLOCK, CELL

cdef struct Tag:
    char name[LONGEST + 1]
    int length
    int slot
    int action
    int kind  # -1: that of the element around
    int level
    bint listed
    bint spaced
    bint void
    bint raw

cdef Tag tags[SLOTS]
cdef Tag unknown
cdef list names = [None] * SLOTS

cdef list kinds = list(_Kind)
cdef int PARAGRAPH = kinds.index(_Kind.PARAGRAPH), CODE = kinds.index(_Kind.CODE), CELLS = kinds.index(_Kind.CELL)
cdef int LIST_ITEM = kinds.index(_Kind.LIST_ITEM)

#: Elements without an inside and so without an end tag, and elements whose text stands unescaped, as the parser writes them.
_VOID = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
_RAW = "style script xmp iframe noembed noframes plaintext".split()
#: Elements that the scan has something of its own to do with, whatever their action.
_OWN = ("svg", "math", "template", "xmp", "body", "html")


cdef inline unsigned int hash_step(unsigned int value, unsigned int char) noexcept:
    return value * 31 + char


cdef Tag *enter(str name):
    """The slot for a name, which must be new or have been entered before."""
    cdef bytes raw = name.encode("ascii")
    cdef unsigned int place = len(raw)
    cdef int i
    assert len(raw) <= LONGEST
    for i in range(len(raw)):
        place = hash_step(place, <unsigned char> raw[i])
    place %= SLOTS
    while tags[place].length and names[place] != name:
        place = (place + 1) % SLOTS
    if not tags[place].length:
        names[place] = name
        tags[place].length = <int> len(raw)
        tags[place].slot = place
        tags[place].action = INLINE
        tags[place].kind = -1
        for i in range(len(raw)):
            tags[place].name[i] = raw[i]
    return &tags[place]


cdef set_up():
    """Fill the table."""
    cdef Tag *tag
    memset(tags, 0, sizeof(tags))
    memset(&unknown, 0, sizeof(Tag))
    unknown.action, unknown.kind, unknown.slot = INLINE, -1, -1
    assert _walk.DEEPEST == DEEPEST
    expected = (PLAIN, BOLD, BREAK, PASS, NOTE, LINK, IMAGE, HEAD, INLINE, BLOCK, CELL)
    assert expected == (
        _walk.PLAIN, _walk.BOLD, _walk.BREAK, _walk.PASS, _walk.NOTE, _walk.LINK, _walk.IMAGE, _walk.HEAD, _walk.INLINE, _walk.BLOCK,
        _walk.CELL,
    )
    for name, action in _walk.ACTIONS.items():
        if name[0] not in "-!":  # these are no elements
            enter(name).action = action
    for name, (kind, level, listed, spaced) in _walk.BLOCKS.items():
        tag = enter(name)
        tag.kind = -1 if kind is None else kinds.index(kind)
        tag.level, tag.listed, tag.spaced = level, listed, spaced
    for name in _VOID:
        enter(name).void = True
    for name in _RAW:
        enter(name).raw = True
    for name in _OWN:
        enter(name)


set_up()
cdef Tag *SVG = enter("svg")
cdef Tag *MATH = enter("math")
cdef Tag *TEMPLATE = enter("template")
cdef Tag *SCRIPT = enter("script")
cdef Tag *XMP = enter("xmp")
cdef Tag *PLAINTEXT = enter("plaintext")
cdef Tag *TITLE = enter("title")
cdef Tag *META = enter("meta")
cdef Tag *LINKED = enter("link")
cdef Tag *HTML = enter("html")
cdef Tag *BODY = enter("body")
cdef Tag *NOSCRIPT = enter("noscript")

# ------------------------------------------------------------------ what is open

cdef struct Open:
    Tag *tag
    int action
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

cdef struct Attribute:
    Py_ssize_t name
    Py_ssize_t name_end
    Py_ssize_t value
    Py_ssize_t value_end
    Py_ssize_t next


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
        opened.tag, opened.action, opened.name, opened.name_end, opened.path = tag, action, name, name_end, NULL
        return 0

    cdef int reserve(self, Py_ssize_t more) except -1:
        """Have room for so many characters, a space and a tab."""
        cdef void *grown
        if self.length + more + 2 > self.text_room:
            self.text_room = 2 * (self.length + more) + 1024
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
            end = at + 1
            while end < size and s[end] != c"<":
                end += 1
            read(w, s, at, end, True)
            at = end
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
                            w.reserve(1)
                            w.text[w.length] = c"\t"
                            w.length += 1
                        else:
                            w.space = True
                    else:
                        flush(w, s)
                w.inside = closed.around
                Py_XDECREF(closed.path)
                closed.path = NULL
            elif closed.action == LINK:
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
    return w.top < 0


cdef Py_ssize_t element(Scan w, Char *s, Tag *tag, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Open an element, or do what is to be done with one that is not opened; where to go on, or -1."""
    cdef int action = tag.action, lists, kind, level
    cdef Py_ssize_t end = name_end
    cdef Attribute a
    cdef Open *opened
    cdef Open *around
    cdef bint maybe_hidden = False
    if tag == PLAINTEXT or tag == MATH:
        return -1
    if action >= BLOCK or action == INLINE or action == LINK:
        while next_attribute(s, end, w.size, &a):
            end = a.next
            if a.name_end - a.name == 5:
                maybe_hidden |= is_named(s, &a, b"style") and mentions(s, a.value, a.value_end, b"none", 4)
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


cdef int read(Scan w, Char *s, Py_ssize_t at, Py_ssize_t end, bint escaped) except -1:
    """Read the text from `at` to `end`."""
    cdef Py_ssize_t place = at, length, chars = 0
    cdef Py_UCS4 char
    cdef Py_UCS4 *text
    cdef bint space, blank
    if not w.begun:
        while place < end:  # two texts of three are white space
            char = s[place]
            if char == c"&" and escaped:
                char = referred(s, &place, end)
                if char != 0xA0:
                    break
            elif not is_space(char):
                break
            place += 1
        if place == end:
            return 0
        w.as_it_is = w.inside >= 0 and (w.stack[w.inside].kind == CODE or w.stack[w.inside].kind == CELLS)
        w.space = False
        w.length = 0
    w.reserve(end - at)
    text, length, space, blank = w.text, w.length, w.space, True
    place = at
    while place < end:
        char = s[place]
        if char == c"&" and escaped:
            char = referred(s, &place, end)
        place += 1
        chars += 1
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
        return 0
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
    return 0


cdef Py_ssize_t raw_text(Scan w, Char *s, Py_ssize_t at, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Read the text of an element in which nothing is escaped; where its end tag begins, or -1."""
    cdef Py_ssize_t end = raw_end(w, s, at, name, name_end)
    if end > at:
        read(w, s, at, end, False)
    return end


# ------------------------------------------------------------------ blocks and paths

cdef inline int add_block(Scan w, str text, Py_ssize_t chars, int kind, int level, Py_ssize_t indent, bint gap, Py_ssize_t linked,
                          Py_ssize_t bold, path) except -1:
    w.blocks.append(new_tuple(_Block, (len(w.blocks), text, kinds[kind], level, -1, NOWHERE, indent, gap, linked, bold, path)))
    w.owners.append(w.stack[w.inside].number)
    w.chars += chars
    return 0


cdef new_tuple = tuple.__new__
cdef tuple NOWHERE = (-1, -1)


cdef int flush(Scan w, Char *s) except -1:
    """Make a block of what was read since the last boundary (several of a table row with long cells, or of code)."""
    cdef Open *inside = &w.stack[w.inside]
    cdef Py_ssize_t linked = w.linked, bold = w.bold, chars, total
    cdef bint gap = w.gap
    cdef str text = PyUnicode_FromKindAndData(4, w.text, w.length), raw
    path = path_of(w, s, w.inside)
    if w.leaf_number:
        path = new_path(w, s, path, &w.leaf)
    w.begun, w.gap, w.linked, w.bold = False, False, 0, 0
    if w.as_it_is:
        if inside.kind == CODE or "\t" in text:
            texts = text.splitlines() if inside.kind == CODE else _walk.cells(text)
            total = max(1, sum([len(raw) for raw in texts]))
            for raw in texts:
                text = raw.strip()
                if text:
                    chars = len(text)
                    indent = len(raw) - len(raw.lstrip()) if inside.kind == CODE else 0
                    shares = min(chars, linked * chars // total), min(chars, bold * chars // total)
                    add_block(w, text, chars, inside.kind, inside.level, indent, gap, shares[0], shares[1], path)
                    gap = False
            return 0
        text = " ".join(text.split())
    chars = len(text)
    return add_block(w, text, chars, inside.kind, inside.level, 0, gap, min(linked, chars), min(bold, chars), path)


cdef path_of(Scan w, Char *s, int place):
    """The path of an element that is open, made when first asked for, as those around it are."""
    cdef int way[DEEPEST + 2]
    cdef int steps = 0
    cdef Open *opened
    path = None
    while place >= 0:
        place = w.stack[place].own
        if w.stack[place].path != NULL:
            path = <object> w.stack[place].path
            break
        way[steps] = place
        steps += 1
        place = w.stack[place].around
    while steps:
        steps -= 1
        opened = &w.stack[way[steps]]
        path = new_path(w, s, path, opened)
        Py_INCREF(path)
        opened.path = <PyObject *> path
    return path


cdef new_path(Scan w, Char *s, parent, Open *opened):
    cdef Attribute a
    cdef Py_ssize_t at = opened.name_end
    cdef str id = "", classes = "", role = "", itemprop = "", tag
    tag = PyUnicode_Substring(w.markup, opened.name, opened.name_end) if opened.tag.slot < 0 else names[opened.tag.slot]
    while next_attribute(s, at, w.size, &a):
        at = a.next
        if is_named(s, &a, b"id"):
            id = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"class"):
            classes = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"role"):
            role = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"itemprop"):
            itemprop = plain(w, s, a.value, a.value_end)
    path = _Path(parent, tag, id, classes)
    if role or itemprop:
        path.role = f"{role} {itemprop}".strip()
    return path


# ------------------------------------------------------------------ what is passed over, and what it tells

cdef int note(Scan w, Char *s, Tag *tag, Py_ssize_t attributes, Py_ssize_t inside) except -1:
    """Keep what an unseen element tells: facts of the head, JSON-LD, an image."""
    cdef Py_ssize_t end
    cdef str value
    if tag == META:
        w.metas.append({
            "property": attribute(w, s, attributes, b"property"), "name": attribute(w, s, attributes, b"name"),
            "itemprop": attribute(w, s, attributes, b"itemprop"), "content": attribute(w, s, attributes, b"content"),
        })
    elif tag == LINKED:
        if not w.canonical and (attribute(w, s, attributes, b"rel") or "").lower() == "canonical":
            w.canonical = attribute(w, s, attributes, b"href") or ""
    elif tag == TITLE:
        if not w.title:
            end = inside
            while end < w.size and s[end] != c"<":
                end += 1
            w.title = plain(w, s, inside, end)
    elif tag == SCRIPT:
        value = attribute(w, s, attributes, b"type")
        if value is not None and "ld+json" in value:
            end = raw_end(w, s, inside, attributes - 6, attributes)
            if end >= 0:  # else the scan ends soon
                w.scripts.append(PyUnicode_Substring(w.markup, inside, end))
    elif tag.action == IMAGE:
        value = attribute(w, s, attributes, b"alt")
        if value:
            src = (
                attribute(w, s, attributes, b"data-src") or attribute(w, s, attributes, b"data-lazy-src")
                or attribute(w, s, attributes, b"data-original") or attribute(w, s, attributes, b"src") or ""
            )
            w.images.append(_Image(src, " ".join(value.split()), len(w.blocks)))
    return 0


cdef Py_ssize_t note_inside(Scan w, Char *s, Py_ssize_t name, Py_ssize_t name_end, Py_ssize_t at) except -2:
    """Keep what the children of `<head>` or `<noscript>` tell, not what is in these; where to go on, or -1."""
    cdef Py_ssize_t size = w.size, child, child_end, end
    cdef Tag *tag
    while True:
        at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
        if at < 0 or at + 1 >= size:
            return -1
        if s[at + 1] == c"/":
            return at + 2 + name_end - name + 1 if closes(s, at + 2, size, name, name_end) else -1
        if s[at + 1] == c"!" or s[at + 1] == c"?":
            at = after_comment(w, s, at)
        else:
            child = at + 1
            tag = named(s, child, size, &child_end)
            w.number += 1
            at = after_tag(s, child_end, size)
            if at >= 0:
                note(w, s, tag, child_end, at)
                if not tag.void:
                    at = skip(w, s, tag, child, child_end, at)
        if at < 0:
            return -1


cdef Py_ssize_t skip(Scan w, Char *s, Tag *tag, Py_ssize_t name, Py_ssize_t name_end, Py_ssize_t at) except -2:
    """The place after the end tag of an element whose inside begins at `at`; -1 where it cannot be told."""
    cdef Py_ssize_t size = w.size, inner, inner_end, number = w.number
    cdef int depth = 1
    cdef Tag *found
    cdef bint foreign = tag == SVG or tag == MATH
    if tag == PLAINTEXT:
        return -1
    if tag.raw:
        at = raw_end(w, s, at, name, name_end)
        return at if at < 0 else at + 2 + name_end - name + 1
    while True:
        at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
        if at < 0 or at + 1 >= size:
            return -1
        if s[at + 1] == c"/":
            if closes(s, at + 2, size, name, name_end):
                depth -= 1
                if not depth:
                    if tag == TEMPLATE:
                        w.number = number  # no selector reaches into a template
                    return at + 2 + name_end - name + 1
            at = PyUnicode_FindChar(w.markup, c">", at, size, 1)  # a name may hold "<"
        elif s[at + 1] == c"!" or s[at + 1] == c"?":
            at = after_comment(w, s, at)
        else:
            inner = at + 1
            found = named(s, inner, size, &inner_end)
            w.number += 1
            at = after_tag(s, inner_end, size)
            if at < 0:
                return -1
            if found == tag and tag != &unknown:
                depth += 1
            elif found == &unknown:
                depth += tag == &unknown and alike(s, inner, inner_end, name, name_end)
            elif foreign:
                if found == TEMPLATE or found == PLAINTEXT:
                    return -1
                w.doubtful |= found.raw
            elif found.raw or found == SVG or found == MATH or found == TEMPLATE:
                at = skip(w, s, found, inner, inner_end, at)
        if at < 0:
            return -1


cdef Py_ssize_t raw_end(Scan w, Char *s, Py_ssize_t at, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Where the end tag begins of an element in which nothing is escaped; -1 for none.

    A script may hold `<!--<script></script>-->`; then its end tag comes after that.
    """
    cdef Py_ssize_t size = w.size, start
    cdef int within = 0  # 1: <!--, 2: <!-- <script
    cdef bint script = name_end - name == 6 and s[name + 1] == c"c"
    while True:
        if not within:
            at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
            if at < 0:
                return -1
        elif at >= size:
            return -1
        if s[at] == c"<":
            if at + 1 < size and s[at + 1] == c"/":
                if closes(s, at + 2, size, name, name_end):
                    if within < 2:
                        return at
                if within == 2 and begins_script(s, at + 2, size):
                    within = 1
            elif script and not within and at + 3 < size and s[at + 1] == c"!" and s[at + 2] == c"-" and s[at + 3] == c"-":
                within, start = 1, at + 2
                at += 3
            elif within == 1 and begins_script(s, at + 1, size):
                within = 2
        elif s[at] == c">" and within and s[at - 1] == c"-" and s[at - 2] == c"-":
            within = 0
        at += 1


cdef inline bint begins_script(Char *s, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Does a script's tag name stand here, in whatever case, and end?"""
    cdef const char *name = b"script"
    cdef int i
    if at + 6 >= size:
        return False
    for i in range(6):
        if (s[at + i] | 32) != <unsigned char> name[i]:
            return False
    return s[at + 6] == c">" or s[at + 6] == c"/" or s[at + 6] == c" " or s[at + 6] == c"\n" or s[at + 6] == c"\t" or s[at + 6] == c"\f"


# ------------------------------------------------------------------ tags

cdef inline Tag *named(Char *s, Py_ssize_t at, Py_ssize_t size, Py_ssize_t *end) noexcept:
    """What is known of the element whose name begins here; `end` becomes the place after the name."""
    cdef Py_ssize_t stop = at, length
    cdef unsigned int place, i
    while stop < size and s[stop] != c">" and s[stop] != c" ":
        stop += 1
    end[0] = stop
    length = stop - at
    if length > LONGEST:
        return &unknown
    place = <unsigned int> length
    for i in range(<unsigned int> length):
        place = hash_step(place, s[at + i])
    place %= SLOTS
    while tags[place].length:
        if tags[place].length == length:
            for i in range(<unsigned int> length):
                if s[at + i] != <unsigned char> tags[place].name[i]:
                    break
            else:
                return &tags[place]
        place = (place + 1) % SLOTS
    return &unknown


cdef inline bint alike(Char *s, Py_ssize_t at, Py_ssize_t end, Py_ssize_t other, Py_ssize_t other_end) noexcept:
    if end - at != other_end - other:
        return False
    while at < end:
        if s[at] != s[other]:
            return False
        at += 1
        other += 1
    return True


cdef inline bint closes(Char *s, Py_ssize_t at, Py_ssize_t size, Py_ssize_t name, Py_ssize_t name_end) noexcept:
    """Does this name stand here, and a `>` after it?"""
    cdef Py_ssize_t end = at + name_end - name
    return end < size and s[end] == c">" and alike(s, at, end, name, name_end)


cdef inline bint next_attribute(Char *s, Py_ssize_t at, Py_ssize_t size, Attribute *a) noexcept:
    """The attribute that begins with the space at `at`; False where there is none."""
    if at >= size or s[at] != c" ":
        return False
    a.name = at + 1
    at += 2  # a name may begin with "="
    while at < size and s[at] != c"=" and s[at] != c" " and s[at] != c">":
        at += 1
    a.name_end = a.value = a.value_end = a.next = at
    if at + 1 < size and s[at] == c"=" and s[at + 1] == c'"':
        at += 2
        a.value = at
        while at < size and s[at] != c'"':
            at += 1
        a.value_end = at
        a.next = at + 1
    return True


cdef inline Py_ssize_t after_tag(Char *s, Py_ssize_t at, Py_ssize_t size) noexcept:
    """The place after a start tag whose attributes begin at `at`; -1 for a tag that does not end."""
    cdef Attribute a
    while next_attribute(s, at, size, &a):
        at = a.next
    return at + 1 if at < size and s[at] == c">" else -1


cdef inline bint is_named(Char *s, Attribute *a, const char *name) noexcept:
    cdef Py_ssize_t at = a.name
    while at < a.name_end and name[0] and s[at] == <unsigned char> name[0]:
        at += 1
        name += 1
    return at == a.name_end and not name[0]


cdef bint mentions(Char *s, Py_ssize_t at, Py_ssize_t end, const char *word, int length) noexcept:
    cdef int i
    while at + length <= end:
        for i in range(length):
            if s[at + i] != <unsigned char> word[i]:
                break
        else:
            return True
        at += 1
    return False


cdef str attribute(Scan w, Char *s, Py_ssize_t at, const char *name):
    """The value of the attribute with this name, of the element whose attributes begin at `at`; or None."""
    cdef Attribute a
    while next_attribute(s, at, w.size, &a):
        if is_named(s, &a, name):
            return plain(w, s, a.value, a.value_end)
        at = a.next
    return None


cdef bint is_hidden(Scan w, Char *s, Py_ssize_t at) except -1:
    """Does an element say that it is hidden? For the few that may, the plain walk decides."""
    attributes = {}
    for name in ("hidden", "style", "id"):
        value = attribute(w, s, at, name.encode())
        if value is not None:
            attributes[name] = value
    return _walk.hidden(attributes)


# ------------------------------------------------------------------ characters

cdef inline bint is_space(Py_UCS4 char) noexcept:
    if char <= 0x20:
        return char == 0x20 or 9 <= char <= 13 or 28 <= char <= 31
    return char >= 0x80 and Py_UNICODE_ISSPACE(char)


cdef inline Py_UCS4 referred(Char *s, Py_ssize_t *place, Py_ssize_t end) noexcept:
    """The character that the reference at `place` stands for; `place` becomes that of its semicolon."""
    cdef Py_ssize_t at = place[0]
    cdef Py_UCS4 char = c"&"
    if at + 3 >= end:
        return char
    if s[at + 3] == c";":
        char = c"<" if s[at + 1] == c"l" else c">"
        at += 3
    elif at + 4 < end and s[at + 4] == c";":
        at += 4
    elif at + 5 < end and s[at + 5] == c";":
        char = c'"' if s[at + 1] == c"q" else 0xA0
        at += 5
    place[0] = at
    return char


cdef str plain(Scan w, Char *s, Py_ssize_t at, Py_ssize_t end):
    """The text from `at` to `end` without references."""
    cdef str text = PyUnicode_Substring(w.markup, at, end)
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\xa0").replace("&amp;", "&")


cdef Py_ssize_t after_comment(Scan w, Char *s, Py_ssize_t at) except -2:
    """The place after a comment, doctype or processing instruction; -1 for one that does not end."""
    cdef bint comment = at + 3 < w.size and s[at + 1] == c"!" and s[at + 2] == c"-" and s[at + 3] == c"-"
    if comment:
        at += 4
    while True:
        at = PyUnicode_FindChar(w.markup, c">", at, w.size, 1)
        if at < 0 or not comment or (s[at - 1] == c"-" and s[at - 2] == c"-"):
            return -1 if at < 0 else at + 1
        at += 1
