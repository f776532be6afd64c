# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_beginnings: what _beginnings_python.py does, compiled: of most texts two characters are looked at, and no more."""

from libc.stdint cimport uint32_t, uint64_t

from cpython.unicode cimport Py_UNICODE_ISALNUM, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR

from boilerstrip.compiled import allowed

allowed()

from boilerstrip.filters._beginnings_python import cases

cdef enum:
    MOST = 64  # words: a bit each
    SHORTEST = 2  # characters of one
    LONGEST = 16
    CASES = 4  # of a character
    LEAVES = 256  # characters are told apart by what they leave, divided by so many


cdef class Beginnings:
    """Some words."""

    cdef int count
    cdef uint32_t[MOST][LONGEST][CASES] points
    cdef int[MOST] sizes
    cdef uint64_t[LEAVES] first  # the words that begin with such a character
    cdef uint64_t[LEAVES] second  # those that have one as their second

    def __init__(self, words):
        cdef int at, case
        cdef uint64_t bit = 1
        words = tuple(words)
        if len(words) > MOST or max(map(len, words), default=1) > LONGEST or min(map(len, words), default=SHORTEST) < SHORTEST:
            raise ValueError(f"more than {MOST} words, or one of fewer than {SHORTEST} or more than {LONGEST} characters")
        self.count = 0
        for at in range(LEAVES):
            self.first[at] = self.second[at] = 0
        for word in words:
            self.sizes[self.count] = len(word)
            for at, letter in enumerate(word):
                known = cases(letter)
                if not 1 <= len(known) <= CASES:
                    raise ValueError(f"more than {CASES} cases of {letter!r}")
                for case in range(CASES):
                    self.points[self.count][at][case] = ord(known[min(case, len(known) - 1)])
                    if at == 0:
                        self.first[self.points[self.count][at][case] % LEAVES] |= bit
                    elif at == 1:
                        self.second[self.points[self.count][at][case] % LEAVES] |= bit
            self.count += 1
            bit <<= 1

    cdef bint begins(self, str text, int word):
        cdef int size = self.sizes[word], at
        cdef Py_UCS4 char
        if PyUnicode_GET_LENGTH(text) < size:
            return False
        for at in range(size):
            char = PyUnicode_READ_CHAR(text, at)
            if (char != self.points[word][at][0] and char != self.points[word][at][1]
                    and char != self.points[word][at][2] and char != self.points[word][at][3]):
                return False
        if PyUnicode_GET_LENGTH(text) == size:
            return True
        char = PyUnicode_READ_CHAR(text, size)
        return not Py_UNICODE_ISALNUM(char) and char != u"_"

    def places(self, list texts not None):
        """The places of texts that begin with one of the words, in capitals or not."""
        cdef Py_ssize_t place, size
        cdef uint64_t words
        cdef int word
        cdef str text
        cdef list found = []
        for place in range(len(texts)):
            text = texts[place]
            if text is None:
                raise TypeError("not a text: None")
            size = PyUnicode_GET_LENGTH(text)
            if size < SHORTEST:
                continue
            words = self.first[<uint32_t> PyUnicode_READ_CHAR(text, 0) % LEAVES]
            words &= self.second[<uint32_t> PyUnicode_READ_CHAR(text, 1) % LEAVES]
            word = 0
            while words:
                if words & 1 and self.begins(text, word):
                    found.append(place)
                    break
                words >>= 1
                word += 1
        return found
