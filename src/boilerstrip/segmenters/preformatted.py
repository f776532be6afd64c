"""preformatted: prose that somebody has wrapped by hand or by mail program, in a `<pre>`: a dump within the page, and read as one.

Mailing lists, RFCs and the books of Project Gutenberg come so. Code stays as it is, a line a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from boilerstrip.block import Block, Kind
from boilerstrip.dom import Node
from boilerstrip.page import Image
from boilerstrip.segmenters.text import segment_text
from boilerstrip.segmenters.wrapped import FEWEST_JOINTS

#: Of prose at most this share of the characters are such signs. Of 14 texts in `<pre>` on the development pages that look wrapped, ten
#: are prose, nine of them with .00 to .02 and a list of programs with .09, and four are code, with .09 to .14.
MOST_SIGNS = 0.05
_SIGNS = re.compile(r"[{}\[\]()<>=;_|\\$#&*+/`@]+")

_KIND = itemgetter(Block._fields.index("kind"))

Owners = Sequence[Node] | Sequence[int]


class Seen(NamedTuple):
    """What a walk has found on a page, block by block: see walk_python.py."""

    blocks: list[Block]
    owners: Owners
    images: list[Image]


def unwrapped(seen: Seen) -> Seen:
    """The same, with the paragraphs of wrapped prose in one piece; the same object where there are none."""
    blocks, owners, images = seen
    code = Kind.CODE
    if code not in map(_KIND, blocks):
        return seen
    made: list[Block] = []
    held: list[Node | int] = []
    places: list[int] = []  # of each block, where it has come to stand
    for owner, run in _runs(blocks, owners):
        dump = _dump(run) if run[0].kind is code and len(run) > FEWEST_JOINTS else []
        for size, block in dump or [(1, block) for block in run]:
            places += [len(made)] * size
            made.append(block._replace(index=len(made)))
            held.append(owner)
    if len(made) == len(blocks):
        return seen
    places.append(len(made))
    return Seen(made, held, [image._replace(before=places[image.before]) for image in images])  # type: ignore[arg-type]  # all are of one kind


def _runs(blocks: Sequence[Block], owners: Owners) -> Iterator[tuple[Node | int, list[Block]]]:
    """The lines of one `<pre>` together, every other block alone."""
    code = Kind.CODE

    def key(block: Block) -> tuple[int, int]:
        owner = owners[block.index]
        return (owner if isinstance(owner, int) else owner.mem_id, -1) if block.kind is code else (-1, block.index)

    for _, group in groupby(blocks, key):
        run = list(group)
        yield owners[run[0].index], run


def _dump(run: Sequence[Block]) -> list[tuple[int, Block]]:
    """The paragraphs of these lines, each with how many of the lines it is made of; nothing where none belong together."""
    text = "".join("\n" * block.gap + " " * block.indent + block.text + "\n" for block in run)
    if sum(map(len, _SIGNS.findall(text))) > MOST_SIGNS * sum(len(block.text) for block in run):
        return []
    found = segment_text(text)
    if len(found) == len(run):
        return []
    places: dict[int, int] = {}  # by the number of a line of the text, its place among those that are not blank
    at = 0
    for place, block in enumerate(run):
        at += block.gap
        places[at] = place
        at += 1
    firsts = [0, *(places[block.line] for block in found[1:]), len(run)]
    paragraphs = []
    for block, (first, end) in zip(found, pairwise(firsts), strict=True):
        old = run[first:end]
        chars, kind = len(block.text), Kind.PARAGRAPH if block.kind is Kind.LINE else block.kind
        linked, bold = min(chars, sum(one.link_chars for one in old)), min(chars, sum(one.bold_chars for one in old))
        paragraphs.append(
            (len(old), old[0]._replace(text=block.text, kind=kind, level=block.level, indent=0, link_chars=linked, bold_chars=bold))
        )
    return paragraphs
