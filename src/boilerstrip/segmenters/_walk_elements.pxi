"""What elements mean to the walk, as walk_python.py has it, in a table for C; included by _walk.pyx."""

cdef enum:
    SLOTS = 512  # some 110 names are known
    LONGEST = 15  # of them
    DEEPEST = 512  # as in walk_python.py; checked below

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
    assert _plain_walk.DEEPEST == DEEPEST
    for number, name in enumerate("PLAIN BOLD BREAK PASS NOTE LINK IMAGE HEAD INLINE BLOCK CELL".split()):
        assert getattr(_plain_walk, name) == number  # so has the enumeration above
    for name, action in _plain_walk.ACTIONS.items():
        if name[0] not in "-!":  # these are no elements
            enter(name).action = action
    for name, (kind, level, listed, spaced) in _plain_walk.BLOCKS.items():
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
