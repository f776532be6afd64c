"""Broken lines: makers that print every piece of text on a line of its own break sentences at their links; here they are one line again.

BeautifulSoup's `get_text("\\n")` makes of `<p>The <a>ferry</a>, it said, sails.</p>` three lines: "The", "ferry", ", it said, sails." No
paragraph begins with a comma: a dump with several such lines is of such a maker. Only there are lines joined, and only where the line
above cannot end, or the line below cannot begin, what stands by itself. A false join glues strangers, a missed one leaves a line as it
was: where in doubt, lines stay.
"""

from __future__ import annotations

from boilerstrip.block import Block, Kind

#: So many lines begin with a comma, a stop or a bracket that closes, in dumps of such makers. Of get_text's development dumps (python
#: benchmarks/joins.py) 95.1 % of the joins are as the browser has the line, whether from 1, 2 or 3 such lines on, 95.5 % from 10, with a
#: quarter fewer joins: few, so that a short page is read too, and more than one, which may be a slip.
FEWEST = 3
#: What no line begins with, before a space or at its end.
_CLOSES = frozenset(",.;:!?)]”»…")
#: After this a line may have ended.
_ENDS = frozenset(".!?:;…)]”»\"'’|*{}=>")
#: Lines that stand further in are code or lists.
INDENT = 1
#: What no line ends with.
_OPENS = frozenset("([“„«")
#: A line that ends in a comma goes on if it has so many spaces.
WORDS = 3
#: A line that is no narrower and ends in a word with a capital may be a headline; one that ends in another word goes on in a link.
WIDE = 40


def join_broken(blocks: list[Block], closing: int) -> list[Block]:
    """Join the pieces of broken sentences; the same list where there are none. Indices are left as they were.

    `closing` says how many lines of the dump begin with a comma, a stop or a bracket that closes (see lines_python.py).

    >>> dump = "The\\nferry\\n, it said,\\nsails again\\n. Drivers of\\ncars\\n, and others, have to\\nwait\\n."
    >>> blocks = [Block(i, line, Kind.LINE, 0, i, (0, 0), 0, i == 0) for i, line in enumerate(dump.splitlines())]
    >>> [block.text for block in join_broken(blocks, closing=4)]
    ['The ferry, it said, sails again. Drivers of cars, and others, have to wait.']
    """
    if closing < FEWEST:
        return blocks
    joined: list[Block] = []
    parts: list[str] = []  # of the last block, with what stands between them
    last: Block | None = None
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        glue = None if last is None else _glue(last, block, after, whole=len(parts) == 1 and _is_one_line(last))
        if glue is None:
            _close(joined, parts, last)
            joined.append(block)
            parts = [block.text]
        else:
            parts += [glue, block.text]
        last = block
    _close(joined, parts, last)
    return joined if len(joined) < len(blocks) else blocks


def _close(joined: list[Block], parts: list[str], last: Block | None) -> None:
    """Make one of the pieces of the last block."""
    if len(parts) > 1 and last is not None:
        joined[-1] = joined[-1]._replace(text="".join(parts), span=(joined[-1].span[0], last.span[1]))


def _glue(above: Block, below: Block, after: Block | None, *, whole: bool) -> str | None:
    """What stands between two lines that belong together; None where they may not. `whole`: nothing is joined to the one above yet."""
    if below.gap or below.indent > INDENT or below.kind is not Kind.LINE or above.kind is not Kind.LINE:
        return None
    end = above.text[-1]
    if _closes(below.text):
        return "" if end not in _CLOSES or below.text[0] not in ".:;!?" else None
    if end in _OPENS:
        return ""
    if end == ",":  # code and lists have commas at the ends of their lines, too
        return " " if (not whole or above.text.count(" ") >= WORDS) and above.text[-2:-1].islower() else None
    title = whole and len(above.text) >= WIDE and not above.text.rpartition(" ")[2][0].islower()
    if end in _ENDS or title:
        return None
    onward = after is not None and not after.gap and (_closes(after.text) or (after.text[0].islower() and after.text.count(" ") > 1))
    if below.text[0].islower():
        many = below.text.count(" ") > 1 or ((not whole or above.text.count(" ") > 1) and (onward or below.text[-1] in _ENDS))
        return " " if many and not (whole and above.text[0].islower()) else None  # so are the lines of a menu
    return " " if onward and (not whole or len(above.text) >= WIDE) and end.islower() else None


def _is_one_line(block: Block) -> bool:
    """Is it not a wrapped paragraph?"""
    return block.span[1] - block.span[0] == len(block.text)


def _closes(text: str) -> bool:
    """Does a line begin with what ends another?"""
    return text[0] in _CLOSES and (len(text) == 1 or text[0] == ")" or text[1].isspace() or text[1] in _CLOSES)
