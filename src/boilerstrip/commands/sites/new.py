"""boilerstrip sites new: a rule proposed from captures of a site."""

from __future__ import annotations

from pathlib import Path

import click

from boilerstrip.commands import options


@click.command(short_help="Propose a rule from captures of a site.")
@click.argument("host")
@click.argument("captures", metavar="CAPTURE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Else standard output.")
def new(host: str, captures: tuple[Path, ...], out: Path | None) -> None:
    """Propose a rule for HOST from captures of its pages, HTML, dumps or both; two or more, for only then is seen what repeats.

    The proposal is a rule file: selectors that hold the text, the headline and the captions; lines that repeat on the pages and were
    kept; and in comments what the general filters were unsure of. Read it, keep what is right, add examples, run `boilerstrip sites test`.
    """
    from boilerstrip.api import Cleaner
    from boilerstrip.commands.sites.proposal import propose
    from boilerstrip.readers.directory import Directory

    cleaner = Cleaner(sites=None)
    paths = [file for place in captures for file in ([Path(str(found.path)) for found in Directory(place)] if place.is_dir() else [place])]
    pages = []
    for path in paths:
        page = cleaner.explain(options.capture(path, limit=cleaner.limits.max_chars, url=None, media=None))
        if page.blocks:
            pages.append(page)
        else:
            click.echo(f"{path} holds no text, and was left out", err=True)
    if not pages:
        raise click.UsageError("none of these captures holds text")
    text = propose(host, pages)
    if out is None:
        click.echo(text, nl=False)
        return
    if out.exists():
        raise click.UsageError(f"{out} is there already; name another file, or remove it")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8")
    click.echo(f"{out} written from {len(pages)} captures: read it, then run boilerstrip sites test {out.parent}", err=True)
