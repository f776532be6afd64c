"""app_prompt: prompts to install the site's app."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def app_prompt(page: Page) -> Iterable[Mark]:
    """Mark prompts to fetch an app.

    Before:
        The ferry sails again on Friday.
        Download the app
        Get it on Google Play
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to install an app", "app_store")
