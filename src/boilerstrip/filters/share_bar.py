"""share_bar: the row of social buttons that a dump prints as plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def share_bar(page: Page) -> Iterator[Mark]:
    """Mark share buttons: whole prompts anywhere, names of networks beside another button.

    Before:
        Share
        Facebook
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """
    yield from prompts(page, "a share button", "share")
