# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_sieve: which texts may hold a phrase, told by hashes of their first characters and of their words (see sieve.py), compiled.

It may let a text through that holds none, and never keeps one back that does: lookup.py looks at what it lets through.
"""

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

from boilerstrip._characters cimport Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

import numpy as np

from boilerstrip.compiled import allowed
from boilerstrip.phrases.lexicon import EDGES, HEAD, fold
from boilerstrip.phrases.sieve import FIRST_UNSPACED, PAST_UNSPACED, THOUSANDS, Sifted

allowed()

cdef extern from "Python.h" nogil:
    bint Py_UNICODE_ISALNUM(Py_UCS4 point)
    bint Py_UNICODE_ISSPACE(Py_UCS4 point)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 point)

cdef enum:
    # A phrase is known by so many of its first characters.
    OPENING = 8
    ASCII = 0x80
    BMP = 0x10000
    # What makes of a text one that Python has to fold, for its length or because of what stands beside it.
    CAPITAL_I_DOT = 0x130, DOT_ABOVE = 0x307, CAPITAL_SIGMA = 0x3A3
    # A text that has to be looked at: it has no letter, or may begin with a phrase, end in a credit or a count, or have icons around it
    LOOKED_AT = 1
    # One with characters of a script without spaces: phrases may stand inside it
    UNSPACED = 2
    # A text with a word that may give away a phrase
    WORDED = 4
    # A text that is a whole phrase
    EXACT = 8

cdef uint64_t SEED = 0xCBF29CE484222325, PRIME = 0x100000001B3
cdef uint32_t FIRST = ord(FIRST_UNSPACED), PAST = ord(PAST_UNSPACED)


cdef class Hashes:
    """A set of numbers other than 0, by open addressing."""

    cdef uint64_t[::1] slots
    cdef uint64_t mask

    def __cinit__(self, numbers):
        cdef uint64_t size = 64, number, at
        while size < 4 * len(numbers):
            size *= 2
        self.slots, self.mask = np.zeros(size, np.uint64), size - 1
        for number in numbers:
            at = number & self.mask
            while self.slots[at]:
                at = at + 1 & self.mask
            self.slots[at] = number

    cdef bint holds(self, uint64_t number) noexcept nogil:
        return self.place(number) >= 0

    cdef Py_ssize_t place(self, uint64_t number) noexcept nogil:
        """Where it lies; -1 where it does not."""
        cdef uint64_t at = number & self.mask
        while self.slots[at]:
            if self.slots[at] == number:
                return at
            at = at + 1 & self.mask
        return -1


cdef inline uint64_t mixed(uint64_t hash, uint32_t point) noexcept nogil:
    hash = (hash ^ point) * PRIME
    return hash ^ hash >> 32


def hashed(str text):
    """The hash of a folded text."""
    cdef uint64_t hash = SEED
    for point in text:
        hash = mixed(hash, <Py_UCS4>point)
    return hash


cdef class Sieve:
    """What is known of a lexicon."""

    cdef Hashes openings, wholes, words, exact
    cdef list phrases  # as they lie in `exact`
    cdef int32_t[::1] sizes  # of the phrases, in the same places
    cdef Py_ssize_t longest
    cdef uint8_t[BMP] edges
    cdef uint32_t[BMP] folded
    cdef uint8_t[BMP] quotes  # 1: may open a text, 2: may close one, as letters do
    cdef object lexicon

    def __cinit__(self, lexicon):
        self.lexicon = lexicon
        # what is shorter than HEAD is the whole text, but for its edges
        self.wholes = Hashes({hashed(name) for name in lexicon.openings if len(name) < HEAD})
        openings = {name for name, starts in lexicon.openings.items() if "" in starts and len(name) == HEAD}
        openings.update(start for starts in lexicon.openings.values() for start in starts if start)
        openings.update(head for heads in lexicon.briefs.values() for head in heads)
        self.openings = Hashes({hashed(text[:OPENING]) for text in openings})
        self.words = Hashes({hashed(word) for word in lexicon.triggers})
        self.exact = Hashes({hashed(phrase) for phrase in lexicon.whole})
        self.phrases, self.longest = [""] * (self.exact.mask + 1), max(map(len, lexicon.whole), default=0)
        self.sizes = np.zeros(self.exact.mask + 1, np.int32)
        for phrase in lexicon.whole:
            place = self.exact.place(hashed(phrase))
            self.phrases[place], self.sizes[place] = phrase, len(phrase)
        cdef uint32_t point
        for point in range(BMP):
            self.folded[point] = Py_UNICODE_TOLOWER(point)
            self.edges[point] = self.quotes[point] = 0
        for mark in "’：\xa0ı":
            self.folded[<Py_UCS4>ord(mark)] = ord(fold(mark))
        self.folded[10] = 32
        for mark in EDGES:
            self.edges[<Py_UCS4>ord(mark)] = 1
        for mark in "#©ⓒ\"'“„":
            self.quotes[<Py_UCS4>ord(mark)] |= 1
        for mark in "\"'”’“":
            self.quotes[<Py_UCS4>ord(mark)] |= 2

    cdef inline uint32_t fold(self, uint32_t point) noexcept nogil:
        return self.folded[point] if point < BMP else Py_UNICODE_TOLOWER(point)

    cdef inline bint is_edge(self, uint32_t point) noexcept nogil:
        return point < BMP and self.edges[point]

    cdef bint opens(self, const Char* text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size) noexcept nogil:
        """Does the text, of which `start` to `end` is left without its edges, begin like some phrase?"""
        cdef uint64_t hash = SEED
        cdef Py_ssize_t at
        for at in range(start, min(start + OPENING, size)):
            hash = mixed(hash, self.fold(text[at]))
            if self.openings.holds(hash) or (at + 1 == end and self.wholes.holds(hash)):
                return True
        return False

    cdef Py_ssize_t phrase(self, const Char* text, Py_ssize_t size) noexcept nogil:
        """Which phrase the text may be; -1 where it is none."""
        cdef uint64_t hash = SEED
        cdef Py_ssize_t at
        for at in range(size):
            hash = mixed(hash, self.fold(text[at]))
        return self.exact.place(hash)

    cdef bint marked(self, uint32_t point, int side) noexcept nogil:
        """Is this an icon?"""
        return not Py_UNICODE_ISALNUM(point) and not (point < BMP and self.quotes[point] & side)

    cdef int look(self, const Char* text, Py_ssize_t size, Py_ssize_t* phrase) noexcept nogil:
        """What the text may hold, and which phrase it may be."""
        cdef Py_ssize_t start = 0, end = size, at
        cdef int found = 0
        cdef bint slash = False, plain = True, in_word = False
        cdef uint64_t hash = SEED
        cdef uint32_t point, last
        for at in range(size):
            point = text[at]
            if point >= ASCII:
                if point == CAPITAL_I_DOT or point == DOT_ABOVE or point == CAPITAL_SIGMA:
                    return LOOKED_AT | WORDED | UNSPACED
                if FIRST <= point < PAST:
                    found |= UNSPACED
            point = self.fold(point)
            if point >= ASCII:
                plain = False
            if Py_UNICODE_ISSPACE(point):
                if in_word and self.words.holds(hash):
                    found |= WORDED
                in_word, hash = False, SEED
            else:
                in_word = True
                hash = mixed(hash, point)
                slash = slash or point == c"/"
        if in_word and self.words.holds(hash):
            found |= WORDED
        while start < end and self.is_edge(self.fold(text[start])):
            start += 1
        while end > start and self.is_edge(self.fold(text[end - 1])):
            end -= 1
        if start == end or slash or self.opens(text, start, end, size):
            if start == 0 < end <= self.longest:
                phrase[0] = self.phrase(text, end)
                if phrase[0] >= 0 and self.sizes[phrase[0]] == end:
                    found |= EXACT
            return found | LOOKED_AT
        point, last = self.fold(text[start]), self.fold(text[end - 1])
        if plain:
            if last == THOUSAND or last == MILLION:
                found |= LOOKED_AT
        elif self.marked(point, 1) or self.marked(last, 2):
            found |= LOOKED_AT
        return found


cdef uint32_t THOUSAND = ord(THOUSANDS[0]), MILLION = ord(THOUSANDS[1])
cdef Sieve SIEVE = None


cdef bint alike(Sieve sieve, str text, str phrase):
    """Does the text, folded, which is not shorter, begin with the phrase? (Two texts may have one hash.)"""
    cdef Py_ssize_t at
    for at in range(len(phrase)):
        if sieve.fold(<uint32_t>text[at]) != <uint32_t>phrase[at]:
            return False
    return True


def sifted(texts, lexicon, Py_ssize_t longest):
    """What is to be looked at of texts that are not longer, each once; see `sieve.Sifted`."""
    global SIEVE
    if SIEVE is None or SIEVE.lexicon is not lexicon:
        SIEVE = Sieve(lexicon)
    cdef Sieve sieve = SIEVE
    cdef list plain = [], other = [], worded = [], unspaced = [], exact = []
    cdef set seen = set()
    cdef int kind, one
    cdef Py_ssize_t size, phrase = -1
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"not a text: {text!r}")
        kind, size = PyUnicode_KIND(text), PyUnicode_GET_LENGTH(text)
        if size > longest:
            continue
        if kind == 1:
            one = sieve.look(<const uint8_t*>PyUnicode_DATA(text), size, &phrase)
        elif kind == 2:
            one = sieve.look(<const uint16_t*>PyUnicode_DATA(text), size, &phrase)
        else:
            one = sieve.look(<const uint32_t*>PyUnicode_DATA(text), size, &phrase)
        if not one or text in seen:
            continue
        seen.add(text)
        if one & EXACT and alike(sieve, text, sieve.phrases[phrase]):
            exact.append((text, sieve.phrases[phrase]))
        elif one & LOOKED_AT:
            (plain if text.isascii() else other).append(text)
        if one & WORDED:
            worded.append(text)
        if one & UNSPACED:
            unspaced.append(text)
    return Sifted(plain, other, worded, unspaced, exact)
