"""boilerstrip filters: the filters of a preset, in order, and what each finds; also the source of the table in README.md."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from boilerstrip.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from boilerstrip.pipeline import Filter, Pipeline

FORMATS = ("text", "markdown")


class Entry(NamedTuple):
    """A filter's name and what it finds, as its file's first line says."""

    name: str
    finds: str


@click.command(short_help="List the filters of a preset.")
@click.option("--format", "format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@options.preset
def filters(format: str, preset: str) -> None:
    """List the filters of a preset in the order in which they speak; later ones win."""
    pipeline = options.cleaner(preset).pipeline
    if format == "markdown":
        click.echo(table(pipeline), nl=False)
        return
    found = list(entries(pipeline))
    width = max((len(entry.name) for entry in found), default=0)
    for entry in found:
        click.echo(f"{entry.name:{width}}  {entry.finds}")


def entries(pipeline: Pipeline) -> Iterator[Entry]:
    """Every filter, in order, those of nested pipelines too."""
    from boilerstrip.pipeline import Pipeline, name_of

    for filter in pipeline.filters:
        if isinstance(filter, Pipeline):
            yield from entries(filter)
        else:
            yield Entry(name_of(filter), finds(filter))


def finds(filter: Filter) -> str:
    """What a filter finds: the first line of its module's docstring without the name, else of its own."""
    own = filter if inspect.isfunction(filter) else type(filter)
    module = sys.modules.get(own.__module__)
    text = inspect.cleandoc((module and module.__doc__) or own.__doc__ or "")
    first = " ".join(text.split("\n\n")[0].split())
    name, colon, rest = first.partition(": ")
    return rest if colon and name.isidentifier() else first


def table(pipeline: Pipeline) -> str:
    """The filters as a Markdown table."""
    rows = [f"| `{entry.name}` | {entry.finds.replace('|', chr(92) + '|')} |" for entry in entries(pipeline)]
    return "\n".join(["| filter | finds |", "|---|---|", *rows]) + "\n"
