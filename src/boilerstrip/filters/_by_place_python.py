"""What places say: the stretch of prose, the lines between paragraphs, runs of open lines (`_by_place.pyx` is the same, compiled).

Not a filter, as the leading underscore says: `density`, `neighbours`, `menu_run` and `related_links` ask it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Block, Kind, Label, Mark
from boilerstrip.classes import COLON, COMMA, LOWER, STOP
from boilerstrip.shape import Shapes

# ---------------------------------------------------------------- the stretch of prose

#: A closed line is prose from this width on, an open one from OPEN_WIDTH: development dumps, of closed lines of 40 and more 83 %
#: are content, of open ones of 120 and more 40 to 60 %, of open ones of 60 to 120 12 % (news).
CLOSED_WIDTH = 40
OPEN_WIDTH = 120
#: ... and where its words are words, on average, and no addresses of pictures: of 525 blocks with longer ones (news and other development
#: pages) 145 are content, nearly all of them code, which `neighbours` decides.
WORD_WIDTH = 30
#: A block of prose counts by its width, at most this much: one huge legal text must not outweigh an article.
WIDEST_PROSE = 400
#: An open line narrower than this takes away a little more than others: those may be sentences broken by a link.
SHORT = 60
MID_COST = 0.7
HUNDRED = 100.0
#: A page with less prose than this has no article to find (in columns).
LEAST = 40

Stretch = tuple[list[int], list[int], list[int]]
"""Blocks that nobody has spoken of: those above the stretch, those in it that are prose by their shape, and those below it."""


def stretch(
    shapes: Shapes, verdicts: Sequence[Mark | None], barriers: Sequence[tuple[int, float]], costs: Sequence[tuple[float, float]]
) -> Stretch | None:
    """The stretch with the greatest sum, where prose adds its width and other lines take away a constant; None where there is too little.

    Maximum subsequence segmentation (Pasternack and Roth, WWW 2009), linear in the number of blocks, of which there is one at least. What
    is labelled chrome adds nothing. `barriers` are places and what they take away, in hundreds of
    columns. `costs` are tried in turn: what a line takes away, and which share of the page's prose is enough for it.
    """
    prose, broken = _prose(shapes)
    width = shapes.width
    free = prose & np.array([verdict is None or verdict.label is not Label.CHROME for verdict in verdicts])
    columns = np.where(free, np.minimum(width, WIDEST_PROSE), 0)
    total = int(columns.sum())
    if total < LEAST:
        return None
    loss = np.where(width < SHORT, 1.0, MID_COST) * ~(free | broken)
    worth = columns / HUNDRED
    for place, barrier in barriers:
        worth[place] -= barrier
    start = end = 0
    sums = np.zeros(len(columns) + 1)
    for cost, enough in costs:
        np.cumsum(worth - cost * loss, out=sums[1:])
        end = int((sums - np.minimum.accumulate(sums)).argmax())
        start = int(sums[: end + 1].argmin())
        if int(columns[start:end].sum()) >= enough * total:
            break
    if start == end:
        return None
    unsaid = [place for place, verdict in enumerate(verdicts) if verdict is None]
    inside = [place for place in unsaid if start <= place < end and prose[place]]
    return [place for place in unsaid if place < start], inside, [place for place in unsaid if place >= end]


def _prose(shapes: Shapes) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Per block: is it prose by its shape alone, and does it continue the block before, or the next continue it?

    A sentence broken by a link, which a dump puts on a line of its own, is prose in its pieces, and so is what introduces a list.
    """
    closed, width = shapes.closed, shapes.width
    broken: NDArray[np.bool_] = (shapes.first & (LOWER | COMMA | STOP)) != 0
    broken[0] = False
    broken[1:] &= ~closed[:-1]
    broken[:-1] |= broken[1:].copy()
    prose: NDArray[np.bool_] = ((width >= CLOSED_WIDTH) & (closed | broken | ((shapes.last & COLON) != 0))) | (width >= OPEN_WIDTH)
    prose &= width <= WORD_WIDTH * shapes.words
    return prose, broken


# ---------------------------------------------------------------- lines between paragraphs

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

#: What is said of a line between paragraphs.
NO_WORDS, SHAPED, LIKELY, UNLIKELY = range(4)


def continued(shapes: Shapes) -> list[bool]:
    """Per block: does it go on with what the block before it says?"""
    found: list[bool] = (((shapes.first & (LOWER | COMMA | STOP)) != 0) & (shapes.letters >= LETTERS)).tolist()
    return found


