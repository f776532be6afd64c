"""caption: what stands below, or above, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.block import PROSE, Kind, Label, Mark
from boilerstrip.filters._containers import within
from boilerstrip.page import Medium, Page

#: FINDINGS: captions have 14 to 142 characters in the middle 80 %.
NARROWEST, WIDEST = 14, 420
#: Classes of elements that hold captions, as parts of words ("wp-caption-text", "image__legend", "bildunterschrift").
CLASSES = ("caption", "bildunterschrift", "legend", "bildtext", "imgtext", "img-desc", "photo-desc", "didascalia", "pie-foto", "cutline")
#: A class word counts on the block's own element and this many above it.
CLIMB = 2
#: Words of class names that hold captions of videos, players and slides of other stories.
NOT_THESE = ("player", "video-list", "teaser", "related", "promo", "card")


@lru_cache(maxsize=8192)
def _classed(classes: str, id: str) -> bool:
    names = f"{classes} {id}".lower()
    return any(word in names for word in CLASSES) and not any(word in names for word in NOT_THESE)


def caption(page: Page) -> Iterator[Mark]:
    """Mark captions: a line whose own end is a credit, the line before a credit, and what stands in a figcaption or the like.

    Runs behind `credit`; alone it knows HTML's captions only.

    Before:
        <p>The bridge over the Elster closes on Monday.</p><figure><figcaption>The old bridge in spring</figcaption></figure>
    After:
        The bridge over the Elster closes on Monday.
        CAPTION: The old bridge in spring
    """
    labels, width, blocks = page.labels, page.width, page.blocks
    if page.medium is Medium.HTML:
        classed = set(within(page, _classed, CLIMB))
        for block in blocks:
            if block.index not in classed and block.kind is not Kind.FIGCAPTION:
                continue
            mark = page.verdicts[block.index]
            # a judge with a probability knows more than the element's name: captions F1 on news pages .60 against .56
            judged = mark is not None and (mark.score is not None or mark.by == "landmarks")
            if judged or labels[block.index] in (Label.CREDIT, Label.HEADLINE):
                continue
            if block.kind is Kind.FIGCAPTION or width[block.index] <= WIDEST:
                yield Mark(block.index, Label.CAPTION, "stands in an element for captions")
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
