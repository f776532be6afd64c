"""What the walk passes over, and what that tells all the same; included by _walk.pyx."""

cdef int note(Scan w, Char *s, Tag *tag, Py_ssize_t attributes, Py_ssize_t inside) except -1:
    """Keep what an unseen element tells: facts of the head, JSON-LD, an image."""
    cdef Py_ssize_t end
    cdef str value
    if tag == META:
        w.metas.append(said_by_meta(w, s, attributes))
    elif tag == LINKED:
        if not w.canonical and (attribute(w, s, attributes, b"rel") or "").lower() == "canonical":
            w.canonical = attribute(w, s, attributes, b"href") or ""
    elif tag == TITLE:
        if not w.title:
            end = inside
            while end < w.size and s[end] != c"<":
                end += 1
            w.title = plain(w, s, inside, end)
    elif tag == SCRIPT:
        value = attribute(w, s, attributes, b"type")
        if value is not None and "ld+json" in value:
            end = raw_end(w, s, inside, attributes - 6, attributes)
            if end >= 0:  # else the scan ends soon
                w.scripts.append(PyUnicode_Substring(w.markup, inside, end))
    elif tag.action == IMAGE:
        value = attribute(w, s, attributes, b"alt")
        if value:
            src = (
                attribute(w, s, attributes, b"data-src") or attribute(w, s, attributes, b"data-lazy-src")
                or attribute(w, s, attributes, b"data-original") or attribute(w, s, attributes, b"src") or ""
            )
            w.images.append(_Image(src, " ".join(value.split()), len(w.blocks)))
    return 0


cdef dict said_by_meta(Scan w, Char *s, Py_ssize_t at):
    """The attributes of a <meta> that facts are read from."""
    cdef Attribute a
    cdef dict said = {}
    while next_attribute(s, at, w.size, &a):
        at = a.next
        if is_named(s, &a, b"name"):
            said["name"] = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"content"):
            said["content"] = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"property"):
            said["property"] = plain(w, s, a.value, a.value_end)
        elif is_named(s, &a, b"itemprop"):
            said["itemprop"] = plain(w, s, a.value, a.value_end)
    return said


cdef Py_ssize_t note_inside(Scan w, Char *s, Py_ssize_t name, Py_ssize_t name_end, Py_ssize_t at) except -2:
    """Keep what the children of `<head>` or `<noscript>` tell, not what is in these; where to go on, or -1."""
    cdef Py_ssize_t size = w.size, child, child_end, end
    cdef Tag *tag
    while True:
        at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
        if at < 0 or at + 1 >= size:
            return -1
        if s[at + 1] == c"/":
            return at + 2 + name_end - name + 1 if closes(s, at + 2, size, name, name_end) else -1
        if s[at + 1] == c"!" or s[at + 1] == c"?":
            at = after_comment(w, s, at)
        else:
            child = at + 1
            tag = named(s, child, size, &child_end)
            w.number += 1
            at = after_tag(s, child_end, size)
            if at >= 0:
                note(w, s, tag, child_end, at)
                if not tag.void:
                    at = skip(w, s, tag, child, child_end, at)
        if at < 0:
            return -1


cdef Py_ssize_t skip(Scan w, Char *s, Tag *tag, Py_ssize_t name, Py_ssize_t name_end, Py_ssize_t at) except -2:
    """The place after the end tag of an element whose inside begins at `at`; -1 where it cannot be told."""
    cdef Py_ssize_t size = w.size, inner, inner_end, number = w.number
    cdef int depth = 1
    cdef Tag *found
    cdef bint foreign = tag == SVG or tag == MATH
    if tag == PLAINTEXT:
        return -1
    if tag.raw:
        at = raw_end(w, s, at, name, name_end)
        return at if at < 0 else at + 2 + name_end - name + 1
    while True:
        at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
        if at < 0 or at + 1 >= size:
            return -1
        if s[at + 1] == c"/":
            if closes(s, at + 2, size, name, name_end):
                depth -= 1
                if not depth:
                    if tag == TEMPLATE:
                        w.number = number  # no selector reaches into a template
                    return at + 2 + name_end - name + 1
            at = PyUnicode_FindChar(w.markup, c">", at, size, 1)  # a name may hold "<"
        elif s[at + 1] == c"!" or s[at + 1] == c"?":
            at = after_comment(w, s, at)
        else:
            inner = at + 1
            found = named(s, inner, size, &inner_end)
            w.number += 1
            at = after_tag(s, inner_end, size)
            if at < 0:
                return -1
            if found == tag and tag != &unknown:
                depth += 1
            elif found == &unknown:
                depth += tag == &unknown and alike(s, inner, inner_end, name, name_end)
            elif foreign:
                if found == TEMPLATE or found == PLAINTEXT:
                    return -1
                w.doubtful |= found.raw
            elif found.raw or found == SVG or found == MATH or found == TEMPLATE:
                at = skip(w, s, found, inner, inner_end, at)
        if at < 0:
            return -1


cdef Py_ssize_t raw_end(Scan w, Char *s, Py_ssize_t at, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Where the end tag begins of an element in which nothing is escaped; -1 for none.

    A script may hold `<!--<script></script>-->`; then its end tag comes after that.
    """
    cdef Py_ssize_t size = w.size, start
    cdef int within = 0  # 1: <!--, 2: <!-- <script
    cdef bint script = name_end - name == 6 and s[name + 1] == c"c"
    while True:
        if not within:
            at = PyUnicode_FindChar(w.markup, c"<", at, size, 1)
            if at < 0:
                return -1
        elif at >= size:
            return -1
        if s[at] == c"<":
            if at + 1 < size and s[at + 1] == c"/":
                if closes(s, at + 2, size, name, name_end):
                    if within < 2:
                        return at
                if within == 2 and begins_script(s, at + 2, size):
                    within = 1
            elif script and not within and at + 3 < size and s[at + 1] == c"!" and s[at + 2] == c"-" and s[at + 3] == c"-":
                within, start = 1, at + 2
                at += 3
            elif within == 1 and begins_script(s, at + 1, size):
                within = 2
        elif s[at] == c">" and within and s[at - 1] == c"-" and s[at - 2] == c"-":
            within = 0
        at += 1


cdef Py_ssize_t raw_text(Scan w, Char *s, Py_ssize_t at, Py_ssize_t name, Py_ssize_t name_end) except -2:
    """Read the text of an element in which nothing is escaped; where its end tag begins, or -1."""
    cdef Py_ssize_t end = raw_end(w, s, at, name, name_end)
    if end > at:
        read(w, s, at, end, False)
    return end


cdef str attribute(Scan w, Char *s, Py_ssize_t at, const char *name):
    """The value of the attribute with this name, of the element whose attributes begin at `at`; or None."""
    cdef Attribute a
    while next_attribute(s, at, w.size, &a):
        if is_named(s, &a, name):
            return plain(w, s, a.value, a.value_end)
        at = a.next
    return None


cdef bint is_hidden(Scan w, Char *s, Py_ssize_t at) except -1:
    """Does an element say that it is hidden? For the few that may, the plain walk decides."""
    attributes = {}
    for name in ("hidden", "style", "id", "class", "role", "aria-labelledby"):
        value = attribute(w, s, at, name.encode())
        if value is not None:
            attributes[name] = value
    return _plain_walk.hidden(attributes)
