"""paywall_prompt: prompts to subscribe, and notices that the rest is for subscribers."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def paywall_prompt(page: Page) -> Iterable[Mark]:
    """Mark prompts to buy a subscription or to go on reading with one.

    Before:
        The ferry sails again on Friday.
        Subscribe now
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to subscribe", "subscribe")
