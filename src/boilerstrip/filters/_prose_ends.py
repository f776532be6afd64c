"""Where the prose of a page begins and ends (a leading underscore: not a filter)."""

from __future__ import annotations

from boilerstrip.block import PROSE
from boilerstrip.marks import ends_of
from boilerstrip.page import Page


def prose_ends(page: Page) -> tuple[int, int]:
    """The first and the last block that is sentence-shaped and taken for prose; (-1, -1) where there is none."""
    return ends_of(page.labels, page.sentences, PROSE)
