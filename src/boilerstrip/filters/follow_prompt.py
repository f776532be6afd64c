"""follow_prompt: prompts to follow the site or its authors elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def follow_prompt(page: Page) -> Iterator[Mark]:
    """Mark prompts to follow a site on a network.

    Before:
        The ferry sails again on Friday.
        Follow us on Facebook
    After:
        The ferry sails again on Friday.
    """
    yield from prompts(page, "a prompt to follow the site", "follow")
