"""boilerstrip clean: captures in, articles out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options
from boilerstrip.commands.options import STDIN

if TYPE_CHECKING:
    from boilerstrip.api import Cleaner
    from boilerstrip.article import Article
    from boilerstrip.commands.progress import Progress
    from boilerstrip.readers.directory import Found

FORMATS = ("text", "markdown", "jsonl")
JSONL = ".jsonl"
#: Exit status where some captures gave no article.
SOME_FAILED = 1
#: So many filters the summary names.
LOUDEST = 5
REJECTS = "rejects.jsonl"

Write = Callable[["Article"], str]
#: Takes an article and the name that its file should have.
Sink = Callable[["Article", str], None]


@click.command(short_help="Clean captures into articles.")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=options.PATH)
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help="A directory, or one file for one capture.")
@click.option("--format", "format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="What is written.")
@options.preset
@options.url
@options.media
@options.loss_guard
@options.sites
def clean(
    paths: tuple[Path, ...],
    out: Path | None,
    format: str,
    preset: str,
    url: str | None,
    media: str | None,
    loss_guard: float | None,
    sites: tuple[Path, ...],
) -> None:
    """Clean captures: HTML pages and plain-text dumps, files and whole directories.

    Without PATH, or for the path -, standard input is read. Without -o the articles go to standard output. A directory is mirrored
    below OUT, and what could not be cleaned stands in OUT/rejects.jsonl with its reason. With --format jsonl all articles go into
    OUT/articles.jsonl, or into OUT itself where that ends in .jsonl, with every removed line, the filter that took it and why.

    Exit status: 0 all captures gave an article, 1 some did not, 2 wrong usage, 130 interrupted.
    """
    from boilerstrip.commands.progress import Progress
    from boilerstrip.readers.directory import Places

    _check(paths, out, format, url)
    streams = [path for path in paths if path == STDIN] or ([] if paths else [STDIN])
    folder = None if out is None or _is_file(paths, out) else out
    places = Places([path for path in paths if path != STDIN], without=folder.absolute() if folder else None)
    total = (sum(1 for _ in places) + len(streams)) if sys.stderr.isatty() else None
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(total, "Cleaning"))
        sink = _sink(stack, paths, out, format)
        batch = _Batch(options.cleaner(preset, loss_guard=loss_guard, sites=sites), sink, progress, url, media)
        batch.run(_streams(streams))
        batch.run(places)
    if folder is not None:
        _list_rejects(folder, batch.rejects)
    if out is not None or batch.count != 1:  # nothing to add to the one article on standard output, or to the reason why there is none
        batch.conclude(places.passed_over)
    if batch.rejects:
        click.get_current_context().exit(SOME_FAILED)


def _check(paths: tuple[Path, ...], out: Path | None, format: str, url: str | None) -> None:
    """Refuse what cannot be meant.

    Raises:
        click.UsageError: with the cure.
    """
    many = len(paths) > 1 or any(path.is_dir() for path in paths)
    if url and many:
        raise click.UsageError("--url belongs to one capture; several say their own in sidecar files (page.json beside page.html)")
    if not paths and sys.stdin.isatty():
        raise click.UsageError("name a file or a directory, or pipe a capture in")
    if out is None and many and format != "jsonl":
        raise click.UsageError("several captures need -o OUT, or --format jsonl to put them on standard output one per line")
    if out is not None and out.is_file() and many and out.suffix != JSONL:
        raise click.UsageError(f"{out} is a file, and several captures need a directory; name another OUT")


def _is_file(paths: tuple[Path, ...], out: Path) -> bool:
    """Does OUT name a file? It does for JSONL by its suffix, and for one capture if it has a suffix and is no directory."""
    one = not paths or (len(paths) == 1 and not paths[0].is_dir())
    return out.suffix == JSONL or (one and bool(out.suffix) and not out.is_dir())


def _sink(stack: ExitStack, paths: tuple[Path, ...], out: Path | None, format: str) -> Sink:
    """Where articles go. Files that stay open for the whole run are closed, and thereby put in place, by `stack`."""
    from boilerstrip.writers import jsonl, markdown, text
    from boilerstrip.writers.atomic import replacing
    from boilerstrip.writers.files import Lines, OneFile, Tree

    writers: dict[str, tuple[Write, str]] = {
        "text": (text.write, text.SUFFIX),
        "markdown": (markdown.write, markdown.SUFFIX),
        "jsonl": (jsonl.write, jsonl.SUFFIX),
    }
    write, suffix = writers[format]
    if out is None:
        return lambda article, _: click.echo(write(article).encode("utf-8", "replace"), nl=False)
    if format == "jsonl":
        file = stack.enter_context(replacing(out if _is_file(paths, out) else out / f"articles{jsonl.SUFFIX}"))
        return Lines(file, write)
    if _is_file(paths, out):
        return OneFile(out, write)
    return Tree(out, suffix, write)


def _streams(streams: Iterable[Path]) -> list[Found]:
    from boilerstrip.readers.directory import Found

    return [Found(path, "stdin") for path in streams]


class _Batch:
    """One run: counts, and the captures that gave no article."""

    def __init__(self, cleaner: Cleaner, sink: Sink, progress: Progress, url: str | None, media: str | None) -> None:
        self.cleaner = cleaner
        self.sink = sink
        self.progress = progress
        self.url = url
        self.media = media
        self.rejects: list[dict[str, str]] = []
        self.written = 0
        self.dropped: Counter[str] = Counter()
        self.started = perf_counter()

    def run(self, places: Iterable[Found]) -> None:
        """Clean the captures in these places; one that cannot be read or gives nothing is listed, and the batch goes on.

        Raises:
            OSError: an output cannot be written, or a directory not be listed.
        """
        for path, name in places:
            article, reason = self._article(path)
            if article is None:
                self._reject(path, reason)
            else:
                self.sink(article, name)
                if article.reason:
                    self.progress.say(f"{path}: {article.reason}")
                self.written += 1
                self.dropped.update(gone.by or "no filter" for gone in article.dropped)
            self.progress.advance()

    def _article(self, path: Path) -> tuple[Article | None, str]:
        from boilerstrip.errors import CaptureError

        try:
            capture = options.capture(path, limit=self.cleaner.limits.max_chars, url=self.url, media=self.media)
            article = self.cleaner(capture)
        except CaptureError as error:
            return None, str(error)
        except Exception as error:  # noqa: BLE001  # a fault in somebody's filter must cost one capture, not the batch; it is listed below
            return None, f"a fault in boilerstrip or in a filter: {type(error).__name__}: {error}"
        return (article, "") if str(article) else (None, article.reason)

    def _reject(self, path: Path, reason: str) -> None:
        source = "standard input" if path == STDIN else str(path)
        reason = reason.removeprefix(f"{source} ")
        self.rejects.append({"source": source, "reason": reason})
        self.progress.say(f"rejected {source}: {reason}")

    @property
    def count(self) -> int:
        """Captures seen."""
        return self.written + len(self.rejects)

    def conclude(self, passed_over: Counter[str]) -> None:
        """Say on stderr what was done."""
        seconds = perf_counter() - self.started
        rate = self.count / seconds if seconds else 0.0
        counts = f"{self.count} captures: {self.written} articles, {len(self.rejects)} rejected"
        click.echo(f"{counts}, in {seconds:.1f} s ({rate:.0f} a second)", err=True)
        if self.dropped:
            most = ", ".join(f"{name} {number}" for name, number in self.dropped.most_common(LOUDEST))
            click.echo(f"dropped {self.dropped.total()} lines; most by {most}", err=True)
        if passed_over:
            others = ", ".join(f"{suffix} {number}" for suffix, number in passed_over.most_common())
            click.echo(f"passed over by their suffix: {others}", err=True)
        if not self.count:
            click.echo("no captures found: files are taken by suffix (.html, .htm, .txt, .md ... or none), others by naming them", err=True)


def _list_rejects(folder: Path, rejects: list[dict[str, str]]) -> None:
    """Write OUT/rejects.jsonl; where there are no rejects, remove that of an earlier run, which would lie."""
    from boilerstrip.writers import jsonl
    from boilerstrip.writers.atomic import replacing

    place = folder / REJECTS
    if not rejects:
        place.unlink(missing_ok=True)
        return
    with replacing(place) as file:
        file.writelines(jsonl.line(reject) for reject in rejects)
