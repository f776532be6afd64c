"""login_prompt: prompts to sign in or register."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def login_prompt(page: Page) -> Iterator[Mark]:
    """Mark prompts to sign in, sign up or see one's account.

    Before:
        Sign in
        Create an account
        The ferry sails again on Friday.
    After:
        The ferry sails again on Friday.
    """
    yield from prompts(page, "a prompt to sign in", "login")
