"""What `boilerstrip clean` does with many captures: options, output, progress and the summary around a Batch."""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from boilerstrip.commands import options
from boilerstrip.commands.options import STDIN

if TYPE_CHECKING:
    from boilerstrip.api import Cleaner
    from boilerstrip.readers.directory import Found, Glob
    from boilerstrip.readers.item import Remote
    from boilerstrip.run.batch import Batch
    from boilerstrip.run.cleaning import Told
    from boilerstrip.run.manifest import Manifest
    from boilerstrip.writers.output import Encoder, Sink

FORMATS = ("text", "markdown", "jsonl", "parquet", "arrow", "sqlite")
#: Format -> suffixes of an OUT that is one file of it.
SUFFIXES = {
    "markdown": (".md", ".markdown"),
    "jsonl": (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson"),
    "parquet": (".parquet",),
    "arrow": (".arrow", ".feather"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
TREES = ("text", "markdown")
COMPRESSIONS = ("gz", "zst")
#: Exit status where some captures gave no article.
SOME_FAILED = 1
#: So many filters the summary names.
LOUDEST = 5
MEGABYTE = 1_000_000
#: Fields that --column may name; see readers/records.py.
COLUMNS = ("content", "url", "date", "charset")


@dataclass(frozen=True)
class Asked:
    """The options of `boilerstrip clean`."""

    out: Path | None
    format: str
    preset: str
    url: str | None
    media: str | None
    loss_guard: float | None
    sites: tuple[Path, ...]
    templates: Path | None
    learn: bool
    files_from: str | None
    null: bool
    column: tuple[str, ...]
    table: str
    path_pattern: str | None
    compress: str | None
    shard_size: float
    workers: int
    ordered: bool
    time_limit: float
    memory_limit: int
    resume: bool
    restart: bool

    @property
    def file(self) -> bool:
        """Does OUT name one file, by its suffix?"""
        if self.out is None or self.out.is_dir():
            return False
        return self.out.name.lower().endswith(SUFFIXES.get(self.format, ())) if self.format not in TREES else False

    @property
    def packed(self) -> str:
        """How JSON Lines are compressed."""
        suffix = self.out.suffix.lower().removeprefix(".") if self.out is not None and self.file else ""
        return self.compress or (suffix if suffix in COMPRESSIONS else "")

    @property
    def told(self) -> Told:
        """What the user says of captures.

        Raises:
            click.UsageError: the path pattern is wrong.
        """
        from boilerstrip.readers.pattern import PathPattern
        from boilerstrip.run.cleaning import Told

        try:
            pattern = PathPattern(self.path_pattern) if self.path_pattern else None
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        return Told(self.url, options.MEDIA.get(self.media or ""), pattern)

    @property
    def columns(self) -> dict[str, str]:
        """Field -> the column that holds it.

        Raises:
            click.UsageError: --column is not FIELD=COLUMN.
        """
        found = dict(word.partition("=")[::2] for word in self.column)
        for field, name in found.items():
            if field not in COLUMNS or not name:
                raise click.UsageError(f"--column says FIELD=COLUMN, with a FIELD of {', '.join(COLUMNS)}; not {field}={name}")
        return found

    def check(self) -> None:
        """Refuse what cannot be meant for many captures, before anything is written.

        Raises:
            click.UsageError: with the cure.
        """
        _ = self.columns, self.told
        if self.out is None and self.format != "jsonl":
            cure = ", or --format jsonl to put them on standard output one per line" if self.format in TREES else ""
            what = "what may hold several captures needs" if self.format in TREES else f"--format {self.format} needs"
            raise click.UsageError(f"{what} -o OUT{cure}")
        if self.out is not None and self.out.is_file() and not self.file:
            raise click.UsageError(f"{self.out} is a file, and what is written needs a directory; name another OUT")
        if self.resume and self.restart:
            raise click.UsageError("--resume goes on and --restart begins anew: say one of them")
        if self.resume and (self.out is None or self.file):
            raise click.UsageError("only a batch into a directory can be resumed: -o OUT without a suffix")
        if self.compress and self.format != "jsonl":
            raise click.UsageError("--compress is for JSON Lines; Parquet and Arrow are compressed anyway")


Command = TypeVar("Command", bound=Callable[..., Any])


def given(command: Command) -> Command:
    """Add the options of batches to a command."""
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count, above = click.IntRange(min=0), click.FloatRange(min=0, min_open=True)
    for option in reversed((
        click.option("--files-from", metavar="FILE", help="Read paths from this file (- is standard input), one on a line."),
        click.option("-0", "--null", is_flag=True, help="Paths in --files-from end in a NUL, as find -print0 writes them."),
        click.option(
            "--column", metavar="FIELD=COLUMN", multiple=True, help=f"Which column of a table holds what; FIELD is {', '.join(COLUMNS)}."
        ),
        click.option("--table", default="", help="The table of a SQLite database that holds captures."),
        click.option("--path-pattern", metavar="PATTERN", help="How paths tell url and date, such as {timestamp}/{host}/{path}."),
        click.option("--compress", type=click.Choice(COMPRESSIONS), help="Compress JSON Lines."),
        click.option("--shard-size", metavar="MB", type=above, default=64.0, show_default=True, help="Begin a new file after so much."),
        click.option("--workers", metavar="N", type=count, default=cpus, show_default="one per CPU", help="Processes; 0: this one."),
        click.option("--ordered", is_flag=True, help="Write articles in the order of the input (always so for one file and stdout)."),
        click.option(
            "--time-limit", metavar="SECONDS", type=above, default=30.0, show_default=True, help="Longest time for one capture."
        ),
        click.option(
            "--memory-limit", metavar="MIB", type=count, default=2048, show_default=True, help="Most memory for one worker (Linux); 0: any."
        ),
        click.option("--resume", is_flag=True, help="Go on with a batch that was interrupted or killed."),
        click.option("--restart", is_flag=True, help="Begin anew, over what a batch before has left."),
    )):  # fmt: skip
        command = option(command)
    return command


def run(places: list[Path | Glob | Remote], asked: Asked, cleaner: Cleaner) -> bool:
    """Clean many captures; gives whether some were rejected.

    Raises:
        click.UsageError: an unfinished batch is in the way.
        BoilerstripError: no worker can be started, or the input has changed since the batch that is resumed.
        OSError: an output cannot be written.
    """
    from boilerstrip.commands.progress import Progress
    from boilerstrip.readers.places import Contents
    from boilerstrip.readers.records import Columns
    from boilerstrip.run.batch import TREE_CAPTURES, Batch, Plan
    from boilerstrip.run.cleaning import Cleaning
    from boilerstrip.run.feed import Feed
    from boilerstrip.run.guard import Guard

    folder = asked.out if not asked.file else None
    with ExitStack() as stack:
        found, passed_over = _found(places, asked, folder, stack)
        manifest = _manifest(places, asked, folder)
        if manifest is not None:
            stack.callback(manifest.close)
        if manifest is not None and manifest.finished:
            click.echo(f"{manifest.path} says that this batch is finished; --restart begins anew", err=True)
            return any(shard.sums.rejects for shard in manifest.shards)
        encoder, sink = _output(asked)
        limit = cleaner.limits.max_chars
        plan = Plan(
            workers=asked.workers,
            guard=Guard(asked.time_limit, asked.memory_limit),
            ordered=asked.ordered or folder is None,
            shard_bytes=int(asked.shard_size * MEGABYTE),
            **({"shard_captures": TREE_CAPTURES} if asked.format in TREES else {}),
        )
        feed = Feed(Contents(limit, Columns(**asked.columns), asked.table), manifest)
        batch = Batch(Cleaning(cleaner, encoder, limit, asked.told), sink, feed, plan, manifest)
        progress = Progress(lambda: _measured(places, asked, folder), name_all=folder is None)
        start = perf_counter()
        try:
            with progress:
                batch.run(found, progress)
        except KeyboardInterrupt:
            _say_how_to_resume(batch)
            raise
        if manifest is not None and asked.format in TREES:
            manifest.path.unlink()  # the tree itself says what is done
        _conclude(batch, feed.passed_over + passed_over(), perf_counter() - start)
        return bool(batch.sums.rejects)


def _found(
    places: list[Path | Glob | Remote], asked: Asked, folder: Path | None, stack: ExitStack
) -> tuple[Iterator[Found], Callable[[], Counter[str]]]:
    """The files to read, and what was passed over once they are read."""
    from dataclasses import replace

    from boilerstrip.readers.directory import Found, Places
    from boilerstrip.readers.places import listed

    near = Places([place for place in places if place != STDIN], without=folder.absolute() if folder else None)
    streams: list[Found] = []
    if STDIN in places:
        capture = options.capture(STDIN, limit=sys.maxsize, url=None, media=None)
        streams = [Found(replace(capture, source="standard input"), "stdin")]
    lists: Iterator[Found] = iter(())
    if asked.files_from is not None:
        file: IO[bytes] = sys.stdin.buffer
        if asked.files_from != str(STDIN):
            file = stack.enter_context(Path(asked.files_from).open("rb"))  # noqa: SIM115  # the stack closes it
        lists = listed(file, end=b"\0" if asked.null else b"\n")
    return chain(streams, near, lists), lambda: near.passed_over


def _measured(places: list[Path | Glob | Remote], asked: Asked, folder: Path | None) -> int | None:
    """Bytes of all input; None where that says nothing about how far a run has come."""
    from boilerstrip.readers.compressed import is_stream
    from boilerstrip.readers.directory import Places
    from boilerstrip.readers.places import container, size_of, source_of

    if asked.files_from is not None or STDIN in places:
        return None
    total = 0
    for found in Places(places, without=folder.absolute() if folder else None):
        size, kind = size_of(found.path), container(found.path)
        if kind not in {None, "warc", "zip"} or (kind == "warc" and is_stream(source_of(found.path))) or not size:
            return None  # tables, and archives that are compressed as a whole, are counted unpacked; what is far away has no size here
        total += size
    return total


def _manifest(places: list[Path | Glob | Remote], asked: Asked, folder: Path | None) -> Manifest | None:
    """The manifest of this batch: begun, or read where it is resumed; None where the output is one file or stream."""
    from boilerstrip import __version__
    from boilerstrip.run.manifest import NAME, Manifest

    if folder is None:
        return None
    settings = {
        "input": [getattr(place, "url", None) or getattr(place, "pattern", None) or os.path.abspath(str(place)) for place in places],  # noqa: PTH100
        "files_from": asked.files_from,
        "format": asked.format,
        "compress": asked.compress,
        "preset": asked.preset,
        "sites": [os.path.abspath(path) for path in asked.sites],  # noqa: PTH100  # links stay links
        "loss_guard": asked.loss_guard,
        "templates": asked.templates and os.path.abspath(asked.templates),  # noqa: PTH100
        "url": asked.url,
        "media": asked.media,
        "columns": asked.columns,
        "table": asked.table,
        "path_pattern": asked.path_pattern,
    }
    manifest = Manifest(folder / NAME, settings, __version__)
    if manifest.path.exists() and not asked.restart:
        if asked.resume:
            manifest.load()
            return manifest
        if Manifest.unfinished(manifest.path):
            raise click.UsageError(f"{folder} holds an unfinished batch: --resume goes on with it, --restart begins anew")
        if others := manifest.others():
            files = others[0].name + (f" to {others[-1].name}" if len(others) > 1 else "")
            raise click.UsageError(f"{folder} holds articles in another format ({files}): name another OUT; --restart replaces them")
    manifest.begin()
    return manifest


def _output(asked: Asked) -> tuple[Encoder, Sink]:
    """What encodes articles in the workers, and what takes them here."""
    from boilerstrip.writers import columnar, database, lines, markdown, text, tree

    if asked.out is None:
        return lines.Lines(asked.packed), lines.StreamSink(sys.stdout.buffer)
    if asked.format == "jsonl":
        return lines.Lines(asked.packed), lines.LinesSink(asked.out, asked.packed, one=asked.file)
    if asked.format in {"parquet", "arrow"}:
        return columnar.Columnar(), columnar.ColumnarSink(asked.out, parquet=asked.format == "parquet", one=asked.file)
    if asked.format == "sqlite":
        return database.Rows(), database.DatabaseSink(asked.out if asked.file else asked.out / database.NAME, one=asked.file)
    writer = text if asked.format == "text" else markdown
    return tree.Tree(asked.out, writer.SUFFIX, writer.write), tree.TreeSink()


def _say_how_to_resume(batch: Batch) -> None:
    if batch.manifest is None:
        return
    command = " ".join(shlex.quote(word) for word in ["boilerstrip", *sys.argv[1:]] if word not in {"--resume", "--restart"})
    click.echo(f"{batch.sums.captures:,} captures are done and stay so; go on with:\n  {command} --resume", err=True)


def _conclude(batch: Batch, passed_over: Counter[str], seconds: float) -> None:
    """Say on stderr what was done."""
    sums = batch.sums
    count, rejected = sums.captures, sums.rejects.total()
    rate = (count - batch.before) / seconds if seconds else 0.0
    earlier = f" ({batch.before} of them before)" if batch.before else ""
    click.echo(
        f"{count} captures: {sums.articles} articles, {rejected} rejected{earlier}, in {seconds:.1f} s ({rate:.0f} a second)", err=True
    )
    if rejected:
        click.echo("rejected: " + ", ".join(f"{trouble} {number}" for trouble, number in sums.rejects.most_common()), err=True)
    if sums.dropped:
        most = ", ".join(f"{name} {number}" for name, number in sums.dropped.most_common(LOUDEST))
        click.echo(f"dropped {sums.dropped.total()} lines; most by {most}", err=True)
    if count:
        parts = {
            "reading": sums.reading + batch.reading,
            "cleaning": sums.cleaning,
            "encoding and writing": sums.encoding + batch.writing,
        }
        work = max(sum(parts.values()), 1e-9)
        shares = ", ".join(f"{what} {100 * part / work:.0f} %" for what, part in parts.items())
        click.echo(f"{sums.bytes_in / MEGABYTE:,.1f} MB in, {sums.bytes_out / MEGABYTE:,.1f} MB out; CPU time: {shares}", err=True)
    files = {name: number for name, number in passed_over.items() if not name or name.startswith(".")}
    if files:
        click.echo(
            "passed over by their suffix: " + ", ".join(f"{suffix} {number}" for suffix, number in Counter(files).most_common()), err=True
        )
    others = Counter({name: number for name, number in passed_over.items() if name not in files})
    if others:
        click.echo("passed over in archives: " + ", ".join(f"{name} {number}" for name, number in others.most_common(LOUDEST)), err=True)
    if not count:
        click.echo("no captures found: files are taken by suffix (.html, .htm, .txt, .md ... or none), others by naming them", err=True)
