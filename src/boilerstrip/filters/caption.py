"""caption: what stands below, or above, a picture."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.filters._figure_captions import figure_captions
from boilerstrip.page import Medium, Page

#: FINDINGS: captions have 14 to 142 characters in the middle 80 %.
NARROWEST, WIDEST = 14, 420


def caption(page: Page) -> Iterator[Mark]:
    """Mark captions: a line whose own end is a credit, the line before a credit, and what stands in a figcaption or the like.

    Runs behind `credit`; alone it knows HTML's captions only.

    Before:
        <p>The bridge over the Elster closes on Monday.</p><figure><figcaption>The old bridge in spring</figcaption></figure>
    After:
        The bridge over the Elster closes on Monday.
        CAPTION: The old bridge in spring
    """
    labels, width = page.labels, page.width
    if page.medium is Medium.HTML:
        yield from figure_captions(page)
        return
    prose = [i for i, label in enumerate(labels) if label in PROSE and page.sentence[i]]
    credited = {mark.block for mark in page.marks if mark.label is Label.CREDIT and mark.span is not None}
    for index in sorted(credited):
        if width[index] <= WIDEST:
            yield Mark(index, Label.CAPTION, "ends in a picture's credit")
    lead = prose[0] if prose else 0
    for index, label in enumerate(labels):
        if label is not Label.CREDIT or index in credited:
            continue
        for before in range(index - 1, max(-1, index - 3), -1):
            mark = page.verdicts[before]
            if labels[before] is Label.HEADLINE:
                continue  # a caption may stand before the headline, its credit after it
            taken = labels[before] in (Label.CREDIT, Label.TIMESTAMP, Label.BYLINE) or before in page.cues
            if taken or not NARROWEST <= width[before] <= WIDEST:
                break
            if page.sentence[before] and before > lead and mark is not None and mark.label in PROSE and width[before] > WIDEST // 2:
                break
            yield Mark(before, Label.CAPTION, "stands before a picture's credit")
            break
