"""neighbours: short lines inside the article, judged by what stands around them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page
from boilerstrip.shape import COMMA, LOWER, STOP

#: Of undecided lines in a row between body blocks: one alone is a sub-heading (or a broken sentence) in 7 of 10, three and more are menus.
LONELY = 1
#: A lone open line wider than this is a teaser or a caption rather than a sub-heading (FINDINGS: sub-headings 9 to 53 characters).
HEADING_WIDTH = 60
#: Where more than this share of the article's lines are short and open, the article itself is a list (recipes, rankings, dumps that
#: break at every link). Development dumps, body F1 news/other: never .901/.886, .5 .895/.897, .3 .889/.901.
LISTED = 0.5
#: A line with fewer letters than this is a counter, a button or a separator.
LETTERS = 2


def neighbours(page: Page) -> Iterator[Mark]:
    """Decide the lines that are still open between two blocks of body.

    Observations: a sub-heading stands alone between long body lines; menus, share rows and lists of links come in runs; a line that
    begins with a small letter or a comma continues the sentence before it, and the line before it is not over.
    Rules, on each run of undecided blocks between the first and the last body block:
        1. a block of fewer than 2 letters is chrome;
        2. a block that is closed, continues a sentence or is continued, is a list item, quotation or code is body;
        3. what is left in runs of one, at most 60 wide, is body (a sub-heading);
        4. if more than half of the article's blocks are short and open, it is a list, and they are body;
        5. other blocks are chrome.

    Alone, without blocks that are known to be body, it decides nothing but sentences' neighbours.

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
    places = [i for i, label in enumerate(labels) if label is Label.BODY]
    shapes = page.shapes
    continues = ((shapes.first & (LOWER | COMMA | STOP)) != 0) & (shapes.letters >= LETTERS)
    if not places:
        for index in np.flatnonzero(continues[1:] & ~shapes.closed[:-1]).tolist() if len(labels) else ():
            if labels[index + 1] is Label.UNDECIDED:
                yield Mark(index + 1, Label.BODY, "continues the line before it")
        return
    start, end = places[0], places[-1]
    inside = [i for i in range(start, end) if labels[i] is Label.UNDECIDED]
    if not inside:
        return
    continued = np.append(continues[1:], False)
    solid = (continues | continued | shapes.closed).tolist()
    letters, width, blocks = shapes.letters.tolist(), page.width, page.blocks
    kept_kinds = (Kind.LIST_ITEM, Kind.QUOTE, Kind.CODE)
    weak = [i for i in inside if not solid[i] and blocks[i].kind not in kept_kinds]
    listed = len(weak) > LISTED * (end - start)
    loose = set(weak)
    for index in inside:
        if letters[index] < LETTERS:
            yield Mark(index, Label.CHROME, "no words")
        elif index not in loose:
            yield Mark(index, Label.BODY, "a line of the article by its shape, between its paragraphs")
        elif listed:
            yield Mark(index, Label.BODY, "a short line of an article that consists of short lines")
        elif index - 1 not in loose and index + 1 not in loose and width[index] <= HEADING_WIDTH:
            yield Mark(index, Label.BODY, "a short line alone between paragraphs")
        else:
            yield Mark(index, Label.CHROME, "one of several short lines between paragraphs")
