"""elements: what the HTML elements around a block say, once per element and not once per block (`_elements.pyx` is the same, compiled)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Block, Path

try:
    from boilerstrip.tagger._class_words import class_words
except ImportError:
    from boilerstrip.tagger.class_words_python import class_words

#: Ancestors whose mere presence counts.
FLAGS = (
    "nav", "header", "footer", "aside", "article", "main", "figure", "figcaption", "table", "form", "ul", "ol", "section",
    "blockquote", "h1", "h2", "h3", "p", "a", "button", "dl", "pre", "time", "div",
)  # fmt: skip

#: Containers whose text is summed up.
LEVELS = ("own element", "parent", "grandparent")

#: Words of class names, ids, roles and tags are read in three bags: of the own element, of the next two, and of those above,
#: given by how many steps up a bag begins and ends. Elements further up are the same for the whole page.
BAGS = ((0, 1), (1, 3), (3, 8))
#: The element of a block that has none.
NOWHERE = Path(None, "")

_PLACE = {flag: place for place, flag in enumerate(FLAGS)}


class Elements(NamedTuple):
    """The elements of a page. Elements whose tags, ids, classes, roles and ancestors are alike are one kind: a page has some 100."""

    flags: NDArray[np.float32]
    """Blocks by FLAGS: an ancestor has this tag."""
    depth: NDArray[np.float32]
    """Per block."""
    groups: tuple[NDArray[np.int64], ...]
    """Per level and block, which container the block is in."""
    kind: NDArray[np.int64]
    """Per block, the kind of the element that holds it."""
    parent: NDArray[np.int64]
    """Per kind, the kind of its parent; -1 at the top."""
    words: list[tuple[str, ...]]
    """Per kind, the words of the element itself."""


#: The words of an element's tag, id, classes and role. The pages of a site have the same elements.
words_of_element = lru_cache(maxsize=1 << 16)(class_words)


class _Kinds:
    """Numbers the kinds of elements as they are met."""

    def __init__(self) -> None:
        self.words: list[tuple[str, ...]] = []
        self.masks: list[int] = []
        """FLAGS of the kind and its ancestors, as bits."""
        self.depths: list[int] = []
        self.parents: list[int] = []

    def of(self, paths: Sequence[Path | None]) -> list[int]:
        """The kinds of elements; each of their ancestors is looked at once."""
        known: dict[Path | None, int] = {None: -1}
        numbers: dict[tuple[int, str, str, str, str], int] = {}
        found = []
        for path in paths:
            way = []
            while path not in known:
                assert path is not None
                way.append(path)
                path = path.parent
            kind = known[path]
            while way:
                step = way.pop()
                chain = (kind, step.tag, step.id, step.classes, step.role)
                number = numbers.get(chain)
                if number is None:
                    number = numbers[chain] = len(numbers)
                    self._describe(step, kind)
                kind = known[step] = number
            found.append(kind)
        return found

    def _describe(self, path: Path, parent: int) -> None:
        place = _PLACE.get(path.tag)
        mask = self.masks[parent] if parent >= 0 else 0
        self.words.append(words_of_element(path.tag, path.id, path.classes, path.role))
        self.masks.append(mask if place is None else mask | 1 << place)
        self.depths.append(path.depth)
        self.parents.append(parent)


def _numbered(steps: Sequence[Path | None]) -> tuple[list[Path | None], NDArray[np.int64]]:
    """Each different element once, and which of these each step is."""
    places = {step: place for place, step in enumerate(dict.fromkeys(steps))}
    return [*places], np.fromiter(map(places.__getitem__, steps), np.int64, len(steps))


def elements_of(blocks: Sequence[Block]) -> Elements:
    """Read the elements of all blocks; each element is looked at once, and each kind is read once."""
    kinds = _Kinds()
    steps, own = _numbered([block.path or NOWHERE for block in blocks])
    kind = np.array(kinds.of(steps), np.int64)[own]
    groups = [own]
    for _ in LEVELS[1:]:
        steps, outer = _numbered([None if step is None else step.parent for step in steps])
        groups.append(outer[groups[-1]])
    mask = np.array(kinds.masks, np.int64)
    flags = ((mask[:, None] >> np.arange(len(FLAGS))) & 1).astype(np.float32)
    return Elements(
        flags[kind], np.array(kinds.depths, np.float32)[kind], tuple(groups), kind, np.array(kinds.parents, np.int64), kinds.words
    )


def ancestors(parent: NDArray[np.int64], steps: int) -> list[NDArray[np.int64]]:
    """Per kind its ancestor 0, 1, 2 ... steps up; -1 beyond the top."""
    up = [np.arange(len(parent))]
    padded = np.append(parent, -1)  # -1 leads to -1
    for _ in range(steps - 1):
        up.append(padded[up[-1]])
    return up
