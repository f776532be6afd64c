"""The words of class names and ids (`_class_words.pyx` is the same, compiled)."""

from __future__ import annotations

import re

#: So many characters of id, classes and role are read, so many words taken, and so many letters of each: atomic CSS classes come by the
#: dozen and say nothing.
READ, MOST, LENGTH = 200, 8, 16
_WORD = re.compile(r"[A-Za-z][a-z]+|[A-Z]{2,}")


def class_words(tag: str, id: str, classes: str, role: str) -> tuple[str, ...]:
    """The words of an element's tag, id, classes and role, in lower case, each once.

    >>> class_words("div", "relatedBox2", "story__body js-share", "")
    ('<div', 'related', 'box', 'story', 'body', 'js', 'share')
    """
    found = _WORD.findall(f"{id} {classes} {role}"[:READ]) if id or classes or role else []
    return tuple(dict.fromkeys(["<" + tag, *(word.lower()[:LENGTH] for word in found[:MOST])]))
