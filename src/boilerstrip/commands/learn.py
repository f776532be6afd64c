"""boilerstrip learn: captures in, one template per host out: what repeats on its pages and is not article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options

if TYPE_CHECKING:
    from boilerstrip.api import Cleaner
    from boilerstrip.capture import Capture
    from boilerstrip.commands.batch import Asked
    from boilerstrip.page import Page
    from boilerstrip.readers.directory import Glob
    from boilerstrip.templates.mine import Learned

#: Seconds between two lines that say how far a run has come.
SAY_EVERY = 30.0
#: So many captures that could not be read, and hosts, are named.
MOST_NAMED = 10
#: Exit status where some captures could not be read.
SOME_FAILED = 1


@click.command(short_help="Learn from captures what repeats on each site.")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o", "--output", "out", metavar="TEMPLATES", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder."
)
@click.option("--update", is_flag=True, help="Add to what TEMPLATES has learned before.")
@click.option("--merge", "others", metavar="TEMPLATES", multiple=True, type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Join what was learned elsewhere into -o TEMPLATES; may be given several times.")  # fmt: skip
@click.option("--host", help="The host of captures that do not say theirs.")
@options.preset
@options.media
def learn(
    paths: tuple[Path, ...], out: Path, update: bool, others: tuple[Path, ...], host: str | None, preset: str, media: str | None
) -> None:
    """Learn what repeats on the pages of each host, and write one small file per host into TEMPLATES.

    PATH is read as `boilerstrip clean` reads it: captures, directories, archives, tables; HTML, text dumps or both. A capture's host is
    that of its address, else of the deepest directory with a host's name. Clean with `boilerstrip clean --templates TEMPLATES`.

    Exit status: 0 all captures were read, 1 some were not, 2 wrong usage, 130 interrupted.
    """
    from boilerstrip.templates.mine import merge, mine

    if bool(paths) == bool(others):
        raise click.UsageError("name captures to learn from, or folders to --merge (one of the two)")
    if others:
        learned = merge(others, out)
    else:
        cleaner = options.cleaner(preset)
        captures = read(paths, cleaner, host=host, media=media, without=out)
        learned = mine(captures, out, explain=explaining(cleaner), update=update)
    conclude(learned, out)
    if learned.failures:
        click.get_current_context().exit(SOME_FAILED)


def run(paths: Iterable[Path | Glob], out: Path, asked: Asked, *, without: Path | None) -> None:
    """The first pass of `boilerstrip clean --learn`: learn from these places, anew."""
    from boilerstrip.templates.mine import mine

    cleaner = options.cleaner(asked.preset)
    captures = (asked.told.of(capture) for capture in read(paths, cleaner, without=without))
    conclude(mine(captures, out, explain=explaining(cleaner)), out)


def read(
    paths: Iterable[Path | Glob], cleaner: Cleaner, *, host: str | None = None, media: str | None = None, without: Path | None = None
) -> Iterator[Capture]:
    """The captures in these places, each read when it is asked for; those that cannot be read come empty, for `explaining` to refuse."""
    from collections import Counter

    from boilerstrip.readers.directory import Places
    from boilerstrip.readers.places import Contents

    limit = cleaner.limits.max_chars
    contents, passed_over = Contents(limit), Counter[str]()
    started = said = monotonic()
    count = 0
    for found in Places(list(paths), without=without.absolute() if without else None):
        for item in contents.of(found, passed_over):
            capture = _capture(item.raw, limit)
            if media:
                capture = replace(capture, media_type=options.MEDIA[media])
            if host and not capture.url:
                capture = replace(capture, source=f"{host}/{capture.source.lstrip('/')}" if not _says_host(capture) else capture.source)
            yield capture
            count += 1
            if monotonic() - said > SAY_EVERY:
                said = monotonic()
                click.echo(f"{count:,} captures read ({count / (said - started):,.0f} a second)", err=True)


def _says_host(capture: Capture) -> bool:
    from boilerstrip.templates.host import host_of

    return bool(host_of(capture.url, capture.source))


class Unread(str):
    """The content of a capture that could not be read: the reason."""

    __slots__ = ()


def _capture(raw: object, limit: int) -> Capture:
    from boilerstrip.capture import Capture
    from boilerstrip.errors import CaptureError
    from boilerstrip.readers.compressed import single
    from boilerstrip.readers.item import Fault, Remote

    if isinstance(raw, Capture):
        return raw
    if isinstance(raw, Fault):
        return Capture(Unread(raw.reason), source=raw.source)
    assert isinstance(raw, (Path, Remote))
    try:
        return single(raw, limit)
    except CaptureError as error:
        return Capture(Unread(error), source=str(raw))


class explaining:  # noqa: N801  # called like the function that it stands for
    """How captures are judged for learning; whatever goes wrong with one is a CaptureError."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def __call__(self, capture: Capture) -> Page:
        """The marked page.

        Raises:
            CaptureError: it cannot be read, or a filter has a fault.
        """
        from boilerstrip.errors import CaptureError, fault

        if isinstance(capture.content, Unread):
            raise CaptureError(str(capture.content))
        try:
            return self.cleaner.explain(capture)
        except CaptureError:
            raise
        except Exception as error:
            raise CaptureError(fault(error)) from error


def conclude(learned: Learned, out: Path) -> None:
    """Say on stderr what came of it."""
    from boilerstrip.errors import behind

    for source, reason in learned.failed[:MOST_NAMED]:
        click.echo(f"not read: {source}: {behind(source, reason)}", err=True)
    if learned.failures > MOST_NAMED:
        click.echo(f"... and {learned.failures - MOST_NAMED} more", err=True)
    if learned.captures:
        click.echo(f"{learned.captures} captures read, {learned.remembered} remembered, {learned.failures} failed", err=True)
    click.echo(f"{len(learned.templates)} templates written to {out}; {learned.lone} hosts with one article only", err=True)
    largest = sorted(learned.templates, key=lambda template: (-template.articles, template.host))
    for template in largest[:MOST_NAMED]:
        entries = ", ".join(f"{len(found)} {kind}" for kind, found in template.found.items()) or "nothing certain"
        click.echo(f"  {template.host}: {template.articles} articles: {entries}", err=True)
    for template in learned.templates:
        for refused in template.refused:
            click.echo(f"  refused for {template.host}: {refused}", err=True)
    if learned.hostless:
        click.echo(f"{learned.hostless} captures do not say what host they are of: name it with --host", err=True)
