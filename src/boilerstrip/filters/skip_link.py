"""skip_link: links for keyboards and screen readers: skip to the content."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def skip_link(page: Page) -> Iterable[Mark]:
    """Mark links that jump to another part of the page.

    Before:
        Skip to main content
        The ferry sails again on Friday.
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "jumps to another part of the page", "skip_link")
