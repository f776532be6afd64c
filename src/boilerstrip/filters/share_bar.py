"""share_bar: the row of social buttons that a dump prints as plain lines."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def share_bar(page: Page) -> Iterable[Mark]:
    """Mark share buttons: whole prompts anywhere, names of networks beside another button.

    Before:
        Share
        Facebook
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """
    return prompts(page, "a share button", "share")
