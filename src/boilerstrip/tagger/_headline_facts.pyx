# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_headline_facts: what tells the headline of a dump from the lines that resemble it (see headline_facts.py), compiled."""

from libc.math cimport log

from boilerstrip._counts cimport FIRST, WIDTH, counts_in, int32_t, texts_of

from boilerstrip.block import Kind as _Kind
from boilerstrip.classes import LOWER as _LOWER
from boilerstrip.compiled import allowed
from boilerstrip.sites.book import host_of
from boilerstrip.stated_headline import printed_headline
from boilerstrip.tagger import headline_facts as known
from boilerstrip.wording import agreement, stems

allowed()

cdef enum:
    KIND = 2  # of a block

cdef int HEADLINE = known.HEADLINE, BODY = known.BODY, BYLINE = known.BYLINE, TIMESTAMP = known.TIMESTAMP, LOWER = _LOWER
cdef Py_ssize_t LEAD_BLOCKS = known.LEAD_BLOCKS, LEAD_CHARS = known.LEAD_CHARS, BELOW = known.BELOW, ABOVE = known.ABOVE
cdef Py_ssize_t AROUND = known.AROUND, SMALL_WORD = known.SMALL_WORD, PRIOR = known.PRIOR, NEIGHBOURS = known.NEIGHBOURS
cdef int TEXT_WIDTH = known.TEXT_WIDTH, NARROW = known.NARROW, WIDE = known.WIDE, WIDEST = known.WIDEST
cdef double BEHIND = known.BEHIND
cdef Py_ssize_t MOST = known.MOST
cdef double TEXT_FROM = known.TEXT_FROM, EQUAL = known.EQUAL, LEAST = known.LEAST
cdef str QUESTIONS = "".join(known.QUESTIONS)
cdef object ITEM = _Kind.LIST_ITEM


cdef inline double dated(const float[:, ::1] p, Py_ssize_t place) noexcept nogil:
    return <double> p[place, BYLINE] + <double> p[place, TIMESTAMP]


