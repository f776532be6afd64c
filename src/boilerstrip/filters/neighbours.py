"""neighbours: short lines inside the article, judged by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.classes import COLON, COMMA, LOWER, STOP
from boilerstrip.filters._main_content import cleaned, table_rows
from boilerstrip.page import Page

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
CLEANED = 1.0  # the whole capture is main content that another tool left (_main_content.py tells)
ITEM = 0.9
ROW = 2.0  # a row of a table: cells with tabs between them
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
    body, undecided = Label.BODY, Label.UNDECIDED
    if undecided not in labels:
        return
    shapes = page.shapes
    continues = (((shapes.first & (LOWER | COMMA | STOP)) != 0) & (shapes.letters >= LETTERS)).tolist()
    closed = shapes.closed.tolist()
    if body not in labels:
        for index in range(1, len(labels)):
            if continues[index] and not closed[index - 1] and labels[index] is undecided:
                yield Mark(index, body, "continues the line before it")
        return
    start = labels.index(body)
    end = len(labels) - 1 - labels[::-1].index(body)
    inside = [i for i, label in enumerate(labels[start:end], start) if label is undecided]
    if not inside:
        return
    continues.append(False)
    blocks, kinds, letters = page.blocks, (Kind.QUOTE, Kind.CODE), shapes.letters.tolist()
    loose = [i for i in inside if not (continues[i] or continues[i + 1] or closed[i] or blocks[i].kind in kinds)]
    points = _points(page, loose, start, end) if loose else {}
    for index in inside:
        if letters[index] < LETTERS:
            yield Mark(index, Label.CHROME, "no words")
        elif index not in points:
            yield Mark(index, body, "a line of the article by its shape, between its paragraphs")
        elif points[index] > 0:
            yield Mark(index, body, "a short line that its neighbours make likely part of the article")
        else:
            yield Mark(index, Label.CHROME, "a short line between paragraphs that its neighbours do not explain")


def _points(page: Page, loose: list[int], start: int, end: int) -> dict[int, float]:
    """What speaks for each of these lines."""
    shapes, labels, texts, cues, body = page.shapes, page.labels, page.texts, page.cues, Label.BODY
    width, letters = page.width, shapes.letters
    rows, item = table_rows(page), Kind.LIST_ITEM
    known = sum([width[i] for i, label in enumerate(labels) if label is body])
    common = BIAS + LISTED * len(loose) / (end - start) + CLEAN * known / max(1, sum(width)) + CLEANED * cleaned(page)
    counts = Counter([texts[i] for i in loose])
    found: dict[int, float] = {}
    for run in _runs(loose):
        by_run = RUN * log(len(run))
        for index in run:
            above, below = index > 0 and labels[index - 1] is body, index + 1 < len(labels) and labels[index + 1] is body
            points = common + by_run + PROSE_BELOW * below + PROSE_ABOVE * above + SANDWICHED * (above and below)
            points += PER_WIDTH * min(width[index], WIDEST) / WIDTH_UNIT + LATE * (index - start) / (end - start)
            points += INTRODUCES * bool(shapes.last[index] & COLON) + SYMBOLS * bool(shapes.symbols[index])
            points += CUED * (index in cues) + ROW * (index in rows) + ITEM * (page.blocks[index].kind is item)
            points += REPEATED * (counts[texts[index]] >= TIMES) + FIGURES * bool(letters[index] < HALF * len(texts[index]))
            found[index] = points
    return found


def _runs(places: list[int]) -> Iterator[list[int]]:
    """Maximal runs of neighbours."""
    at = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            yield places[at:end]
            at = end
