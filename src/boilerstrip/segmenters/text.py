"""Text dumps: decoded text to Blocks, one per line or paragraph that a reader sees.

The text is never rewritten: `block.text` is `text[span[0]:span[1]]`. The exceptions are a hard-wrapped paragraph (see wrapped.py)
and a sentence broken at its links (broken.py), whose lines stand joined and whose span covers them all. White space and zero-width
characters around a line and its typographic marker (bullet, "#", ">") stand outside the text; numbers ("1. ") stay. Every other line
is a block, also rules ("---"), table lines and code fences, so that what is dropped can be read back.

Segmenting what was segmented, printed with blank lines between, gives the same texts. For this, a marker is taken off either
whatever stands around the line, and then until none is left, or only beside a like line without a blank line between: such
neighbours, and indents, are gone when blocks are printed.
"""

from __future__ import annotations

import re

from boilerstrip.block import Block, Kind
from boilerstrip.segmenters.broken import join_broken
from boilerstrip.segmenters.lines_python import BLANK, STARTS
from boilerstrip.segmenters.wrapped import join_wrapped

try:
    from boilerstrip.segmenters._lines import lines, printed_lines
except ImportError:
    from boilerstrip.segmenters.lines_python import lines, printed_lines

#: So paragraphs stand apart where they are printed.
BETWEEN = "\n\n"

#: Members of one list stand at most so many lines apart: an item and the lines that it wraps into.
LIST_REACH = 4
#: A maker that bulleted so many neighbours in a dump bulleted its indented lone lines, too.
FEWEST_LISTED = 3
#: A lone "> " before fewer characters than this is an arrow before a link ("> More news"), not a quotation.
QUOTE_CHARS = 60
#: Longer lines are no headings, even when a rule stands below them.
HEADING_CHARS = 120

#: A name of a module is read in a tenth of the time of an attribute of an enum, and these are read for every item of every list.
_LINE, _HEADING, _LIST_ITEM, _QUOTE = Kind.LINE, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE

