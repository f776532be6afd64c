"""remainder: what no other filter spoke for."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.page import Page


def remainder(page: Page) -> Iterator[Mark]:
    """Decide every block that is still undecided: sentences are body if the page has no body yet, all else is chrome.

    Before:
        Contact
        The bridge over the Elster closes on Monday, the council said.
    After:
        BODY: The bridge over the Elster closes on Monday, the council said.
    """
    labels, undecided = page.labels, Label.UNDECIDED
    if undecided not in labels:
        return
    bodiless = PROSE.isdisjoint(labels)
    for index, label in enumerate(labels):
        if label is undecided:
            if bodiless and page.sentence[index]:
                yield Mark(index, Label.BODY, "a sentence, and nothing speaks against it")
            else:
                yield Mark(index, Label.CHROME, "nothing shows that it belongs to the article")
