"""elements: what the HTML elements around a block say, once per element and not once per block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Block, Path

#: Ancestors whose mere presence counts.
FLAGS = (
    "nav", "header", "footer", "aside", "article", "main", "figure", "figcaption", "table", "form", "ul", "ol", "section",
    "blockquote", "h1", "h2", "h3", "p", "a", "button", "dl", "pre", "time", "div",
)  # fmt: skip

#: Containers whose text is summed up.
LEVELS = ("own element", "parent", "grandparent")

#: Words of class names, ids, roles and tags are read in three bags: of the own element, of the next two, of those above.
BAGS = 3
_BAG_OF_STEP = (0, 1, 1)
#: Elements above this many steps are the same for the whole page.
_STEPS = 8
#: Words taken of one element; atomic CSS classes come by the dozen and say nothing.
_WORDS = 8
_WORD = re.compile(r"[A-Za-z][a-z]+|[A-Z]{2,}")

_PLACE = {flag: place for place, flag in enumerate(FLAGS)}


class Elements(NamedTuple):
    """The elements of a page, by block."""

    flags: NDArray[np.float32]
    """Blocks by FLAGS: an ancestor has this tag."""
    depth: NDArray[np.float32]
    groups: tuple[NDArray[np.int64], ...]
    """Per level, which container a block is in."""
    path: NDArray[np.int64]
    """Per block, which of `words` holds its words."""
    words: list[tuple[tuple[str, ...], ...]]
    """Per distinct path, the words of each bag."""


@lru_cache(maxsize=1 << 16)
def words_of_element(tag: str, id: str, classes: str, role: str) -> tuple[str, ...]:
    """The words of an element's tag, id, classes and role, in lower case, each once.

    >>> words_of_element("div", "relatedBox2", "story__body js-share", "")
    ('<div', 'related', 'box', 'story', 'body', 'js', 'share')
    """
    found = _WORD.findall(f"{id} {classes} {role}"[:200]) if id or classes or role else []
    return tuple(dict.fromkeys(["<" + tag, *(word.lower()[:16] for word in found[:_WORDS])]))


def elements_of(blocks: Sequence[Block]) -> Elements:
    """Read the paths of all blocks; each distinct path is read once."""
    places: dict[Path | None, int] = {}
    paths: list[Path | None] = []
    rows: list[int] = []
    for block in blocks:
        place = places.get(block.path)
        if place is None:
            place = places[block.path] = len(paths)
            paths.append(block.path)
        rows.append(place)
    row = np.array(rows, np.int64)
    masks: list[int] = []
    words: list[tuple[tuple[str, ...], ...]] = []
    known: dict[Path, int] = {}
    containers: list[dict[Path | None, int]] = [{} for _ in LEVELS]
    groups: list[list[int]] = [[] for _ in LEVELS]
    for path in paths:
        masks.append(_mask(path, known))
        words.append(_bags(path))
        step = path
        for level, group in zip(containers, groups, strict=True):
            group.append(level.setdefault(step, len(level)))
            step = step.parent if step is not None else None
    mask = np.array(masks, np.int64)
    flags = ((mask[:, None] >> np.arange(len(FLAGS))) & 1).astype(np.float32)
    depth = np.array([path.depth if path is not None else 0 for path in paths], np.float32)
    return Elements(flags[row], depth[row], tuple(np.array(group, np.int64)[row] for group in groups), row, words)


def _mask(path: Path | None, known: dict[Path, int]) -> int:
    """Bits of FLAGS for a path and its ancestors; those met before are not walked again."""
    way: list[Path] = []
    mask = 0
    while path is not None:
        if path in known:
            mask = known[path]
            break
        way.append(path)
        path = path.parent
    for step in reversed(way):
        place = _PLACE.get(step.tag)
        if place is not None:
            mask |= 1 << place
        known[step] = mask
    return mask


def _bags(path: Path | None) -> tuple[tuple[str, ...], ...]:
    bags: list[list[str]] = [[] for _ in range(BAGS)]
    for step in range(_STEPS):
        if path is None:
            break
        bag = _BAG_OF_STEP[step] if step < len(_BAG_OF_STEP) else BAGS - 1
        bags[bag] += words_of_element(path.tag, path.id, path.classes, path.role)
        path = path.parent
    return tuple(tuple(bag) for bag in bags)
