"""Reading the HTML that a parser has written, character by character; included by _walk.pyx."""

from cpython.unicode cimport Py_UNICODE_ISSPACE, PyUnicode_Substring

#: Characters in the three widths of a Python string.
ctypedef fused Char:
    const unsigned char
    const unsigned short
    const unsigned int

cdef struct Attribute:
    Py_ssize_t name
    Py_ssize_t name_end
    Py_ssize_t value
    Py_ssize_t value_end
    Py_ssize_t next


# ------------------------------------------------------------------ tags

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


cdef inline bint mentions(Char *s, Py_ssize_t at, Py_ssize_t end, const char *word, int length) noexcept:
    cdef int i
    while at + length <= end:
        for i in range(length):
            if s[at + i] != <unsigned char> word[i]:
                break
        else:
            return True
        at += 1
    return False


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
