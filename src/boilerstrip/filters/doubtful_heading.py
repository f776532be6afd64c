"""doubtful_heading: a sub-heading that the tagger was not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.filters._sureness import doubted
from boilerstrip.page import Page

#: FINDINGS: sub-headings have 9 to 53 characters in the middle 80 %.
NARROWEST, WIDEST = 4, 80
#: The tagger's word against it counts from this probability on.
SURE = 0.7
#: What follows it is prose of this width at least.
BELOW = 80
#: Where dropped lines stand between the paragraph above and the heading (links to other stories, a share bar), at most so many, the tagger
#: has to have doubted more. Body F1 of dumps stays as it is (news .9562, articles .9251): a sub-heading is worth keeping all the same.
BETWEEN, SURE_APART = 4, 0.5


def doubtful_heading(page: Page) -> Iterator[Mark]:
    """Mark a short open line right above a paragraph of the body, and below another, as body, where a judge dropped it without being sure.

    A block that nobody has judged with a score is left alone.

    Before:
        BODY p=0.98: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
        CHROME p=0.55: What drivers can do
        BODY p=0.97: Until June a ferry runs every twenty minutes, from six in the morning until shortly before midnight, free of charge.
    After:
        BODY: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
        BODY: What drivers can do
        BODY: Until June a ferry runs every twenty minutes, from six in the morning until shortly before midnight, free of charge.
    """
    labels, sentence, width, chrome = page.labels, page.sentence, page.width, Label.CHROME
    apart = {*doubted(page.verdicts, SURE_APART)}
    for index in doubted(page.verdicts, SURE):
        below = index + 1
        if labels[index] is not chrome or sentence[index] or below == len(labels) or not sentence[below]:
            continue
        above = next((i for i in range(index - 1, max(-1, index - BETWEEN - 2), -1) if sentence[i]), -1)
        if above < 0 or (above < index - 1 and index not in apart):
            continue
        if not NARROWEST <= width[index] <= WIDEST or width[below] < BELOW or index in page.cues or page.blocks[index].link_share:
            continue
        if labels[above] in PROSE and labels[below] in PROSE and all(labels[i] is chrome for i in range(above + 1, index)):
            yield Mark(index, Label.BODY, "a heading between two paragraphs")
