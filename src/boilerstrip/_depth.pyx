# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_depth: is markup nested deeper than so many elements? depth.py asks this of every larger page, and hardly any is."""

from boilerstrip.compiled import allowed

allowed()

from libc.string cimport memchr, memset

cdef enum:
    MOST = 512  # elements that are kept in mind
    SLOTS = 256  # for the names that mean something
    LONGEST = 15  # of these
    ROW = 240  # bytes whose tags a byte can count
    SIEVE = 1024  # counts of open elements by hash, so that a stray end tag seldom makes us look through all

cdef struct Name:
    int length
    char name[LONGEST]
    bint flat  # else it is one of those that are opened anew
    Py_ssize_t opened

cdef struct Opened:
    unsigned long long hash
    Py_ssize_t name
    Py_ssize_t length


cdef inline unsigned char lower(unsigned char char) noexcept:
    return char | 32 if c"A" <= char <= c"Z" else char


cdef inline bint letter(unsigned char char) noexcept:
    return c"a" <= char | 32 <= c"z"


cdef inline bint alike(const unsigned char *one, const unsigned char *other, Py_ssize_t length) noexcept:
    cdef Py_ssize_t place
    for place in range(length):
        if lower(one[place]) != lower(other[place]):
            return False
    return True


cdef class Gauge:
    """Knows which elements have no inside, or end where the next begins, and which are opened anew; see depth.py."""

    cdef Name names[SLOTS]
    cdef int deepest

    def __init__(self, int deepest, flat, reopened):
        assert deepest <= MOST
        self.deepest = deepest
        memset(self.names, 0, sizeof(self.names))
        for name in flat:
            self.enter(name, True)
        for name in reopened:
            self.enter(name, False)

    cdef int enter(self, bytes name, bint flat) except -1:
        assert len(name) <= LONGEST
        cdef unsigned int place = hash_of(name, len(name)) % SLOTS
        cdef int i
        while self.names[place].length:
            place = (place + 1) % SLOTS
        self.names[place].length, self.names[place].flat = <int> len(name), flat
        for i in range(len(name)):
            self.names[place].name[i] = name[i]
        return 0

    def tags(self, bytes markup):
        """How many tags there may be at most: a sixteenth of the time of `bytes.count`, which stops at each."""
        cdef const unsigned char *s = markup
        cdef Py_ssize_t size = len(markup), at = 0, found = 0, end
        cdef unsigned char few
        while at < size:
            end = min(at + ROW, size)
            few = 0
            while at < end:  # a compiler makes one instruction of sixteen of these steps
                few += s[at] == c"<"
                at += 1
            found += few
        return found

    def exceeded(self, bytes markup):
        """Does more stand open in this markup, somewhere, than is allowed?"""
        cdef const unsigned char *s = markup
        cdef const unsigned char *found
        cdef Py_ssize_t size = len(markup), at = 0, end
        cdef Opened stack[MOST]
        cdef int sieve[SIEVE]
        cdef int depth = 0, place
        cdef Py_ssize_t reopened = 0
        cdef unsigned long long hash
        cdef bint closing
        cdef Name *name
        cdef Name names[SLOTS]
        names = self.names  # a copy, which other threads do not count in
        memset(sieve, 0, sizeof(sieve))
        while True:
            found = <const unsigned char *> memchr(s + at, c"<", size - at)
            if found == NULL:
                return False
            at = found - s + 1
            closing = at < size and s[at] == c"/"
            at += closing
            if at >= size or not letter(s[at]):
                at -= closing
                continue
            end = at + 1
            while end < size and (letter(s[end]) or c"0" <= s[end] <= c"9" or s[end] == c":" or s[end] == c"-"):
                end += 1
            hash = hash_of(s + at, end - at)
            name = known(names, hash, s + at, end - at)
            if name != NULL:
                if not name.flat:
                    if not closing:
                        name.opened += 1
                        reopened += 1
                        if reopened > self.deepest:
                            return True
                    elif name.opened:
                        name.opened -= 1
                        reopened -= 1
            elif not closing:
                if depth == self.deepest:
                    return True
                stack[depth].hash, stack[depth].name, stack[depth].length = hash, at, end - at
                depth += 1
                sieve[hash % SIEVE] += 1
            elif sieve[hash % SIEVE]:
                place = depth - 1
                while place >= 0 and not (
                    stack[place].hash == hash and stack[place].length == end - at and alike(s + stack[place].name, s + at, end - at)
                ):
                    place -= 1
                if place >= 0:  # what was left open inside ends with it
                    while depth > place:
                        depth -= 1
                        sieve[stack[depth].hash % SIEVE] -= 1
            at = end


cdef unsigned long long hash_of(const unsigned char *name, Py_ssize_t length) noexcept:
    cdef unsigned long long hash = 14695981039346656037ULL
    cdef Py_ssize_t place
    for place in range(length):
        hash = (hash ^ lower(name[place])) * 1099511628211ULL
    return hash ^ hash >> 29


cdef Name *known(Name *names, unsigned long long hash, const unsigned char *text, Py_ssize_t length) noexcept:
    """What is known of an element with this name, or NULL."""
    cdef unsigned int place = hash % SLOTS
    while names[place].length:
        if names[place].length == length and alike(<const unsigned char *> names[place].name, text, length):
            return &names[place]
        place = (place + 1) % SLOTS
    return NULL
