"""hidden_text: text for screen readers only, which the segmenter keeps because it is not hidden from everybody."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.page import Medium, Page

#: Class names of the common frameworks (Bootstrap, WordPress, HTML5 Boilerplate, Drupal, GOV.UK).
CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only element-invisible u-hidden-visually hide-visually "
    "show-for-sr a11y-hidden assistive-text vh is-hidden hidden d-none".split()
)
#: The class stands on the block's element or so many above it.
CLIMB = 3
#: Longer ones are texts that a script shows later.
WIDEST = 200


def hidden_text(page: Page) -> Iterator[Mark]:
    """Mark short blocks inside elements with a class that hides them from the eye.

    Before:
        <p><span class="sr-only">Opens in a new window</span></p><p>The bridge over the Elster closes on Monday.</p>
    After:
        The bridge over the Elster closes on Monday.
    """
    if page.medium is not Medium.HTML:
        return
    for block in page.blocks:
        if len(block.text) > WIDEST:
            continue
        step = block.path
        for _ in range(CLIMB):
            if step is None:
                break
            if step.classes and not CLASSES.isdisjoint(step.classes.lower().split()):
                yield Mark(block.index, Label.CHROME, "text for screen readers only")
                break
            step = step.parent
