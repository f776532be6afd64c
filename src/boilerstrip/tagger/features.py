"""features: what the tagger looks at, as one matrix per page: a row per block, a column per feature (see columns.py)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Page
from boilerstrip.tagger.columns import names
from boilerstrip.tagger.elements import Elements

try:
    from boilerstrip.tagger._features import gathered
except ImportError:
    from boilerstrip.tagger.features_numpy import gathered

__all__ = ["Column", "Features", "Matrix", "features_of", "names"]

Matrix = NDArray[np.float32]
Column = NDArray[np.float32]


class Features(NamedTuple):
    """The tagger's view of a page."""

    dense: Matrix
    """Blocks by features; the columns are named by `names(medium)`."""
    elements: Elements | None
    """The HTML elements that hold the blocks; None for a dump."""
    weight: Column
    """Width of each block: what a mistake about it costs."""


def features_of(page: Page) -> Features:
    """Gather the features of a page, which has at least one block."""
    return Features(*gathered(page))
