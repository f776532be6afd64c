"""listen_live: prompts to listen, watch, print or change the type size."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def listen_live(page: Page) -> Iterable[Mark]:
    """Mark prompts to hear, watch or print the article, or to set it larger.

    Before:
        Listen Live
        The ferry sails again on Friday.
        Print this article
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to listen, watch, print or set the type larger", "listen", "watch", "print_font")
