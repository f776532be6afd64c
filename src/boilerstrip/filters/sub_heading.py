"""sub_heading: short headings between the paragraphs of an article."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.page import Page

#: FINDINGS: sub-headings have 9 to 53 characters in the middle 80 %.
NARROWEST, WIDEST = 4, 110
#: What follows a sub-heading is prose of this width at least.
BELOW = 60
#: Only these filters' verdicts are overruled: they judged by place, not by what the line says.
_BY_PLACE = frozenset(("density", "neighbours"))
_OPEN = PROSE | {Label.UNDECIDED}


def sub_heading(page: Page) -> Iterator[Mark]:
    """Mark blocks that the source calls headings as body, where prose stands before them and right below.

    Before:
        <p>The bridge over the Elster closes on Monday, the council said.</p><h2>What drivers can do</h2>
        <p>Drivers are to take the road by the old mill, which is longer and not lit at night.</p><h2>More news</h2>
    After:
        The bridge over the Elster closes on Monday, the council said.
        BODY: What drivers can do
        Drivers are to take the road by the old mill, which is longer and not lit at night.
        More news
    """
    if not page.headings:
        return
    labels, width, sentence = page.labels, page.width, page.sentence
    begun = next((i for i in page.sentences if labels[i] in _OPEN), len(labels))
    for index in page.headings:
        if index < begun or index + 1 >= len(labels) or index in page.cues:
            continue
        mark = page.verdicts[index]
        if mark is not None and (mark.label is not Label.CHROME or mark.by not in _BY_PLACE):
            continue
        below = index + 1
        if NARROWEST <= width[index] <= WIDEST and labels[below] in _OPEN and sentence[below] and width[below] >= BELOW:
            yield Mark(index, Label.BODY, "a heading between paragraphs")
