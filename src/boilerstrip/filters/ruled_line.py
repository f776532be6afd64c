"""ruled_line: a line that somebody has drawn out of dashes or the like: below a heading, between two parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page

_FIRST = re.compile(r"[-=_~*—–]")
_DRAWN = re.compile(r"([-=_~*—–])(?: ?\1){2,}+|--")


def ruled_line(page: Page) -> Iterator[Mark]:
    """Mark lines that consist of three and more dashes, equal signs, stars or the like, or of the two dashes above the signature of a mail
    (RFC 3676). Code keeps its own.

    No word goes with them. On every second development dump of three makers 42 such lines stood in bodies, of three signs and more. Two
    equal signs are an operator there, printed apart from its sentence.

    Before:
        The old bridge
        ==============
        It closes on Monday, the council said.
        * * *
        -- And then?
    After:
        The old bridge
        It closes on Monday, the council said.
        -- And then?
    """
    code = Kind.CODE
    for index in [first.start() for first in _FIRST.finditer(page.firsts)]:
        if page.blocks[index].kind is not code and _DRAWN.fullmatch(page.texts[index]):
            yield Mark(index, Label.CHROME, "a line that is drawn")
