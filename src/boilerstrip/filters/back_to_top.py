"""back_to_top: links back to the start of the page."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def back_to_top(page: Page) -> Iterable[Mark]:
    """Mark links back to the top.

    Before:
        The ferry sails again on Friday.
        Back to top
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "jumps back to the top", "back_to_top")
