"""hidden_text: text for screen readers only, which the segmenter keeps because it is not hidden from everybody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.block import Label, Mark
from boilerstrip.filters._containers import within
from boilerstrip.page import Medium, Page

#: Class names of the common frameworks (Bootstrap, WordPress, HTML5 Boilerplate, Drupal, GOV.UK).
CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only element-invisible "
    "u-hidden-visually hide-visually show-for-sr a11y-hidden assistive-text vh is-hidden hidden d-none".split()
)
#: The class stands on the block's element or so many above it.
CLIMB = 2
#: Longer ones are texts that a script shows later.
WIDEST = 200


@lru_cache(maxsize=8192)
def _classed(classes: str, _id: str) -> bool:
    return not CLASSES.isdisjoint(classes.lower().split())


def hidden_text(page: Page) -> Iterator[Mark]:
    """Mark short blocks inside elements with a class that hides them from the eye.

    Before:
        <p><span class="sr-only">Opens in a new window</span></p><p>The bridge over the Elster closes on Monday.</p>
    After:
        The bridge over the Elster closes on Monday.
    """
    if page.medium is not Medium.HTML:
        return
    for index in within(page, _classed, CLIMB):
        if len(page.texts[index]) <= WIDEST:
            yield Mark(index, Label.CHROME, "text for screen readers only")
