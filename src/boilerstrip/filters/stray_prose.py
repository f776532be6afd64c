"""stray_prose: sentences that other filters left out for their place only."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.page import Page

#: Filters that judge a block by where it stands, not by what it says.
BY_PLACE = frozenset(("density", "neighbours", "remainder", "landmarks", "menu_run"))
#: A stray sentence stands at most so many blocks from the article's text.
REACH = 4
#: Narrower ones are prompts as often as prose.
WIDTH = 60


def stray_prose(page: Page) -> Iterator[Mark]:
    """Mark sentences near the article's text as body. It only ever keeps: RULES_RECALL is RULES and this.

    Alone it takes every sentence beside a sentence for body.

    Before:
        Contact
        The bridge over the Elster closes on Monday, the council of Elsterdorf said on Friday.
        Drivers are to take the road by the old mill, which is eleven kilometres longer.
    After:
        Contact
        BODY: The bridge over the Elster closes on Monday, the council of Elsterdorf said on Friday.
        BODY: Drivers are to take the road by the old mill, which is eleven kilometres longer.
    """
    labels, sentence, width = page.labels, page.sentence, page.width
    body = {i for i, label in enumerate(labels) if label in PROSE}
    bodiless = not body
    if bodiless:
        body = {i for i, is_sentence in enumerate(sentence) if is_sentence}
    near = {place + step for place in body for step in range(-REACH, REACH + 1) if not bodiless or step}
    for index in sorted(near):
        if 0 <= index < len(labels) and sentence[index] and width[index] >= WIDTH and index not in page.cues:
            mark = page.verdicts[index]
            if mark is None or (mark.label is Label.CHROME and mark.by in BY_PLACE):
                yield Mark(index, Label.BODY, "a sentence close to the article's text")
