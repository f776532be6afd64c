"""surroundings: where blocks lie in the tree of elements (`_surroundings.pyx` is the same, compiled).

Which elements hold the page's prose and its headline, and how far a block is from these; what the elements around it hold; what is
known of other blocks in elements of its kind; which heading it stands below. Each element is looked at once, after the one around it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Kind
from boilerstrip.page import Page
from boilerstrip.tagger.columns import HOLDING, MOST_STEPS, REACHED, UP
from boilerstrip.tagger.elements import BEYOND, Elements

Matrix = NDArray[np.float32]

#: A headline is not wider, and a block that shares less with the stated title is none: of its words times of the title's words, 0 to 1.
#: A heading that shares as much is preferred by so much. Set by hand.
WIDEST_HEADLINE, LEAST_SHARED, HEADING = 250, 0.3, 0.3
#: A block is near a heading if its element or one of the next two up is the heading's, or the one around that. Set by hand.
NEAR, AROUND = 3, 2


def surroundings(page: Page, elements: Elements, stated: Matrix, out: Matrix) -> None:
    """Write the columns (see columns.py); `stated` are those of words shared with the title and the stated headline."""
    width, above, own = page.shapes.width.astype(np.float64), elements.above, elements.groups[0]
    prose = width * page.shapes.sentence
    total, total_prose = max(float(width.sum()), 1.0), max(float(prose.sum()), 1.0)
    text_in, prose_in = _held(width, own, above), _held(prose, own, above)
    columns: list[NDArray[np.float64]] = []
    depth = _depths(above)
    for share in HOLDING:
        holding = np.flatnonzero(prose_in[1:] >= share * total_prose) + 1
        columns += _relation(int(holding[depth[holding].argmax()]) if len(holding) else BEYOND, above, own)
    headline = headline_at(page, stated)
    place = np.arange(len(own), dtype=np.float64)
    columns += _relation(BEYOND if headline is None else int(own[headline]), above, own)
    away = place - (place if headline is None else headline)
    columns += [np.zeros(len(own)) if headline is None else np.where(away > 0, 1.0, -1.0), np.sign(away) * np.log1p(np.abs(away)) / 5]
    upward, steps = own, 0
    for up in UP:
        while steps < up:
            upward = np.where(above[upward] == BEYOND, upward, above[upward])
            steps += 1
        columns += [prose_in[upward] / total_prose, text_in[upward] / total]
    for share in REACHED:
        columns.append(_steps((prose_in >= share * total_prose).tolist(), above)[own])
    kind = elements.kind
    blocks, text, sentences = np.bincount(kind), np.bincount(kind, width), np.bincount(kind, prose)
    columns += [
        np.log(np.maximum(blocks, 1))[kind] / 5, sentences[kind] / total_prose, np.log1p(text / np.maximum(blocks, 1))[kind] / 6,
        (sentences / np.maximum(text, 1))[kind],
    ]  # fmt: skip
    columns += _below_headings(page, own, above)
    out[:] = np.array(columns, np.float32).T


def headline_at(page: Page, stated: Matrix) -> int | None:
    """The block that shares most with the title or the stated headline, else the first heading of level 1; None where there is neither."""
    shared = np.maximum(stated[:, 0] * stated[:, 1], stated[:, 2] * stated[:, 3])
    headings = np.array([block.kind is Kind.HEADING for block in page.blocks], np.bool_)
    score = np.where((shared > LEAST_SHARED) & (page.shapes.width <= WIDEST_HEADLINE), shared + np.float32(HEADING) * headings, 0)
    if score.any():
        return int(score.argmax())
    return next((block.index for block in page.blocks if block.kind is Kind.HEADING and block.level == 1), None)


def _held(amount: NDArray[np.float64], own: NDArray[np.int64], above: NDArray[np.int64]) -> NDArray[np.float64]:
    """Per element, the sum over the blocks in it."""
    held = np.bincount(own, amount, len(above)).tolist()
    up = above.tolist()
    for element in range(len(up) - 1, BEYOND, -1):
        held[up[element]] += held[element]
    return np.array(held)


def _depths(above: NDArray[np.int64]) -> NDArray[np.int64]:
    depths = [-1] * len(above)
    for element, up in enumerate(above.tolist()):
        if element != BEYOND:
            depths[element] = depths[up] + 1
    return np.array(depths)


def _relation(target: int, above: NDArray[np.int64], own: NDArray[np.int64]) -> list[NDArray[np.float64]]:
    """Per block whether it is in the target, how many steps up the first element is that holds both, and how many down from there."""
    if target == BEYOND:
        return [np.zeros(len(own))] * 3
    ways = {}
    step, steps = target, 0
    while step != BEYOND:
        ways[step] = steps
        step, steps = int(above[step]), steps + 1
    up, down = [MOST_STEPS] * len(above), [MOST_STEPS] * len(above)
    for element, around in enumerate(above.tolist()):
        if element in ways:
            up[element], down[element] = 0, min(ways[element], MOST_STEPS)
        elif around != BEYOND:
            up[element], down[element] = min(up[around] + 1, MOST_STEPS), down[around]
    down_from = np.array(down)[own]
    return [np.where(down_from == 0, 1.0, 0.0), np.array(up)[own] / MOST_STEPS, down_from / MOST_STEPS]


def _steps(reached: Sequence[bool], above: NDArray[np.int64]) -> NDArray[np.float64]:
    """Per element, how many steps up something is reached; one more than there are where it never is."""
    steps = [0] * len(above)
    for element, up in enumerate(above.tolist()):
        if element != BEYOND and not reached[element]:
            steps[element] = min(steps[up] + 1, MOST_STEPS)
    return np.array(steps) / MOST_STEPS


def _below_headings(page: Page, own: NDArray[np.int64], above: NDArray[np.int64]) -> list[NDArray[np.float64]]:
    """Per block how far above the nearest heading stands, its level, whether the block is near it, whether it holds a phrase."""
    found = np.zeros((4, len(own)))
    last = -1
    around: set[int] = set()
    for index, (block, element) in enumerate(zip(page.blocks, own.tolist(), strict=True)):
        if last >= 0:
            near = around.intersection(_way(element, above, NEAR))
            found[:, index] = np.log1p(index - last) / 4, page.blocks[last].level / 6, bool(near), last in page.cues
        if block.kind is Kind.HEADING:
            last, around = index, set(_way(element, above, AROUND))
    return [*found]


def _way(element: int, above: NDArray[np.int64], steps: int) -> list[int]:
    """An element and those around it, so many in all; not what lies beyond the top."""
    way: list[int] = []
    while element != BEYOND and len(way) < steps:
        way.append(element)
        element = int(above[element])
    return way
