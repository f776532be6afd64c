"""follow_prompt: prompts to follow the site or its authors elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def follow_prompt(page: Page) -> Iterable[Mark]:
    """Mark prompts to follow a site on a network.

    Before:
        The ferry sails again on Friday.
        Follow us on Facebook
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to follow the site", "follow")
