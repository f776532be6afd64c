"""advert_marker: the words that stand above an advertisement."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def advert_marker(page: Page) -> Iterator[Mark]:
    """Mark lines that only say that an advertisement stands here.

    Before:
        The ferry sails again on Friday.
        ADVERTISEMENT
        The harbour office says so.
    After:
        The ferry sails again on Friday.
        The harbour office says so.
    """
    yield from prompts(page, "announces an advertisement", "ad")
