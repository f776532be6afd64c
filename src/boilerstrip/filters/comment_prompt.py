"""comment_prompt: prompts to write or read comments."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def comment_prompt(page: Page) -> Iterable[Mark]:
    """Mark prompts to comment, glued ones as well.

    Before:
        The ferry sails again on Friday.
        Community standardsDiscussion
        Comment via Facebook
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to comment", "comments", sentences=True)
