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
#: The number of what lies above the topmost elements.
BEYOND = 0
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
    """Per level and block, the number of the element that the block is in; BEYOND above the topmost one."""
    above: NDArray[np.int64]
    """Per number of an element, that of the one around it, which is smaller; BEYOND is around the topmost ones and itself."""
    kind: NDArray[np.int64]
    """Per block, the kind of the element that holds it."""
    parent: NDArray[np.int64]
    """Per kind, the kind of its parent; -1 at the top."""
    words: list[tuple[str, ...]]
    """Per kind, the words of the element itself."""


#: The words of an element's tag, id, classes and role. The pages of a site have the same elements.
words_of_element = lru_cache(maxsize=1 << 16)(class_words)


class _Numbers:
    """Numbers elements, and kinds of elements, as they are met."""

    def __init__(self) -> None:
        self.above = [BEYOND]
        self.kind = [-1]
        """Per element."""
        self.words: list[tuple[str, ...]] = []
        self.masks: list[int] = []
        """FLAGS of the kind and its ancestors, as bits."""
        self.depths: list[int] = []
        self.parents: list[int] = []
        self._known: dict[Path | None, int] = {None: BEYOND}
        self._kinds: dict[tuple[int, str, str, str, str], int] = {}

    def of(self, path: Path | None) -> int:
        """The number of an element; it and its ancestors are looked at once."""
        way = []
        while path not in self._known:
            assert path is not None
            way.append(path)
            path = path.parent
        number = self._known[path]
        while way:
            step = way.pop()
            chain = (self.kind[number], step.tag, step.id, step.classes, step.role)
            kind = self._kinds.get(chain)
            if kind is None:
                kind = self._kinds[chain] = len(self._kinds)
                self._describe(step, chain[0])
            self.above.append(number)
            self.kind.append(kind)
            number = self._known[step] = len(self._known)
        return number

    def _describe(self, path: Path, parent: int) -> None:
        place = _PLACE.get(path.tag)
        mask = self.masks[parent] if parent >= 0 else 0
        self.words.append(words_of_element(path.tag, path.id, path.classes, path.role))
        self.masks.append(mask if place is None else mask | 1 << place)
        self.depths.append(path.depth)
        self.parents.append(parent)


def elements_of(blocks: Sequence[Block]) -> Elements:
    """Read the elements of all blocks; each element is looked at once, and each kind is read once."""
    numbers = _Numbers()
    groups = [np.array([numbers.of(block.path or NOWHERE) for block in blocks], np.int64)]
    above = np.array(numbers.above, np.int64)
    for _ in LEVELS[1:]:
        groups.append(above[groups[-1]])
    kind = np.array(numbers.kind, np.int64)[groups[0]]
    mask = np.array(numbers.masks, np.int64)
    flags = ((mask[:, None] >> np.arange(len(FLAGS))) & 1).astype(np.float32)
    depth = np.array(numbers.depths, np.float32)[kind]
    return Elements(flags[kind], depth, tuple(groups), above, kind, np.array(numbers.parents, np.int64), numbers.words)


def ancestors(parent: NDArray[np.int64], steps: int) -> list[NDArray[np.int64]]:
    """Per kind its ancestor 0, 1, 2 ... steps up; -1 beyond the top."""
    up = [np.arange(len(parent))]
    padded = np.append(parent, -1)  # -1 leads to -1
    for _ in range(steps - 1):
        up.append(padded[up[-1]])
    return up
