"""boilerstrip sites doctor: rules that rot: that match nothing any more, whose hits jumped, that take body text away."""

from __future__ import annotations

from pathlib import Path

import click

from boilerstrip.commands import options

#: Exit status where something is found.
FOUND = 1


@click.command(short_help="Find rules that rot, over a directory of captures.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.sites
def doctor(folder: Path, sites: tuple[Path, ...]) -> None:
    """Run the rules over the captures in DIR and name what is wrong with them.

    Named are: rules of which no part finds anything; parts (a selector, a pattern) that find nothing, where others of the rule do; parts
    whose share of hits jumped between two months; selectors and patterns that take body text away. A capture needs its URL, and should
    have its date, in a sidecar (page.json beside page.html). Exit status: 0 nothing found, 1 something.
    """
    from boilerstrip.api import Cleaner
    from boilerstrip.commands.sites.health import Health
    from boilerstrip.errors import CaptureError
    from boilerstrip.readers.directory import Directory
    from boilerstrip.site_stage import day_of
    from boilerstrip.sites import Sites, book_of

    cleaner = Cleaner(sites=None)
    book = book_of(Sites.of(sites))
    health = Health()
    unread = without = 0
    for found in Directory(folder):
        try:
            page = cleaner.explain(options.capture(Path(str(found.path)), limit=cleaner.limits.max_chars, url=None, media=None))
        except CaptureError as error:
            click.echo(f"left out {error}", err=True)
            unread += 1
            continue
        site = book.find(page.url or page.facts.canonical, day_of(page))
        if site is None:
            without += 1
        else:
            health.see(site, page, day_of(page))
    findings = list(health.findings())
    for line in findings:
        click.echo(line)
    counts = f"{health.captures} captures with a rule ({len(health.rules)} rules), {without} without, {unread} unreadable"
    click.echo(f"{counts}; {len(findings)} findings", err=True)
    if findings or book.faults:
        click.get_current_context().exit(FOUND)
