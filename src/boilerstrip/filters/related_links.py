"""related_links: blocks of other stories' headlines."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Kind, Label, Mark
from boilerstrip.filters._main_content import table_rows
from boilerstrip.filters._prose_ends import prose_ends
from boilerstrip.marks import marks_on
from boilerstrip.page import Page

try:
    from boilerstrip.filters._by_place import open_lines, runs, stories_below
except ImportError:
    from boilerstrip.filters._by_place_python import open_lines, runs, stories_below

#: Widths of other stories' headlines (FINDINGS: 8 to 117 characters in the middle 80 %).
NARROWEST, WIDEST = 28, 170
#: Three neighbours of equal shape are a list of links; two may be a headline and its standfirst.
FEWEST = 3
#: A heading of related stories is no wider than this.
HEADING_WIDTH = 60
#: Below such a heading at most so many lines belong to it.
BELOW = 14
#: What has another name already, and what may be such a line.
OWN = frozenset((Label.HEADLINE, Label.FOOTNOTE, Label.CAPTION, Label.CREDIT, Label.TIMESTAMP, Label.BYLINE))
TAKEN = OWN | PROSE
KINDS = frozenset((Kind.LINE, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.HEADING))


def related_links(page: Page) -> Iterator[Mark]:
    """Mark what stands below a heading like "Read also", and three and more open lines of a headline's width in a row after the text.

    Before:
        The bridge over the Elster closes on Monday, the council said.
        Ferry to run between Elsterdorf and the mill
        Mill reopens as a museum after eleven years
        Council quarrels about the price of gravel
    After:
        The bridge over the Elster closes on Monday, the council said.
    """
    shapes, labels, sentence, width = page.shapes, page.labels, page.sentence, page.width
    for block, cue in page.cued("related"):
        head = block.index
        if cue.strength == "weak" or cue.kind != "exact" or width[head] > HEADING_WIDTH or sentence[head] or labels[head] in OWN:
            continue
        yield Mark(head, Label.CHROME, "heads a list of other stories")
        below = stories_below(shapes, labels, head, OWN, NARROWEST, WIDEST, BELOW)
        yield from marks_on(below, Label.CHROME, "below a heading of other stories")
    _, last = prose_ends(page)
    if last < 0:
        last = page.sentences[-1] if page.sentences else len(labels)
    if last + FEWEST >= len(labels):
        return
    places = open_lines(shapes, last + 1, NARROWEST, WIDEST)
    if len(places) < FEWEST:
        return
    rows = table_rows(page)
    after = [i for i in places if labels[i] not in TAKEN and page.blocks[i].kind in KINDS and i not in rows]
    for run in runs(after):
        if len(run) >= FEWEST:
            yield from marks_on(run, Label.CHROME, "one of several lines of a headline's shape after the text")
