"""boilerstrip sites list: every rule there is, with its source and its dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options

if TYPE_CHECKING:
    from boilerstrip.sites import Book

#: Exit status where a rule is wrong.
WRONG = 1


@click.command("list", short_help="List all rules: host, dates, source.")
@options.sites
def listing(sites: tuple[Path, ...]) -> None:
    """List all rules: host, dates, where they come from. Rules that are wrong are named on stderr, and the exit status is then 1."""
    from boilerstrip.sites import Sites, book_of

    book = book_of(Sites.of(sites))
    rows = list(table(book))
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3]]).rstrip())
    click.echo(f"{len(rows)} rules" + (f", {len(book.faults)} wrong" if book.faults else ""), err=True)
    if book.faults:
        click.get_current_context().exit(WRONG)


def table(book: Book) -> list[tuple[str, str, str, str]]:
    """Host, dates, tier and file of every rule, by host."""
    book.read_all()
    rows = []
    for entry in book.entries:
        for site in entry.sites or ():
            dates = " ".join([f"since {site.since}" if site.since else "", f"until {site.until}" if site.until else ""]).strip()
            rows += [(host, dates, str(entry.tier), site.source or entry.shown) for host in site.texts("hosts")]
    return sorted(rows)
