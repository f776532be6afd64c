"""Blocks, and the paths of the elements that hold them; included by _walk.pyx."""

cdef tuple NOWHERE = (-1, -1)
cdef object NO_LINE = -1


cdef int add_block(Scan w, Open *inside, str text, Py_ssize_t indent, bint gap, Py_ssize_t linked, Py_ssize_t bold, path) except -1:
    """Make a block and note who owns it."""
    cdef object block = new_block()
    cdef PyObject *into = <PyObject *> block
    put(into, 0, len(w.blocks))
    put(into, 1, text)
    put(into, 2, kinds[inside.kind])
    put(into, 3, inside.level)
    put(into, 4, NO_LINE)
    put(into, 5, NOWHERE)
    put(into, 6, indent)
    put(into, 7, True if gap else False)
    put(into, 8, linked)
    put(into, 9, bold)
    put(into, 10, path)
    w.blocks.append(block)
    w.owners.append(inside.number)
    w.chars += len(text)
    return 0


cdef int flush(Scan w, Char *s) except -1:
    """Make a block of what was read since the last boundary (several of a table row with long cells, or of code)."""
    cdef Open *inside = &w.stack[w.inside]
    cdef Py_ssize_t linked = w.linked, bold = w.bold, chars, total
    cdef bint gap = w.gap
    cdef str text = PyUnicode_FromKindAndData(4, w.text, w.length), raw
    path = path_of(w, s, w.inside)
    if w.leaf_number:
        w.leaf.depth = inside.depth + 1
        path = new_path(w, s, path, &w.leaf)
    w.begun, w.gap, w.linked, w.bold = False, False, 0, 0
    if w.as_it_is:
        if inside.kind == CODE or "\t" in text:
            texts = text.splitlines() if inside.kind == CODE else _plain_walk.cells(text)
            total = max(1, sum([len(raw) for raw in texts]))
            for raw in texts:
                text = raw.strip()
                if text:
                    chars = len(text)
                    indent = len(raw) - len(raw.lstrip()) if inside.kind == CODE else 0
                    shares = min(chars, linked * chars // total), min(chars, bold * chars // total)
                    add_block(w, inside, text, indent, gap, shares[0], shares[1], path)
                    gap = False
                else:
                    gap = True
            return 0
        text = " ".join(text.split())
    chars = len(text)
    return add_block(w, inside, text, 0, gap, min(linked, chars), min(bold, chars), path)


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
    if role or itemprop:
        role = f"{role} {itemprop}".strip()
    path = PyType_GenericAlloc(<PyTypeObject *> _Path, 0)  # calling it takes three times as long
    PyObject_GC_UnTrack(<PyObject *> path)  # it is part of no cycle: none stands around itself
    set_slot(path, OF_PARENT, parent)
    set_slot(path, OF_TAG, tag)
    set_slot(path, OF_ID, id)
    set_slot(path, OF_CLASSES, classes)
    set_slot(path, OF_ROLE, role)
    set_slot(path, OF_CSS, "")
    set_slot(path, OF_DEPTH, opened.depth)
    return path


cdef Py_ssize_t OF_PARENT = offset_of(_Path, "parent"), OF_TAG = offset_of(_Path, "tag"), OF_ID = offset_of(_Path, "id"), OF_CLASSES = offset_of(_Path, "classes")
cdef Py_ssize_t OF_ROLE = offset_of(_Path, "role"), OF_CSS = offset_of(_Path, "_css"), OF_DEPTH = offset_of(_Path, "depth")
assert len(_Path.__slots__) == 7