def between(
    shapes: Shapes, labels: Sequence[Label], blocks: Sequence[Block], cues: Container[int], rows: Container[int], cleaned: bool
) -> list[tuple[int, int]]:
    """The undecided lines between the first and the last block of body, of which there is one at least, and what is said of each.

    `cues` are the blocks that hold a phrase, `rows` those that are rows of a table; `cleaned` says that another tool left the capture.
    """
    body, kinds, item = Label.BODY, (Kind.QUOTE, Kind.CODE), Kind.LIST_ITEM
    start = labels.index(body)
    end = len(labels) - 1 - [*reversed(labels)].index(body)
    inside = [i for i, label in enumerate(labels[start:end], start) if label is Label.UNDECIDED]
    if not inside:
        return []
    closed, letters, width = shapes.closed.tolist(), shapes.letters.tolist(), shapes.width.tolist()
    continues = [*continued(shapes), False]
    loose = [i for i in inside if not (continues[i] or continues[i + 1] or closed[i] or blocks[i].kind in kinds)]
    known = sum([width[i] for i, label in enumerate(labels) if label is body])
    common = BIAS + LISTED * len(loose) / (end - start) + CLEAN * known / max(1, sum(width)) + CLEANED * cleaned
    counts = Counter([blocks[i].text for i in loose])
    points: dict[int, float] = {}
    for run in runs(loose):
        by_run = RUN * log(len(run))
        for index in run:
            above, below = index > 0 and labels[index - 1] is body, index + 1 < len(labels) and labels[index + 1] is body
            found = common + by_run + PROSE_BELOW * below + PROSE_ABOVE * above + SANDWICHED * (above and below)
            found += PER_WIDTH * min(width[index], WIDEST) / WIDTH_UNIT + LATE * (index - start) / (end - start)
            found += INTRODUCES * bool(shapes.last[index] & COLON) + SYMBOLS * bool(shapes.symbols[index])
            found += CUED * (index in cues) + ROW * (index in rows) + ITEM * (blocks[index].kind is item)
            text = blocks[index].text
            found += REPEATED * (counts[text] >= TIMES) + FIGURES * bool(letters[index] < HALF * len(text))
            points[index] = found
    return [(i, NO_WORDS if letters[i] < LETTERS else SHAPED if i not in points else LIKELY if points[i] > 0 else UNLIKELY) for i in inside]


def runs(places: list[int]) -> list[list[int]]:
    """Maximal runs of neighbours.

    >>> runs([1, 2, 4])
    [[1, 2], [4]]
    """
    found = []
    at = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            found.append(places[at:end])
            at = end
    return found


# ---------------------------------------------------------------- lines of one shape


def open_lines(shapes: Shapes, low: int, narrowest: int, widest: int) -> list[int]:
    """The blocks from `low` on that do not end like a sentence and have a width from `narrowest` to `widest`."""
    width = shapes.width[low:]
    found: list[int] = (low + np.flatnonzero((width >= narrowest) & (width <= widest) & ~shapes.closed[low:])).tolist()
    return found


def open_runs(shapes: Shapes, rows: Container[int], widest: int, fewest: int) -> list[range]:
    """Runs of `fewest` blocks and more, none of them in `rows`, that do not end like a sentence and are at most `widest` wide."""
    lines = [place for place in open_lines(shapes, 0, 0, widest) if place not in rows]
    return [range(run[0], run[-1] + 1) for run in runs(lines) if len(run) >= fewest]


def symbol_lines(shapes: Shapes, high: int, widest: int) -> list[int]:
    """The blocks before `high` that hold a symbol, are at most `widest` wide, and are no sentence."""
    symbols, width, sentence = shapes.symbols[:high], shapes.width[:high], shapes.sentence[:high]
    found: list[int] = np.flatnonzero((symbols > 0) & (width <= widest) & ~sentence).tolist()
    return found


def stories_below(
    shapes: Shapes, labels: Sequence[Label], head: int, own: Container[Label], narrowest: int, widest: int, most: int
) -> list[int]:
    """The lines below a heading of other stories, at most `most`: up to a sentence, a wide line or one with a label of its `own`.

    A narrow line right above a sentence is a sub-heading: there the article goes on.
    """
    width, closed, sentence = shapes.width, shapes.closed, shapes.sentence
    found: list[int] = []
    for index in range(head + 1, min(len(labels), head + 1 + most)):
        if closed[index] or width[index] > widest or labels[index] in own:
            break
        if index > head + 1 and width[index] < narrowest and index + 1 < len(labels) and sentence[index + 1]:
            break
        found.append(index)
    return found
