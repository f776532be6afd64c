"""paywall_prompt: prompts to subscribe, and notices that the rest is for subscribers."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def paywall_prompt(page: Page) -> Iterator[Mark]:
    """Mark prompts to buy a subscription or to go on reading with one.

    Before:
        The ferry sails again on Friday.
        Subscribe now
    After:
        The ferry sails again on Friday.
    """
    yield from prompts(page, "a prompt to subscribe", "subscribe")
