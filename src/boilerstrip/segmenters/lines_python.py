"""lines_python: a dump -> its lines as blocks, before anything is made of their markers; the plain one of two ways to do it.

_lines.pyx does the same several times faster, and is asked where it was built.
"""

from __future__ import annotations

import re

from boilerstrip.block import Block, Kind

#: A tab leads to the next column that is a multiple of this, as terminals and pagers have it.
TAB = 8

#: What no reader sees, beside white space: NUL, byte order mark, zero-width spaces, direction and join marks.
INVISIBLE = "\0\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
#: The same and all that `str.isspace` knows.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)

#: A line without one of these in front carries no marker.
STARTS = frozenset("#>-*+•・‣◦▪●■·=`0123456789")

#: A digit without this is no marker: most lines that begin with one are dates and numbers.
NUMBERED = re.compile(r".[^.)]{0,2}[.)]\s", re.DOTALL)

#: What no paragraph begins with: see broken.py.
CLOSING = ("\n,", "\n.", "\n)")

#: Within a Markdown link.
LINK = "]("

_INVISIBLE = frozenset(INVISIBLE)


def lines(text: str) -> tuple[list[Block], list[int], list[int], int]:
    """A block for every line with something on it; which of them begin as marked lines do; which begin with a letter that is no capital,
    without a blank line before them; and how many lines begin with a comma, a stop or a bracket that closes.
    """
    hidden = not text.isascii() or "\0" in text
    blocks: list[Block] = []
    marked: list[int] = []
    onward: list[int] = []
    append, line, starts, unseen = blocks.append, Kind.LINE, STARTS, _INVISIBLE
    new = tuple.__new__  # a third of what Block(...) costs
    index = position = 0
    gap = True
    for number, raw in enumerate(text.splitlines(True)):
        body = raw.strip()
        if hidden and body and (body[0] in unseen or body[-1] in unseen):
            body = body.strip(BLANK)
        if not body:
            gap = True
            position += len(raw)
            continue
        first = body[0]
        indent = 0
        start = position
        if raw[0] != first:
            indent = raw.index(first)
            start += indent
            if "\t" in raw[:indent]:
                indent = len(raw[:indent].expandtabs(TAB))
        if first in starts and _is_marked(body):
            marked.append(index)
        elif not gap and not first.isupper() and first.isalpha():
            onward.append(index)
        append(new(Block, (index, body, line, 0, number, (start, start + len(body)), indent, gap, 0, 0, None)))
        index += 1
        gap = False
        position += len(raw)
    return blocks, marked, onward, sum(map(text.count, CLOSING))


def _is_marked(text: str) -> bool:
    """May the line carry a marker?"""
    return text[0] in STARTS and (not "0" <= text[0] <= "9" or NUMBERED.match(text) is not None)


def printed_lines(texts: list[str]) -> list[Block] | None:
    """The lines of texts that are printed with a blank line between, as blocks; None where one of them is not left as it is: it would
    be stripped or split, or may carry a marker or a link.
    """
    blocks: list[Block] = []
    start = 0
    for index, text in enumerate(texts):
        if not text or text[0] in BLANK or text[-1] in BLANK or len(text.splitlines()) > 1 or LINK in text or _is_marked(text):
            return None
        end = start + len(text)
        blocks.append(Block(index, text, Kind.LINE, 0, 2 * index, (start, end), 0, True, 0, 0, None))
        start = end + len("\n\n")
    return blocks
