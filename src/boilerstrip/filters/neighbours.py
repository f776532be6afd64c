"""neighbours: short lines inside the article, judged by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.filters.density import cleaned
from boilerstrip.page import Page
from boilerstrip.shape import COLON, COMMA, LOWER, STOP

#: A line with fewer letters than this is a counter, a button or a separator.
LETTERS = 2
#: What speaks for an open line between paragraphs, and against it: weights of a logistic regression over 51,493 such lines of
#: development dumps, rounded. It decides .76 of news lines (.32 to .42 are body) and .66 of others (.74 to .81) as the
#: gold does, on pages not fitted on.
BIAS = -1.1
INTRODUCES = 1.6  # ends in a colon
PROSE_BELOW, PROSE_ABOVE = 1.1, 0.9
LISTED = 1.4  # times the share of such lines in the region: recipes, rankings, dumps that break at every link
CLEAN = 0.8  # times the share of the page's characters that are prose: what is left by another tool mostly belongs
CLEANED = 1.0  # the whole capture is main content that another tool left (density.py tells)
ITEM = 0.9
CUED = -4.0  # a phrase of the lexicon: share, related ...
SYMBOLS = -0.5
PER_WIDTH, WIDTH_UNIT, WIDEST = -0.5, 50, 150
RUN = 0.25  # times the logarithm of the run's length
LATE = -0.95  # times the place in the region, 0 to 1
SANDWICHED = 0.7  # alone between two paragraphs: a sub-heading
REPEATED, TIMES = -2.5, 3  # the same line so often on the page: "Report abuse", "View deal"
FIGURES, HALF = -0.65, 0.5  # fewer than half of the characters are letters


def neighbours(page: Page) -> Iterator[Mark]:
    """Decide the lines that are still open between two blocks of body.

    Observations: a sub-heading stands alone between long body lines; menus, share rows and lists of links come in runs; a line that
    begins with a small letter or a comma continues the sentence before it, and the line before it is not over.
    Rules, for each undecided block between the first and the last body block:
        1. a block of fewer than 2 letters is chrome;
        2. a block that is closed, continues a sentence or is continued, is a quotation or code is body;
        3. for other blocks points are added (the constants of this file): above 0 it is body, else chrome.

    Where nothing is known to be body, only a line that continues the open line before it is marked.

    Before:
        The bridge over the Elster closes on Monday, the council said in
        a statement
        , which surprised the people who live there and work beyond it.
        12
    After:
        The bridge over the Elster closes on Monday, the council said in
        BODY: a statement
        BODY: , which surprised the people who live there and work beyond it.
        12
    """
    labels = page.labels
    if not labels:
        return
    shapes = page.shapes
    continues = ((shapes.first & (LOWER | COMMA | STOP)) != 0) & (shapes.letters >= LETTERS)
    body = np.array([label is Label.BODY for label in labels])
    undecided = np.array([label is Label.UNDECIDED for label in labels])
    places = np.flatnonzero(body)
    if not len(places):
        for index in np.flatnonzero(continues[1:] & ~shapes.closed[:-1] & undecided[1:]).tolist():
            yield Mark(index + 1, Label.BODY, "continues the line before it")
        return
    start, end = int(places[0]), int(places[-1])
    inside = undecided.copy()
    inside[:start] = inside[end:] = False
    if not inside.any():
        return
    continued = np.append(continues[1:], False)
    solid = continues | continued | shapes.closed
    solid |= np.array([block.kind in (Kind.QUOTE, Kind.CODE) for block in page.blocks])
    loose = inside & ~solid
    empty = (shapes.letters < LETTERS).tolist()
    kept = (_points(page, loose, body, start, end) > 0).tolist()
    weak = loose.tolist()
    for index in np.flatnonzero(inside).tolist():
        if empty[index]:
            yield Mark(index, Label.CHROME, "no words")
        elif not weak[index]:
            yield Mark(index, Label.BODY, "a line of the article by its shape, between its paragraphs")
        elif kept[index]:
            yield Mark(index, Label.BODY, "a short line that its neighbours make likely part of the article")
        else:
            yield Mark(index, Label.CHROME, "a short line between paragraphs that its neighbours do not explain")


def _points(page: Page, loose: np.ndarray, body: np.ndarray, start: int, end: int) -> np.ndarray:
    shapes = page.shapes
    order = np.arange(len(loose))
    before = np.maximum.accumulate(np.where(loose, -1, order))
    after = np.minimum.accumulate(np.where(loose, len(loose), order)[::-1])[::-1]
    run = np.maximum(after - before - 1, 1)
    above = np.insert(body[:-1], 0, False)
    below = np.append(body[1:], False)
    cued = np.zeros(len(loose))
    cued[list(page.cues)] = CUED
    item = np.array([block.kind is Kind.LIST_ITEM for block in page.blocks])
    width = np.minimum(shapes.width, WIDEST)
    points = BIAS + INTRODUCES * ((shapes.last & COLON) != 0) + PROSE_BELOW * below + PROSE_ABOVE * above + ITEM * item + cued
    points += LISTED * loose.sum() / (end - start) + CLEAN * shapes.width[body].sum() / max(1, shapes.width.sum())
    points += SYMBOLS * (shapes.symbols > 0) + PER_WIDTH * width / WIDTH_UNIT + RUN * np.log(run)
    points += CLEANED * cleaned(page) + SANDWICHED * (above & below)
    counts = Counter([page.texts[i] for i in np.flatnonzero(loose).tolist()])
    for index in np.flatnonzero(loose).tolist():
        if counts[page.texts[index]] >= TIMES:
            points[index] += REPEATED
    result: np.ndarray = points + LATE * (order - start) / (end - start) + FIGURES * (shapes.letters < HALF * shapes.chars)
    return result
