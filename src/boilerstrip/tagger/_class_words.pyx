# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""_class_words: the words of class names and ids (see class_words_python.py), compiled."""

from cpython.unicode cimport PyUnicode_DecodeASCII

from boilerstrip._characters cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from boilerstrip.compiled import allowed
from boilerstrip.tagger import class_words_python as known

allowed()

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)

cdef enum:
    READ = 200
    LENGTH = 16

assert known.READ == READ and known.LENGTH == LENGTH
cdef Py_ssize_t MOST = known.MOST


cdef inline bint is_small(char letter) noexcept nogil:
    return c"a" <= letter <= c"z"


cdef inline bint is_large(char letter) noexcept nogil:
    return c"A" <= letter <= c"Z"


cdef Py_ssize_t copied(str text, char *to, Py_ssize_t room) noexcept:
    """Write so much of a text as there is room for, with 0 for what is not ASCII; how much that was."""
    cdef Py_ssize_t size = min(PyUnicode_GET_LENGTH(text), room), at
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_UCS4 point
    for at in range(size):
        point = PyUnicode_READ(kind, data, at)
        to[at] = <char>point if point < 128 else 0
    return size


def class_words(str tag, str id, str classes, str role):
    """The words of an element's tag, id, classes and role, in lower case, each once."""
    cdef char[READ + 1] text
    cdef Py_ssize_t size = 0, at = 0, end, length, counted = 0
    cdef list words = ["<" + tag]
    cdef str part, word
    cdef bint later = False
    if id or classes or role:
        for part in (id, classes, role):
            if later and size < READ:
                text[size] = c" "
                size += 1
            size += copied(part, text + size, READ - size)
            later = True
    while at < size and counted < MOST:
        end = at + 1
        if is_small(text[at]) or is_large(text[at]):
            while end < size and is_small(text[end]):
                end += 1
            if end == at + 1 and is_large(text[at]):
                while end < size and is_large(text[end]):
                    end += 1
        if end > at + 1:
            counted += 1
            length = min(end - at, LENGTH)
            word = PyUnicode_DecodeASCII(text + at, length, NULL).lower()
            if word not in words:
                words.append(word)
        at = end
    return tuple(words)