#: Markers that are always markers.
_BULLET = re.compile(r"[•・‣◦▪●■]\s*(?=\S)|·\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_ARROWS = re.compile(r">[>\s]*(?=[^>\s])")
#: Markers only beside a like line: alone, "* " is a footnote and "- " a spoken line or a Scandinavian headline.
_LISTED = re.compile(r"[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_FENCE = re.compile(r"```[\w+#.-]*\Z")
_RULE = re.compile(r"(?:=+|-+)\Z")
_RULE_LEVEL = {"=": 1, "-": 2}
#: After this a spoken line may end.
_CLOSED = frozenset('.!?…"”»')

#: A Markdown link or image, also an image in a link. Each part stops at the next bracket, so a scan is linear.
#: A line may begin or end within one, as wrapping leaves them.
_LINK = re.compile(r"(?:!?\[(?:!\[[^\[\]]*\]\([^()]*\)|[^\[\]])*|\A[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?(?:\)|\Z)")


def segment_text(text: str) -> tuple[Block, ...]:
    """Cut the decoded text of a dump into blocks. Linear in its length; total: there is no text that it refuses.

    Lines are those of `str.splitlines`; `line` counts them from 0 and `span` counts characters of `text`. `indent` is in
    columns, a tab leading to the next multiple of 8. `gap` says that a blank line stood before (true for the first block).

    >>> blocks = segment_text("Menu\\n\\n  # The bridge\\n  * Milk\\n  * Eggs\\n")
    >>> [(b.text, b.kind.value, b.line, b.span, b.indent, b.gap) for b in blocks]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Menu', 'line', 0, (0, 4), 0, True), ('The bridge', 'heading', 2, (10, 20), 2, True),
     ('Milk', 'list_item', 3, (25, 29), 2, False), ('Eggs', 'list_item', 4, (34, 38), 2, False)]
    """
    blocks, marked, onward, closing = lines(text)
    new = tuple.__new__  # a third of what Block(...) costs
    if marked:
        _read_markers(blocks, marked)
        if ">" in text:
            quoted = [blocks[place] for place in marked if blocks[place].kind is Kind.QUOTE]
            onward += [block.index for block in quoted if not block.gap and not block.text[0].isupper()]
    joined = join_broken(join_wrapped(blocks, onward, text), closing)
    if joined is not blocks:
        blocks = [new(Block, (place, *block[1:])) for place, block in enumerate(joined)]
        for block in blocks:
            if block.text[0] in STARTS:  # a mark that stood alone on its line, or an arrow whose line is a long one now
                bare, kind, level = _bare(block.text)
                if kind is not Kind.LINE:
                    blocks[block.index] = _retexted(block, bare, kind, level)
    if "]" in text and "](" in text:  # one character is found in a fiftieth of the time of two
        _count_links(blocks)
    return tuple(blocks)


def segment_printed(texts: list[str]) -> tuple[Block, ...]:
    """What `segment_text` makes of these texts, printed with BETWEEN between them; sooner, as most paragraphs are left as they are.

    >>> [block.text for block in segment_printed(["The bridge", "closes on Monday."])]
    ['The bridge', 'closes on Monday.']
    """
    blocks = printed_lines(texts)
    return segment_text(BETWEEN.join(texts)) if blocks is None else tuple(blocks)


def _retexted(block: Block, text: str, kind: Kind, level: int = 0) -> Block:
    """The block with a kind and with a text that is an ending of its own."""
    index, whole, _, _, line, (start, end), indent, gap, links, bold, path = block
    return tuple.__new__(Block, (index, text, kind, level, line, (start + len(whole) - len(text), end), indent, gap, links, bold, path))


def _bare(text: str) -> tuple[str, Kind, int]:
    """The text without the markers that are always markers, and the kind and level that the first of them gives.

    >>> _bare("## • The bridge"), _bare("> More news"), _bare("#")
    (('The bridge', <Kind.HEADING: 'heading'>, 2), ('> More news', <Kind.LINE: 'line'>, 0), ('#', <Kind.LINE: 'line'>, 0))
    """
    start, kind, level = 0, _LINE, 0
    while text[start] in STARTS:
        if found := _HASHES.match(text, start):
            said, depth = _HEADING, len(found[1])
        elif found := _BULLET.match(text, start):
            said, depth = _LIST_ITEM, 0
        elif (found := _ARROWS.match(text, start)) and len(text) - found.end() >= QUOTE_CHARS:
            said, depth = _QUOTE, 0
        else:
            break
        if kind is _LINE:
            kind, level = said, depth
        start = found.end()
        while text[start] in BLANK:
            start += 1
    return text[start:], kind, level


def _read_markers(blocks: list[Block], marked: list[int]) -> None:
    """Take the markers off these blocks' texts and set kinds and levels, in place."""
    last: dict[str, int] = {}  # per marker the block that bore it last
    lone: list[int] = []
    listed = 0
    numbered = (-LIST_REACH, 0)
    fence = -1
    for index in marked:
        block = blocks[index]
        text = block.text
        first = text[0]
        if first not in "-*+0123456789":
            text, kind, level = _bare(text)
            if kind is not _LINE:
                block = blocks[index] = _retexted(block, text, kind, level)
                if first == ">":
                    if _near(blocks, last.get(first, index), index):
                        _unmark(blocks, last[first])
                    last[first] = index
                first = text[0]
        if first in "-*+>" and (_ARROWS if first == ">" else _LISTED).match(text):
            family = "*" if first == "+" else first  # nested lists alternate
            before = last.get(family, index)
            if _near(blocks, before, index):
                spoken = first == "-" and text[-1] in _CLOSED and blocks[before].text[-1] in _CLOSED
                if not spoken:  # "- Yes, he said."
                    listed += 1
                    if blocks[before].kind is _LINE:
                        _unmark(blocks, before)
                    _unmark(blocks, index)
            elif block.indent and family == "*":
                lone.append(index)
            last[family] = index
        elif first == "`":
            if _FENCE.match(text):
                if fence < 0:
                    fence = index
                else:
                    for place in range(fence, index + 1):
                        blocks[place] = blocks[place]._replace(kind=Kind.CODE, level=0)
                    fence = -1
        elif first in _RULE_LEVEL and _RULE.match(text):
            above = blocks[index - 1] if index else block
            if above.gap and not block.gap and above.kind is _LINE and len(above.text) <= HEADING_CHARS and len(text) > 1:
                blocks[index - 1] = above._replace(kind=_HEADING, level=_RULE_LEVEL[first])
        elif found := _NUMBER.match(text):
            at, value = numbered
            count = int(found[1])
            if count == value + 1 and index - at <= LIST_REACH:
                for place in (at, index) if at >= 0 else (index,):
                    if blocks[place].kind is _LINE:
                        blocks[place] = blocks[place]._replace(kind=_LIST_ITEM)
            numbered = (index, count)
    if listed >= FEWEST_LISTED:
        for index in lone:
            _unmark(blocks, index)


def _near(blocks: list[Block], before: int, index: int) -> bool:
    """Could these two stand in one list?"""
    if before == index - 1:
        return not blocks[index].gap  # nearly always
    return before < index <= before + LIST_REACH and not any(b.gap for b in blocks[before + 1 : index + 1])


def _unmark(blocks: list[Block], place: int) -> None:
    """Take the marker off a member of a list or of a quotation, if it has it still."""
    block = blocks[place]
    marker = block.text[0]
    if block.kind is not _LINE or marker not in "-*+>":
        return
    found = (_ARROWS if marker == ">" else _LISTED).match(block.text)
    if found:
        text, kind, level = block.text[found.end() :], _LINE, 0
        if text[0] in BLANK or text[0] in STARTS:
            text, kind, level = _bare(text.lstrip(BLANK))
        if kind is not _HEADING:
            kind, level = _QUOTE if marker == ">" else _LIST_ITEM, 0
        blocks[place] = _retexted(block, text, kind, level)


def _count_links(blocks: list[Block]) -> None:
    """Set `link_chars` of blocks that hold Markdown links or images, in place."""
    for index, block in enumerate(blocks):
        if "](" in block.text:
            chars = sum(found.end() - found.start() for found in _LINK.finditer(block.text))
            blocks[index] = block._replace(link_chars=chars)
