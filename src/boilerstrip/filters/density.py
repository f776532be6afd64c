"""density: the stretch of a page in which prose stands densely: the article's region."""

from __future__ import annotations

from boilerstrip.block import Label, Mark
from boilerstrip.filters._by_place_python import SHORT
from boilerstrip.filters._main_content import cleaned
from boilerstrip.marks import marks_on
from boilerstrip.page import Medium, Page

try:
    from boilerstrip.filters._by_place import stretch
except ImportError:
    from boilerstrip.filters._by_place_python import stretch

#: What a line that is not prose takes away, in hundreds of characters, strictest first. The first strictness is taken under which the
#: region holds ENOUGH of the page's prose. Development dumps, body F1 news/other: 1.0 .892/.844, .3 .865/.879, so .901/.897.
COSTS, ENOUGH = (1.0, 0.7, 0.5, 0.3, 0.15), 0.6
#: The same of a dump that is main content already: its short lines mostly belong, so little is cut off, and only if ALMOST_ALL of its
#: prose is left (main-content articles .935 to .936). HTML with few phrases is a plain page, with short menus all the same (daniel .897
#: with the costs of dumps, .900 with these).
CLEAN_COSTS, ALMOST_ALL = (0.05, 0.02), 0.9
PLAIN_COSTS = (0.15, 0.05)
#: What headings of related stories and comments take away beyond that: they end articles.
BARRIERS = {"related": 2.0, "comments": 3.0}
OUTSIDE = "outside the stretch of prose that is the article"


def _strictness(page: Page) -> list[tuple[float, float]]:
    """The costs to try in turn, each with the share of the page's prose that is enough."""
    if cleaned(page):
        return [(cost, ALMOST_ALL) for cost in CLEAN_COSTS] if page.medium is Medium.TEXT else [(cost, ENOUGH) for cost in PLAIN_COSTS]
    return [(cost, ENOUGH) for cost in COSTS]


def density(page: Page) -> list[Mark]:
    """Mark prose inside the article's region as body and what lies outside the region as chrome; short lines inside stay open.

    Before:
        Home
        Contact
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
        Drivers are to take the road by the old mill, which is eleven kilometres longer and not lit at night.
        Imprint
        Privacy
    After:
        BODY: The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
        BODY: Drivers are to take the road by the old mill, which is eleven kilometres longer and not lit at night.
    """
    if not page.blocks:
        return []
    barred = [(block.index, cue) for block, cue in page.cued(*BARRIERS) if cue.strength != "weak" and page.width[block.index] < SHORT]
    barriers = [(index, BARRIERS[cue.category]) for index, cue in barred]
    found = stretch(page.shapes, page.verdicts, barriers, _strictness(page))
    if found is None:
        return []
    above, inside, below = found
    dense = marks_on(inside, Label.BODY, "prose in the dense part of the page")
    return [*marks_on(above, Label.CHROME, OUTSIDE), *dense, *marks_on(below, Label.CHROME, OUTSIDE)]
