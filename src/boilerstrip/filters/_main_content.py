"""Captures that are the main content which another tool left, and tables in dumps (a leading underscore: not a filter)."""

from __future__ import annotations

from collections.abc import Collection

from boilerstrip.blocks import count_lines
from boilerstrip.page import Page

#: A capture with phrases of at most so many of these kinds has been cleaned by another tool; what is short in it mostly belongs.
#: Development dumps with at most 2: of the main content alone 85 to 90 %, of whole pages 0 to 8 %.
KINDS = frozenset(
    "nav login legal cookie subscribe newsletter copyright share follow skip_link app_store back_to_top comments related ad".split()
)
FEW_KINDS = 2
#: And so has a long one in which such phrases are rare: at most so many blocks with one to a thousand columns of text. Of the main content
#: of articles 84 % become 89 %, of whole pages 5 % 8 %, and those are clean (what they hold has a body F1 of .90 as it is).
RARE, THOUSAND = 0.25, 1000


def cleaned(page: Page) -> bool:
    """Is the capture the main content that another tool left?"""
    return page.noted(_cleaned)


def _cleaned(page: Page) -> bool:
    places = page.filed
    kinds = KINDS & places.keys()
    if len(kinds) <= FEW_KINDS:
        return True
    return count_lines(places, kinds, page.sentence) <= RARE * sum(page.width) / THOUSAND


def table_rows(page: Page) -> Collection[int]:
    """The blocks of a dump that are rows of a table: makers put tabs between cells.

    In the articles of the development dumps 71 to 99 % of them are body, whole pages and main content alike.
    """
    return page.tabbed