def facts_of(page, const float[:, ::1] p, const float[:, ::1] dense, list places not None):
    """A row per place, a column per fact."""
    cdef list texts = page.texts, found = [], said = [], own = [], rows = [], rare = [], holds, within, agrees
    cdef tuple blocks = page.blocks, columns = known.feature_columns(), told
    shapes = page.shapes
    cdef bytes counted = shapes.counted
    cdef Py_ssize_t n = texts_of(counted, shapes.signed), i, at, k, lead = len(texts), below_last = -1, low, high, shared
    cdef const int32_t* width = counts_in(counted) + WIDTH * n
    cdef const int32_t* first = counts_in(counted) + FIRST * n
    cdef double likeliest = 0, whole = 0, head, before, after, beside, least, most
    cdef int wide
    cdef frozenset words, address = known.address_words(page.url), opening, all_words
    cdef set there = set()
    cdef str text, begun, word
    cdef bint equal
    if p.shape[0] != n or dense.shape[0] != n or len(texts) != n or len(blocks) != n or p.shape[1] <= max(HEADLINE, BODY, BYLINE, TIMESTAMP):
        raise ValueError(f"probabilities of {p.shape[0]} blocks and features of {dense.shape[0]}, and shapes of {n}")
    for place in places:
        if not 0 <= place < n:
            raise IndexError(f"place {place} of {n}")
    for place in columns:
        if not 0 <= place < dense.shape[1]:
            raise IndexError(f"column {place} of {dense.shape[1]}")
    cdef list so_far = [0.0] * len(places)
    for i in range(n):
        likeliest = max(likeliest, <double> p[i, HEADLINE])
        for k in range(len(places)):
            if places[k] == i:
                so_far[k] = whole
        whole += <double> p[i, BODY] * width[i]
        if p[i, BODY] >= TEXT_FROM and width[i] >= TEXT_WIDTH and len(found) < LEAD_BLOCKS:
            found.append(texts[i])
            lead = min(lead, i)
    begun = " ".join(found)[:LEAD_CHARS].casefold()
    host = host_of(page.url) if page.url else ""
    for place in places:
        text = printed_headline(texts[<Py_ssize_t> place], host, texts)
        said.append(text)
        own.append(stems(text[:WIDEST]))
    opening = stems(texts[0][:WIDEST])
    all_words = frozenset().union(*own)
    for word in all_words:
        if len(word) != SMALL_WORD and word in begun:
            there.add(word)
    for words in own:
        rare.append(<double> len(words & there) / (len(words) + PRIOR))
    agrees, (holds, within) = known.agreements(own), known.nested(said)
    for place in places:
        if place < lead:
            below_last = max(below_last, <Py_ssize_t> place)
    for k in range(len(places)):
        i = places[k]
        text, words, wide, head = texts[i], own[k], width[i], p[i, HEADLINE]
        after = before = beside = 0
        for at in range(i + 1, min(i + 1 + BELOW, n)):
            after += dated(p, at)
        for at in range(max(i - ABOVE, 0), i):
            before += dated(p, at)
        for at in range(max(i - AROUND, 0), min(i + 1 + AROUND, n)):
            beside += p[at, HEADLINE]
        low, high = max(i - 1, 0), min(i + 2, n)
        least = most = wide
        for at in range(low, high):
            least, most = min(least, <double> width[at]), max(most, <double> width[at])
        equal = high - low > NEIGHBOURS and least > (1 - EQUAL) * wide and most < (1 + EQUAL) * wide
        shared = len(words & address)
        told = tuple([<double> dense[i, <Py_ssize_t> column] for column in columns])
        rows.append((
            log((head + LEAST) / (1 - head + LEAST)), log((head + LEAST) / (likeliest + LEAST)),
            <double> p[i, BODY], <double> so_far[k] / max(whole, 1.0), after, before, beside - head,
            max(0.0, 1 - <double> wide / NARROW), max(0.0, <double> min(wide, WIDEST) / WIDE - 1),
            len(text) > 0 and text[len(text) - 1] in QUESTIONS, u":" in text, (first[i] & LOWER) != 0, (<tuple> blocks[i])[KIND] is ITEM,
            <double> shared / (len(address) or 1), <double> shared / (len(words) + 1),
            agrees[k], holds[k], within[k], agreement(words, opening) if i else 0.0,
            equal, rare[k], i < below_last, i == below_last, *told,
        ))
    return rows


def choice_of(list rows not None, tuple weights not None):
    """Which row is worth most, and by how much each of its facts, weighed, is ahead of the others'."""
    cdef Py_ssize_t n = len(rows), facts = len(weights), row, fact, best = 0
    cdef double total, most = 0, mine, every
    cdef list ahead = []
    if n < 2:
        raise ValueError("nothing is ahead of no other row")
    for row in range(n):
        if len(<tuple?> rows[row]) != facts:
            raise ValueError(f"{len(rows[row])} facts and {facts} weights")
        total = 0
        for fact in range(facts):
            total += <double> (<tuple> rows[row])[fact] * <double> weights[fact]
        if row == 0 or total > most:
            best, most = row, total
    for fact in range(facts):
        every = 0
        for row in range(n):
            every += <double> (<tuple> rows[row])[fact] * <double> weights[fact]
        mine = <double> (<tuple> rows[best])[fact] * <double> weights[fact]
        ahead.append(mine - (every - mine) / (n - 1))
    return best, ahead


def likely(const float[:, ::1] p):
    """The lines that may be the headline, the likeliest first; and the first line of the dump, which may be the title of the window."""
    cdef Py_ssize_t n = p.shape[0], place
    cdef double least = 0
    cdef list found = []
    if n == 0 or p.shape[1] <= HEADLINE:
        raise ValueError(f"probabilities of {p.shape[1]} labels, of {n} blocks")
    for place in range(n):
        least = max(least, <double> p[place, HEADLINE])
    least *= BEHIND
    for place in range(n):
        if <double> p[place, HEADLINE] >= least:
            found.append((-<double> p[place, HEADLINE], place))
    found.sort()
    found = [place for _, place in found[:MOST]]
    if 0 not in found:
        found.append(0)
    return found
