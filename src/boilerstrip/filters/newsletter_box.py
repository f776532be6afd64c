"""newsletter_box: prompts to subscribe to a newsletter."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import opened, prompts
from boilerstrip.page import Page


def newsletter_box(page: Page) -> Iterator[Mark]:
    """Mark prompts for newsletters and alerts; whole sentences where they ask the reader for it.

    Before:
        The ferry sails again on Friday.
        Sign up for our newsletter
        Join our mailing list, and get the news of the harbour every Friday.
    After:
        The ferry sails again on Friday.
    """
    yield from prompts(page, "a prompt for a newsletter", "newsletter")
    yield from opened(page, "begins like a prompt for a newsletter", "newsletter")
