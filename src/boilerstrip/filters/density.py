"""density: the stretch of a page in which prose stands densely: the article's region."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page
from boilerstrip.shape import COLON, COMMA, LOWER, STOP

#: A closed line is prose from this width on, an open one from OPEN_WIDTH: development dumps, of closed lines of 40 and more 83 %
#: are content, of open ones of 120 and more 40 to 60 %, of open ones of 60 to 120 12 % (news).
CLOSED_WIDTH = 40
OPEN_WIDTH = 120
#: A block of prose counts by its width, at most this much: one huge legal text must not outweigh an article.
WIDEST = 400
#: What a line that is not prose takes away, in hundreds of characters, strictest first. The first strictness is taken under which the
#: region holds ENOUGH of the page's prose. Development dumps, body F1 news/other: 1.0 .892/.844, .3 .865/.879, so .901/.897.
COSTS = (1.0, 0.7, 0.5, 0.3, 0.15)
ENOUGH = 0.6
#: A capture with phrases of at most so many of these kinds has been cleaned by another tool; what is short in it mostly belongs.
#: Development dumps with at most 2: of the main content alone 85 to 90 %, of whole pages 0 to 8 %.
KINDS = frozenset(
    "nav login legal cookie subscribe newsletter copyright share follow skip_link app_store back_to_top comments related ad".split()
)
FEW_KINDS = 2
CLEAN_COSTS = (0.15, 0.05)
#: An open line between these widths costs a little less: it may be a sentence broken by a link.
SHORT = 60
MID_COST = 0.7
#: What headings of related stories and comments take away beyond that: they end articles.
BARRIERS = {"related": 2.0, "comments": 3.0}
HUNDRED = 100.0
#: A page with less prose than this has no article to find (in hundreds of characters).
LEAST = 0.4


def prose_of(page: Page) -> NDArray[np.bool_]:
    """Per block: is it prose by its shape alone? A sentence broken by a link is prose in its pieces, and so is what introduces a list."""
    shapes = page.shapes
    whole = (shapes.closed & (shapes.width >= CLOSED_WIDTH)) | (shapes.width >= OPEN_WIDTH)
    prose: NDArray[np.bool_] = whole | ((shapes.width >= CLOSED_WIDTH) & (_broken(page) | ((shapes.last & COLON) != 0)))
    return prose


def _broken(page: Page) -> NDArray[np.bool_]:
    """Per block: does it continue the block before, or the next continue it, as after a link that a dump puts on a line of its own?"""
    shapes = page.shapes
    continues: NDArray[np.bool_] = (shapes.first & (LOWER | COMMA | STOP)) != 0
    continues[0] = False
    continues[1:] &= ~shapes.closed[:-1]
    continues[:-1] |= continues[1:].copy()
    return continues


def region(page: Page) -> tuple[int, int]:
    """First block of the article's region, and the one after its last; (0, 0) where there is none.

    The region is the stretch with the greatest sum, where prose adds its width and other lines take away a constant
    (maximum subsequence segmentation: Pasternack and Roth, WWW 2009). Linear in the number of blocks.
    """
    if not page.blocks:
        return 0, 0
    width = page.shapes.width
    prose = prose_of(page)
    if page.marks:
        prose &= np.array([label is not Label.CHROME for label in page.labels])
    gain = np.where(prose, np.minimum(width, WIDEST), 0) / HUNDRED
    total = float(gain.sum())
    if total < LEAST:
        return 0, 0
    loss = np.where(width < SHORT, 1.0, MID_COST) * ~(prose | _broken(page))
    barrier = np.zeros(len(gain))
    for block, cue in page.cued(*BARRIERS):
        if cue.strength != "weak" and width[block.index] < SHORT:
            barrier[block.index] = BARRIERS[cue.category]
    start = end = 0
    for cost in CLEAN_COSTS if cleaned(page) else COSTS:
        sums = np.concatenate(([0.0], np.cumsum(gain - cost * loss - barrier)))
        end = int(np.argmax(sums - np.minimum.accumulate(sums)))
        start = int(np.argmin(sums[: end + 1]))
        if gain[start:end].sum() >= ENOUGH * total:
            break
    return start, end


def cleaned(page: Page) -> bool:
    """Is the capture the main content that another tool left?"""
    return len({cue.category for cues in page.cues.values() for cue in cues if cue.category in KINDS}) <= FEW_KINDS


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
    start, end = region(page)
    if start == end:
        return
    prose = prose_of(page).tolist()
    chrome, body = Label.CHROME, Label.BODY
    for index, verdict in enumerate(page.verdicts):
        if verdict is not None:
            continue
        if not start <= index < end:
            yield Mark(index, chrome, "outside the stretch of prose that is the article")
        elif prose[index]:
            yield Mark(index, body, "prose in the dense part of the page")
