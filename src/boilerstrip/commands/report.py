"""boilerstrip report: a batch at a glance, the captures that somebody should look at first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options

if TYPE_CHECKING:
    from boilerstrip.api import Cleaner
    from boilerstrip.review.outcome import Outcome
    from boilerstrip.review.tally import Suspect, Tally

#: So many explained pages are written unless told otherwise: a person looks at no more.
PAGES = 100
_ODD = re.compile(r"[^\w.-]+")
NAME_LENGTH = 60


@click.command(short_help="Show what became of a batch.")
@click.argument("place", metavar="DIR_OR_OUTPUT", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The page to write."
)
@click.option("--pages", metavar="N", type=click.IntRange(0), default=PAGES, show_default=True, help="At most so many explained pages.")
@options.preset
@options.loss_guard
@options.sites
def report(place: Path, out: Path, pages: int, preset: str, loss_guard: float | None, sites: tuple[Path, ...]) -> None:
    """Show what became of a batch: the captures to look at first, histograms, hosts, and what each filter dropped most.

    The batch is a directory of captures, which are cleaned for it, or what `clean --format jsonl` or `parquet` wrote. OUT is one
    self-contained page; the captures to look at are explained in pages of their own in the folder OUT-pages, as far as their files are
    still there.
    """
    from boilerstrip.review.outputs import outcomes, says_why
    from boilerstrip.review.tally import Tally
    from boilerstrip.writers.atomic import replacing
    from boilerstrip.writers.batch_report import batch_report

    cleaner = options.cleaner(preset, loss_guard=loss_guard, sites=sites)
    tally = Tally()
    for outcome in outcomes(place) if says_why(place) else cleaned(place, cleaner):
        tally.add(outcome)
    if not tally.captures:
        raise click.UsageError(f"{place} holds no captures, and no articles in JSON Lines or Parquet")
    folder = out.with_name(f"{out.stem}-pages")
    links = _explained(tally, cleaner, folder, pages)
    with replacing(out) as file:
        file.write(batch_report(tally, title=f"What became of {place}", link=lambda suspect: links.get(suspect.outcome.source, "")))
    click.echo(f"{tally.captures} captures, {tally.articles} articles; {len(links)} explained in {folder}", err=True)


def cleaned(place: Path, cleaner: Cleaner) -> Iterator[Outcome]:
    """The captures in a file or a directory, cleaned now; one that cannot be read gives an empty outcome with the reason."""
    from boilerstrip.errors import CaptureError, FilterError
    from boilerstrip.readers.directory import Places
    from boilerstrip.review.outcome import Outcome

    for path, _ in Places([place]):
        if not isinstance(path, Path):
            continue
        try:
            capture = options.capture(path, limit=cleaner.limits.max_chars, url=None, media=None)
            article = cleaner(capture)
        except (CaptureError, FilterError) as error:
            yield Outcome(str(path), reason=str(error), failed=isinstance(error, FilterError))
            continue
        captured = "" if capture.captured_at is None else capture.captured_at.isoformat()
        yield Outcome.of(article, source=str(path), captured=captured)


def _explained(tally: Tally, cleaner: Cleaner, folder: Path, most: int) -> dict[str, str]:
    """Write the explained pages of the captures to look at; gives their places, relative to the folder around `folder`, by source."""
    from boilerstrip.errors import CaptureError, FilterError
    from boilerstrip.writers.atomic import replacing
    from boilerstrip.writers.report import explained

    links: dict[str, str] = {}
    for suspect in tally.outliers():
        source = suspect.outcome.source
        if len(links) >= most:
            break
        if not Path(source).is_file():
            continue
        try:
            page = cleaner.explain(Path(source), url=suspect.outcome.url or None)
        except (CaptureError, FilterError):
            continue  # its reason stands in the report
        name = _name(len(links) + 1, suspect)
        with replacing(folder / name) as file:
            file.write(explained(page, title=f"{Path(source).name}: {suspect.suspicion}"))
        links[source] = f"{folder.name}/{name}"
    return links


def _name(number: int, suspect: Suspect) -> str:
    """A file name that every system takes: the number, and what is plain in the capture's own.

    >>> from boilerstrip.review.outcome import Outcome
    >>> from boilerstrip.review.tally import Suspect, Suspicion
    >>> _name(7, Suspect(Outcome("a b/Seite?.html"), Suspicion.NOTHING, "", 0))
    '0007-Seite-.html'
    """
    return f"{number:04}-{_ODD.sub('-', Path(suspect.outcome.source).stem)[:NAME_LENGTH]}.html"
