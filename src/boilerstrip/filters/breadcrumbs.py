"""breadcrumbs: the path from the home page to the article, printed as a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.block import Label, Mark
from boilerstrip.filters._containers import within
from boilerstrip.page import Medium, Page

try:
    from boilerstrip.filters._by_place import symbol_lines
except ImportError:
    from boilerstrip.filters._by_place_python import symbol_lines

#: A path with the headline at its end has up to about this width.
WIDEST = 200
#: Steps are menu words; only the last, the headline, may be longer.
STEP_WIDTH = 30
#: Two steps and the page; with fewer separators it is a title and the site's name.
FEWEST_STEPS = 2
_SEPARATOR = re.compile(r"\s*[›»>/|→▸▶]\s*")
_CLASSES = ("breadcrumb", "bread-crumb", "brotkrume", "ariane")
#: The class may stand on the block's element or so many above it.
CLIMB = 3


@lru_cache(maxsize=8192)
def _classed(classes: str, id: str) -> bool:
    names = f"{classes} {id}".lower()
    return any(word in names for word in _CLASSES)


def breadcrumbs(page: Page) -> Iterator[Mark]:
    """Mark lines of short steps with separators before the first sentence, and in HTML what stands in an element of that class.

    Before:
        Home › News › Elster › Bridge closes until June
        The bridge over the Elster closes on Monday, the council said.
    After:
        The bridge over the Elster closes on Monday, the council said.
    """
    lead = page.sentences[0] if page.sentences else len(page.blocks)
    for index in symbol_lines(page.shapes, lead, WIDEST) if lead else ():
        steps = _SEPARATOR.split(page.texts[index])
        if len(steps) > FEWEST_STEPS and all(0 < len(step) <= STEP_WIDTH for step in steps[:-1]):
            yield Mark(index, Label.CHROME, "the path from the home page to the article")
    if page.medium is Medium.HTML:
        for index in within(page, _classed, CLIMB):
            if not page.sentence[index] and page.label(index) is not Label.HEADLINE:
                yield Mark(index, Label.CHROME, "in the element that holds the path to the article")
