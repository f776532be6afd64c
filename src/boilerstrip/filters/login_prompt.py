"""login_prompt: prompts to sign in or register."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page


def login_prompt(page: Page) -> Iterable[Mark]:
    """Mark prompts to sign in, sign up or see one's account.

    Before:
        Sign in
        Create an account
        The ferry sails again on Friday.
    After:
        The ferry sails again on Friday.
    """
    return prompts(page, "a prompt to sign in", "login")
