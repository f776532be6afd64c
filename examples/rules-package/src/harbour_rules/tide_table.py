"""tide_table: lines of high and low water, which the paper prints wherever there is room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip import Label, Mark, Page

LINE = re.compile(r"(?:High|Low) water \d{2}:\d{2}")


def tide_table(page: Page) -> Iterator[Mark]:
    """Mark lines that are nothing but a time of high or low water.

    Before:
        The ferry sails again on Monday.
        High water 06:12
    After:
        The ferry sails again on Monday.
    """
    for block in page.blocks:
        if LINE.fullmatch(block.text):
            yield Mark(block.index, Label.CHROME, "a line of the tide table")
