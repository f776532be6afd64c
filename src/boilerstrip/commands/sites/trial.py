"""boilerstrip sites test: read all rules, check their examples, and run their cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from boilerstrip.sites import Book, Sites
    from boilerstrip.sites.reading import Unread

#: Exit status where a rule or a case fails.
FAILED = 1
#: Where the cases of a folder of rules stand, seen from the folder.
CASE_FOLDERS = ("fixtures/sites", "fixtures", "../fixtures/sites", "../fixtures", "../../fixtures/sites", "../../fixtures")

PATH = click.Path(path_type=Path, exists=True)


@click.command("test", short_help="Check rules, their examples and their cases.")
@click.argument("rules", metavar="[RULES]", required=False, type=PATH)
@click.option("--cases", "folder", metavar="DIR", type=PATH, help="Where the cases are; else `fixtures` in RULES, beside it or above.")
def trial(rules: Path | None, folder: Path | None) -> None:
    """Read the rules in RULES (else all built-in and installed ones), check them with their examples, and run their cases.

    A case is a folder <host>/<date>-<slug> with capture.html or capture.txt, capture.json (url, captured_at) and expected.json (headline,
    captions, body). What comes out otherwise is shown line by line, with who dropped it and why. Of files in other formats every line
    that says nothing here is named. Exit status: 0 all is well, 1 something is not.
    """
    from boilerstrip.sites import Sites, book_of

    sites = Sites.of(()) if rules is None else Sites((rules,), builtin=False, installed=False)
    book = book_of(sites)
    count = _check(sites, book)
    for line in unread_lines(book):
        click.echo(line)
    failed = len(book.faults)
    for fault in book.faults:
        click.echo(f"wrong: {fault}")
    place = folder or _case_folder(rules)
    ran, failures = (0, 0) if place is None else _run_cases(place, sites)
    click.echo(f"{count} rules, {failed} wrong; {ran} cases, {failures} failed", err=True)
    if failed or failures:
        click.get_current_context().exit(FAILED)


def _check(sites: Sites, book: Book) -> int:
    """Read every rule and make it a filter; what is wrong is in the book's faults afterwards. How many are well."""
    import warnings

    from boilerstrip.site_stage import checked
    from boilerstrip.sites.book import SiteRuleWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SiteRuleWarning)  # shown below, as results
        checked(sites, most=None)
    return sum(len(entry.sites or ()) for entry in book.entries)


def unread_lines(book: Book) -> list[str]:
    """What files in other formats hold that says nothing here, line by line; what could not matter is only counted."""
    from boilerstrip.sites.book import Tier
    from boilerstrip.sites.cosmetic import cosmetic_rules
    from boilerstrip.sites.ftr import read_ftr

    found: list[Unread] = []
    for entry in book.entries:
        if entry.tier is Tier.FTR and entry.path is not None:
            found += read_ftr(entry.path).unread
    for path in book.lists:
        found += cosmetic_rules(str(path)).unread
    lines = [f"{line.file}:{line.line}: {line.text}: {line.why}" for line in found if not line.needless]
    needless = len(found) - len(lines)
    if found:
        lines.append(f"{len(lines)} lines are not supported; {needless} concern fetching, requests or images, which a text does not need")
    return lines


def _case_folder(rules: Path | None) -> Path | None:
    """The folder of cases that belongs to a place of rules."""
    base = Path() if rules is None else rules if rules.is_dir() else rules.parent
    return next((base / name for name in CASE_FOLDERS if (base / name).is_dir()), None)


def _run_cases(place: Path, sites: Sites) -> tuple[int, int]:
    """How many cases ran, and how many failed; the differences are printed."""
    from boilerstrip.api import Cleaner
    from boilerstrip.commands.sites.cases import cases, difference

    cleaner = Cleaner(sites=sites)
    ran = failures = 0
    for case in cases(place):
        ran += 1
        lines = difference(case.expected, cleaner(case.capture))
        if lines:
            failures += 1
            click.echo(f"\n{case.name}")
            for line in lines:
                click.secho(f"  {line}", fg={"-": "red", "+": "green"}.get(line[:1]))
    return ran, failures
