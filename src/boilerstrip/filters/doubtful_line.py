"""doubtful_line: short open lines that stand in the article by their place only."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page

#: FINDINGS: 15 % of body lines are narrower than this, and half of the chrome that is kept.
WIDTH = 80


def doubtful_line(page: Page) -> Iterator[Mark]:
    """Mark open lines under 80 characters that no sentence touches on both sides. It only ever drops: RULES_PRECISION is RULES and this.

    Before:
        <p>The bridge over the Elster closes on Monday, the council said.</p><p>What drivers can do</p>
        <p>Drivers are to take the road by the old mill, which is longer.</p><p>More from Elsterdorf</p><p>Our picks</p>
    After:
        The bridge over the Elster closes on Monday, the council said.
        What drivers can do
        Drivers are to take the road by the old mill, which is longer.
    """
    labels, sentence, width = page.labels, page.sentence, page.width
    closed = page.shapes.closed.tolist()
    open_ = (Label.BODY, Label.UNDECIDED)
    prose = [sentence[i] and label in open_ for i, label in enumerate(labels)]
    last = len(labels) - 1
    for index, label in enumerate(labels):
        between = 0 < index < last and prose[index - 1] and prose[index + 1]
        short = not closed[index] and width[index] < WIDTH and page.blocks[index].kind is not Kind.HEADING
        if label in open_ and short and not between:
            yield Mark(index, Label.CHROME, "a short line without sentences on both sides")
