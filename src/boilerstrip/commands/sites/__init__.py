"""boilerstrip sites: the rules for single sites: list, new, test, doctor. One file each."""

from __future__ import annotations

import click

from boilerstrip.commands.sites.doctor import doctor
from boilerstrip.commands.sites.listing import listing
from boilerstrip.commands.sites.new import new
from boilerstrip.commands.sites.trial import trial


@click.group(short_help="Rules for single sites: list, new, test, doctor.")
def sites() -> None:
    """Rules for single sites: those that come with the package, those of installed packages, and your own (--sites PATH)."""


for command in (listing, new, trial, doctor):
    sites.add_command(command)

__all__ = ["sites"]
