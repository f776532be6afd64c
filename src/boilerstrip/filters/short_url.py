"""short_url: the line that offers a short address of the article."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def short_url(page: Page) -> Iterable[Mark]:
    """Mark prompts for a short address or permanent link.

    Before:
        Get short URL
        The ferry sails again on Friday.
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "offers a short address", "short_url")
