"""density: the stretch of a page in which prose stands densely: the article's region."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Label, Mark, marks_on
from boilerstrip.classes import COLON, COMMA, LOWER, STOP
from boilerstrip.filters._main_content import cleaned
from boilerstrip.page import Medium, Page

#: A closed line is prose from this width on, an open one from OPEN_WIDTH: development dumps, of closed lines of 40 and more 83 %
#: are content, of open ones of 120 and more 40 to 60 %, of open ones of 60 to 120 12 % (news).
CLOSED_WIDTH = 40
OPEN_WIDTH = 120
#: ... and where its words are words, on average, and no addresses of pictures: of 525 blocks with longer ones (news and other development
#: pages) 145 are content, nearly all of them code, which `neighbours` decides.
WORD_WIDTH = 30
#: A block of prose counts by its width, at most this much: one huge legal text must not outweigh an article.
WIDEST = 400
#: What a line that is not prose takes away, in hundreds of characters, strictest first. The first strictness is taken under which the
#: region holds ENOUGH of the page's prose. Development dumps, body F1 news/other: 1.0 .892/.844, .3 .865/.879, so .901/.897.
COSTS, ENOUGH = (1.0, 0.7, 0.5, 0.3, 0.15), 0.6
#: The same of a dump that is main content already: its short lines mostly belong, so little is cut off, and only if ALMOST_ALL of its
#: prose is left (main-content articles .935 to .936). HTML with few phrases is a plain page, with short menus all the same (daniel .897
#: with the costs of dumps, .900 with these).
CLEAN_COSTS, ALMOST_ALL = (0.05, 0.02), 0.9
PLAIN_COSTS = (0.15, 0.05)
#: An open line between these widths costs a little less: it may be a sentence broken by a link.
SHORT = 60
MID_COST = 0.7
#: What headings of related stories and comments take away beyond that: they end articles.
BARRIERS = {"related": 2.0, "comments": 3.0}
HUNDRED = 100.0
#: A page with less prose than this has no article to find (in hundreds of characters).
LEAST = 0.4


def prose_of(page: Page) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Per block: is it prose by its shape alone, and does it continue the block before, or the next continue it?

    A sentence broken by a link, which a dump puts on a line of its own, is prose in its pieces, and so is what introduces a list.
    """
    shapes = page.shapes
    closed, width = shapes.closed, shapes.width
    broken: NDArray[np.bool_] = (shapes.first & (LOWER | COMMA | STOP)) != 0
    broken[0] = False
    broken[1:] &= ~closed[:-1]
    broken[:-1] |= broken[1:].copy()
    prose: NDArray[np.bool_] = ((width >= CLOSED_WIDTH) & (closed | broken | ((shapes.last & COLON) != 0))) | (width >= OPEN_WIDTH)
    prose &= width <= WORD_WIDTH * shapes.words
    return prose, broken


def region(page: Page, prose: NDArray[np.bool_], broken: NDArray[np.bool_]) -> tuple[int, int]:
    """First block of the article's region, and the one after its last; (0, 0) where there is none.

    The region is the stretch with the greatest sum, where prose adds its width and other lines take away a constant
    (maximum subsequence segmentation: Pasternack and Roth, WWW 2009). Linear in the number of blocks.
    """
    width = page.shapes.width
    if page.marks:
        chrome = Label.CHROME
        prose = prose & np.array([label is not chrome for label in page.labels])
    gain = np.where(prose, np.minimum(width, WIDEST), 0) / HUNDRED
    total = float(gain.sum())
    if total < LEAST:
        return 0, 0
    loss = np.where(width < SHORT, 1.0, MID_COST) * ~(prose | broken)
    worth = gain.copy()
    for block, cue in page.cued(*BARRIERS):
        if cue.strength != "weak" and width[block.index] < SHORT:
            worth[block.index] -= BARRIERS[cue.category]
    start = end = 0
    sums = np.zeros(len(gain) + 1)
    for cost, enough in _strictness(page):
        np.cumsum(worth - cost * loss, out=sums[1:])
        end = int((sums - np.minimum.accumulate(sums)).argmax())
        start = int(sums[: end + 1].argmin())
        if gain[start:end].sum() >= enough * total:
            break
    return start, end


def _strictness(page: Page) -> list[tuple[float, float]]:
    """The costs to try in turn, each with the share of the page's prose that is enough."""
    if cleaned(page):
        return [(cost, ALMOST_ALL) for cost in CLEAN_COSTS] if page.medium is Medium.TEXT else [(cost, ENOUGH) for cost in PLAIN_COSTS]
    return [(cost, ENOUGH) for cost in COSTS]


def density(page: Page) -> Iterator[Mark]:
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
        return
    found, broken = prose_of(page)
    start, end = region(page, found, broken)
    if start == end:
        return
    prose, verdicts = found.tolist(), page.verdicts
    outside = "outside the stretch of prose that is the article"
    yield from marks_on([i for i in range(start) if verdicts[i] is None], Label.CHROME, outside)
    inside = [i for i in range(start, end) if prose[i] and verdicts[i] is None]
    yield from marks_on(inside, Label.BODY, "prose in the dense part of the page")
    yield from marks_on([i for i in range(end, len(verdicts)) if verdicts[i] is None], Label.CHROME, outside)
