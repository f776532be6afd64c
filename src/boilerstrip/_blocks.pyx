# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_blocks: what is done with all blocks of a page at once (see blocks_python.py), compiled."""

from boilerstrip.block import Block, Paragraph
from boilerstrip.compiled import allowed

allowed()

cdef enum:
    # Fields of a block
    KIND = 2
    LEVEL = 3
    INDENT = 6
    GAP = 7

cdef object BLOCK = Block, PARAGRAPH = Paragraph, new = tuple.__new__
assert Block._fields[KIND] == "kind" and Block._fields[LEVEL] == "level" and Block._fields[INDENT] == "indent" and Block._fields[GAP] == "gap"
assert Paragraph._fields == ("text", "kind", "level", "label", "indent", "block", "number", "gap")


cdef inline tuple fields_of(block):
    if not isinstance(block, BLOCK):
        raise TypeError(f"not a block: {block!r}")
    return <tuple> block


cdef inline Py_ssize_t within(Py_ssize_t place, Py_ssize_t n) except -1:
    if not 0 <= place < n:
        raise IndexError(f"place {place} of {n} blocks")
    return place


def of_kind(tuple blocks not None, kind):
    """The places of the blocks of a kind."""
    cdef Py_ssize_t place
    cdef list found = []
    for place in range(len(blocks)):
        if fields_of(blocks[place])[KIND] is kind:
            found.append(place)
    return found


def filed(dict cues not None, tuple blocks not None):
    """Per category of phrases the blocks that hold one, in order, each with its first cue of the category."""
    cdef dict found = {}
    cdef list file
    cdef Py_ssize_t n = len(blocks)
    cdef object place, here, category
    cdef tuple cue
    for place, here in cues.items():
        block = blocks[within(place, n)]
        for one in <tuple?> here:
            if not isinstance(one, tuple):
                raise TypeError(f"not a cue: {one!r}")
            cue = <tuple> one
            category = cue[0]
            file = <list> found.get(category)
            if file is None:
                found[category] = [(block, one)]
            elif (<tuple> file[len(file) - 1])[0] is not block:
                file.append((block, one))
    return found


def merged(dict found not None, categories, dict cues not None):
    """The blocks filed under one of these categories, in order, each with its first cue of any of them."""
    cdef dict pairs = {}
    cdef list places
    cdef object category, cue, pair, place
    for category in categories:
        for pair in found.get(category, ()):
            place = fields_of((<tuple?> pair)[0])[0]
            if place not in pairs:
                pairs[place] = pair
                continue
            for cue in cues[place]:
                if cue[0] in categories:
                    pairs[place] = ((<tuple> pair)[0], cue)
                    break
    places = sorted(pairs)
    return [pairs[place] for place in places]


def count_lines(dict found not None, categories, list sentence not None):
    """How many blocks are filed under one of these categories that are no sentences."""
    cdef set places = set()
    cdef Py_ssize_t n = len(sentence)
    for category in categories:
        for pair in found.get(category, ()):
            place = fields_of((<tuple?> pair)[0])[0]
            if not sentence[within(place, n)]:
                places.add(place)
    return len(places)


def taken(dict known not None, list places not None):
    """What is known of the blocks at these places, by where they stand among them."""
    cdef dict found = {}
    cdef Py_ssize_t at
    if not known:
        return found
    for at in range(len(places)):
        place = places[at]
        if place in known:
            found[at] = known[place]
    return found


def paragraphs(tuple blocks not None, list texts not None, list labels not None, list places not None, dict numbers not None):
    """The paragraphs of an article: the blocks at these places, with these texts, but for those that are empty."""
    cdef list found = []
    cdef Py_ssize_t n = len(blocks), place
    cdef tuple block
    if len(texts) != n or len(labels) != n:
        raise ValueError(f"{len(texts)} texts and {len(labels)} labels of {n} blocks")
    for which in places:
        place = within(which, n)
        text = texts[place]
        if not text:
            continue
        block = fields_of(blocks[place])
        number = numbers.get(which, 0) if numbers else 0
        found.append(new(PARAGRAPH, (text, block[KIND], block[LEVEL], labels[place], block[INDENT], which, number, block[GAP])))
    return found
