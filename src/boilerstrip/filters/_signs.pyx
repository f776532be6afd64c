# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_signs: signs near the ends of texts (see _signs_python.py), compiled: one look at every character there."""

from libc.stdint cimport uint8_t, uint16_t, uint32_t

from boilerstrip._characters cimport Char, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from boilerstrip.compiled import allowed

allowed()

cdef enum:
    MOST = 128  # signs
    LONGEST = 16  # of them
    FIRSTS = 256  # signs are found by what their first character leaves, divided by so many


cdef class Signs:
    """Some short strings."""

    cdef Py_ssize_t tail
    cdef uint32_t[MOST][LONGEST] points
    cdef int[MOST] sizes
    cdef int[MOST] following  # the next sign that begins alike; -1 behind the last
    cdef int[FIRSTS] first_of

    def __init__(self, signs, Py_ssize_t tail):
        cdef int place = 0, at, leaf
        if len(signs) > MOST or max(map(len, signs), default=1) > LONGEST or min(map(len, signs), default=1) < 1:
            raise ValueError(f"more than {MOST} signs, or one of more than {LONGEST} characters, or of none")
        self.tail = tail
        for at in range(FIRSTS):
            self.first_of[at] = -1
        for sign in signs:
            self.sizes[place] = len(sign)
            for at in range(len(sign)):
                self.points[place][at] = ord(sign[at])
            leaf = self.points[place][0] % FIRSTS
            self.following[place], self.first_of[leaf] = self.first_of[leaf], place
            place += 1

    cdef Py_ssize_t sought(self, const Char *text, Py_ssize_t size) noexcept nogil:
        """Where the first sign stands in the tail of a text; -1 where there is none."""
        cdef Py_ssize_t place
        cdef int sign, at
        for place in range(max(size - self.tail, 0), size):
            sign = self.first_of[text[place] % FIRSTS]
            while sign >= 0:
                if self.sizes[sign] <= size - place:
                    at = 0
                    while at < self.sizes[sign] and text[place + at] == self.points[sign][at]:
                        at += 1
                    if at == self.sizes[sign]:
                        return place
                sign = self.following[sign]
        return -1

    cdef Py_ssize_t sought_in(self, object text):
        cdef int kind = PyUnicode_KIND(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
        if kind == 1:
            return self.sought(<const uint8_t *> PyUnicode_DATA(text), size)
        if kind == 2:
            return self.sought(<const uint16_t *> PyUnicode_DATA(text), size)
        return self.sought(<const uint32_t *> PyUnicode_DATA(text), size)

    def first(self, list texts, list sentence, Py_ssize_t low, Py_ssize_t high):
        """The texts from `low` to `high` with a sign near their end, and where its first stands."""
        cdef Py_ssize_t index, place
        cdef list found = []
        cdef str text
        if not 0 <= low or not high <= len(texts) or len(sentence) != len(texts):
            raise IndexError(f"{low} to {high} of {len(texts)} texts")
        for index in range(low, high):
            text = texts[index]
            if sentence[index] is True and text[len(text) - 1] in ".!?" and text[len(text) - 2] not in ")]":
                continue
            place = self.sought_in(text)
            if place >= 0:
                found.append((index, place))
        return found
