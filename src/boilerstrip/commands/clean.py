"""boilerstrip clean: captures in, articles out. One capture is cleaned here; for many, see batch.py."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from boilerstrip.commands import batch, options
from boilerstrip.commands.batch import FORMATS, SOME_FAILED, SUFFIXES, Asked
from boilerstrip.commands.options import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from boilerstrip.api import Cleaner
    from boilerstrip.article import Article
    from boilerstrip.readers.directory import Glob
    from boilerstrip.readers.item import Remote

#: Formats that one capture can be written in without a batch around it.
PLAIN = ("text", "markdown", "jsonl")
RAY = "ray"
ENGINES = ("local", RAY)


@click.command(short_help="Clean captures into articles.")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help="A directory, or one file.")
@click.option("--format", "format", type=click.Choice(FORMATS), help="What is written: text unless the suffix of OUT says otherwise.")
@options.preset
@options.url
@options.media
@options.loss_guard
@options.sites
@options.templates
@click.option("--learn", is_flag=True, help="First learn what repeats on each site of the captures, into TEMPLATES or OUT/templates.")
@batch.given
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="Who runs the workers.")
def clean(
    paths: tuple[str, ...], out: Path | None, format: str | None, url: str | None, media: str | None, engine: str, **more: Any
) -> None:
    """Clean captures: HTML pages and plain-text dumps, files and whole directories, archives and tables.

    PATH is a capture, compressed or not; a directory; a pattern such as 'crawl/**/*.html'; a web archive (WARC, WET, ARC), zip or
    tar; a table of captures (JSONL, CSV, Parquet, Arrow, SQLite); or an address that fsspec reads (s3://, gs://, https://). Without
    PATH, or for the path -, standard input is read.

    Without -o the articles go to standard output. A directory is mirrored below OUT, and what could not be cleaned stands in
    OUT/rejects.jsonl with its reason. With --format jsonl, parquet or arrow, articles go into shards, OUT/articles-00000.jsonl and so on,
    or into OUT itself where that has such a suffix; with every removed line, the filter that took it and why.

    Many captures go through worker processes. One that hangs, crashes or takes too much memory is listed and does not stop the rest. A
    batch that was interrupted or killed is continued with --resume.

    With --engine ray the workers are those of a Ray cluster: the one that RAY_ADDRESS names, or one on this machine. Paths and OUT are
    read and written by them, and may be addresses; the articles go into Parquet files in OUT/articles.

    Exit status: 0 all captures gave an article, 1 some did not, 2 wrong usage, 130 interrupted.
    """
    asked = Asked(out=out, format=format or _format(out), url=url, media=media, **more)
    if engine == RAY:
        if _with_ray(paths, asked, format):
            click.get_current_context().exit(SOME_FAILED)
        return
    places = [place for path in paths for place in _places(path)]
    if not places and asked.files_from is None:
        places = [STDIN]
    alone = _alone(places, asked)
    _check(paths, places, asked, alone=alone)
    if asked.learn:
        asked = _learned(places, asked)
    cleaner = options.cleaner(asked.preset, loss_guard=asked.loss_guard, sites=asked.sites, templates=asked.templates)
    failed = _one(alone, asked, cleaner) if alone is not None else batch.run(places, asked, cleaner)
    if failed:
        click.get_current_context().exit(SOME_FAILED)


def _with_ray(paths: tuple[str, ...], asked: Asked, format: str | None) -> bool:
    """Clean with Ray; gives whether some captures were rejected.

    Raises:
        click.UsageError: an option that Ray does not know.
        BoilerstripError: see `run_ray`.
    """
    from boilerstrip.integrations.ray import run_ray
    from boilerstrip.readers.places import Contents
    from boilerstrip.readers.records import Columns

    said = {
        "--url": asked.url, "--media": asked.media, "--files-from": asked.files_from, "--table": asked.table, "--compress": asked.compress,
        "--path-pattern": asked.path_pattern, "--resume": asked.resume, "--restart": asked.restart, "--ordered": asked.ordered,
        "--learn": asked.learn,
    }  # fmt: skip
    unknown = [option for option, value in said.items() if value]
    if unknown:
        raise click.UsageError(f"{', '.join(unknown)}: not with --engine {RAY}")
    if format not in {None, "parquet"} or asked.out is None or asked.file:
        raise click.UsageError(f"--engine {RAY} writes Parquet files into a directory: name it with -o OUT, and no other --format")
    if not paths or str(STDIN) in paths:
        raise click.UsageError(f"--engine {RAY} reads files, directories and addresses, not standard input")
    cleaner = options.cleaner(asked.preset, loss_guard=asked.loss_guard, sites=asked.sites, templates=asked.templates)
    out = _ADDRESS.sub(lambda found: found[1] + (":///" if found[1] == "file" else "://"), str(asked.out))
    done = run_ray(paths, out, cleaner, Contents(cleaner.limits.max_chars, Columns(**asked.columns)))
    click.echo(f"{done.captures} captures: {done.captures - done.rejected} articles, {done.rejected} rejected", err=True)
    return bool(done.rejected)


#: A Path has made one slash of the two of an address, and of the three of file:///.
_ADDRESS = re.compile(r"^([a-z][a-z0-9+-]+):/(?!/)")


def _format(out: Path | None) -> str:
    """The format that the suffix of OUT says."""
    name = "" if out is None else out.name.lower()
    return next((format for format, suffixes in SUFFIXES.items() if name.endswith(suffixes)), FORMATS[0])


def _places(path: str) -> list[Path | Glob | Remote]:
    """What a PATH names.

    Raises:
        click.BadParameter: there is nothing.
        CaptureError: an address cannot be reached.
    """
    from boilerstrip.readers.item import Remote
    from boilerstrip.readers.places import place_of, remote

    place = place_of(path)
    if isinstance(place, Remote):
        return list(remote(place))
    if isinstance(place, Path) and place != STDIN and not place.exists():
        raise click.BadParameter(f"{path!r} does not exist.", param_hint="'[PATH...]'")
    return [place]


def _alone(places: list[Path | Glob | Remote], asked: Asked) -> Path | None:
    """The one file or stream that is the whole input, where its article goes to standard output or into one file."""
    from boilerstrip.readers.places import container

    if len(places) != 1 or asked.files_from is not None or asked.format not in PLAIN:
        return None
    place = places[0]
    if not isinstance(place, Path) or place.is_dir() or container(place) is not None:
        return None
    to_folder = asked.out is not None and (asked.out.is_dir() or not asked.out.suffix)
    return None if to_folder or asked.packed else place


def _check(paths: tuple[str, ...], places: list[Path | Glob | Remote], asked: Asked, *, alone: Path | None) -> None:
    """Refuse what cannot be meant.

    Raises:
        click.UsageError: with the cure.
    """
    single = len(places) == 1 and asked.files_from is None and isinstance(places[0], Path) and not places[0].is_dir()
    one = alone is not None or single
    if asked.url and not one:
        raise click.UsageError("--url belongs to one capture; several say their own in sidecar files (page.json beside page.html)")
    if asked.url and alone is None and _holds_several(places[0], asked):
        raise click.UsageError(
            f"--url belongs to one capture, and {places[0]} holds several: web archives tell the url of each, tables in a column "
            "(--column url=NAME)"
        )
    if not paths and asked.files_from is None and sys.stdin.isatty():
        raise click.UsageError("name a file or a directory, or pipe a capture in")
    if alone is None:
        asked.check()


def _holds_several(place: Path | Glob | Remote, asked: Asked) -> bool:
    """Are there more captures than one in this file?"""
    from collections import Counter
    from contextlib import closing

    from boilerstrip.api import Limits
    from boilerstrip.readers.directory import Found
    from boilerstrip.readers.places import Contents, container
    from boilerstrip.readers.records import Columns

    if not isinstance(place, Path) or container(place) is None:
        return False
    with closing(Contents(Limits().max_chars, Columns(**asked.columns), asked.table).of(Found(place, ""), Counter())) as items:
        return len(list(islice(items, 2))) > 1


def _learned(places: list[Path | Glob | Remote], asked: Asked) -> Asked:
    """Learn from all captures; gives what was asked with the templates. What is resumed has learned before.

    Raises:
        click.UsageError: the captures cannot be read twice, or there is no folder for the templates.
    """
    from boilerstrip.commands import learn
    from boilerstrip.readers.item import Remote

    folder = asked.templates
    if folder is None and asked.out is not None and not asked.file:
        folder = asked.out / "templates"
    if folder is None:
        raise click.UsageError("--learn needs a folder for what it learns: --templates TEMPLATES, or -o OUT naming a directory")
    if STDIN in places or asked.files_from is not None or any(isinstance(place, Remote) for place in places):
        raise click.UsageError("--learn reads the captures twice: name files or directories")
    if not asked.resume:
        learn.run([place for place in places if not isinstance(place, Remote)], folder, asked, without=asked.out)
    return replace(asked, templates=folder)


def _one(place: Path, asked: Asked, cleaner: Cleaner) -> bool:
    """Clean one capture; gives whether it was rejected."""
    from boilerstrip.errors import behind
    from boilerstrip.writers.atomic import replacing

    article, reason = _article(place, asked, cleaner)
    source = "standard input" if place == STDIN else str(place)
    if article is None:
        click.echo(f"rejected {source}: {behind(source, reason)}", err=True)
        return True
    if article.reason:
        click.echo(f"{source}: {article.reason}", err=True)
    text = _writer(asked.format)(article)
    if asked.out is None:
        click.echo(text.encode("utf-8", "replace"), nl=False)
    else:
        with replacing(asked.out) as file:
            file.write(text)
    return False


def _writer(format: str) -> Callable[[Article], str]:
    from boilerstrip.writers import jsonl, markdown, text

    return {"text": text.write, "markdown": markdown.write, "jsonl": jsonl.write}[format]


def _article(place: Path, asked: Asked, cleaner: Cleaner) -> tuple[Article | None, str]:
    from boilerstrip.errors import fault
    from boilerstrip.readers.compressed import single

    limit = cleaner.limits.max_chars
    try:
        if place == STDIN:
            capture = options.capture(place, limit=limit, url=asked.url, media=asked.media)
        else:
            capture = asked.told.of(single(place, limit))
        article = cleaner(capture)
    except Exception as error:  # noqa: BLE001  # a fault in somebody's filter is told like any other reason
        return None, fault(error)
    return (article, "") if str(article) else (None, article.reason)
