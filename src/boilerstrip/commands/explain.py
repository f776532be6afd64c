"""boilerstrip explain: a page in colour, each block with its label, the filter that gave it and the reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options

if TYPE_CHECKING:
    from rich.text import Text

    from boilerstrip.block import Label, Mark
    from boilerstrip.page import Page

FORMATS = ("text", "json")


@click.command(short_help="Show who dropped what, and why.")
@click.argument("path", metavar="FILE", type=options.PATH)
@click.option("--format", "format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="Colours for people, or JSON.")
@click.option("--html", "html", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for the browser to OUT.")
@options.preset
@options.url
@options.media
@options.loss_guard
@options.sites
@options.templates
def explain(
    path: Path,
    format: str,
    html: Path | None,
    preset: str,
    url: str | None,
    media: str | None,
    loss_guard: float | None,
    sites: tuple[Path, ...],
    templates: Path | None,
) -> None:
    """Show a capture as boilerstrip sees it: every block, what it is taken for, which filter said so and why.

    Dropped blocks are struck through. With - standard input is read. With --html OUT nothing is printed; OUT is one self-contained page
    that shows all marks on every block, the article beside them, and what would come back without a filter.
    """
    if path.is_dir():
        raise click.UsageError(f"{path} is a directory; explain shows one capture")
    cleaner = options.cleaner(preset, loss_guard=loss_guard, sites=sites, templates=templates)
    capture = options.capture(path, limit=cleaner.limits.max_chars, url=url, media=media)
    page = cleaner.explain(capture)
    if not page.blocks:
        click.echo(f"{path}: no blocks: {cleaner(capture).reason}", err=True)
    if html is not None:
        _as_page(page, html, "standard input" if path == options.STDIN else path.name)
    elif format == "json":
        _as_json(page)
    else:
        _in_colour(page)


def _as_page(page: Page, out: Path, title: str) -> None:
    from boilerstrip.writers.atomic import replacing
    from boilerstrip.writers.report import explained

    with replacing(out) as file:
        file.write(explained(page, title=title))


def record(page: Page) -> list[dict[str, object]]:
    """A marked page as plain values: per block its text, kind, place, label, and all its marks in order (the last whole one counts)."""
    marks: dict[int, list[dict[str, object]]] = {}
    for m in page.marks:
        told: dict[str, object] = {"label": str(m.label), "by": m.by, "reason": m.reason, "span": m.span, "score": m.score}
        marks.setdefault(m.block, []).append(told)
    return [
        {
            "index": block.index,
            "label": str(page.label(block.index)),
            "text": block.text,
            "kind": str(block.kind),
            "line": block.line,
            "path": "" if block.path is None else str(block.path),
            "marks": marks.get(block.index, []),
        }
        for block in page.blocks
    ]


def _as_json(page: Page) -> None:
    import json

    click.echo(json.dumps({"url": page.url, "medium": str(page.medium), "blocks": record(page)}, indent=1))


# ------------------------------------------------------------------ colours

#: One style per label: what stands in the article is plain or bold, what does not is dim or struck.
STYLES = {
    "headline": "bold bright_white on blue",
    "body": "default",
    "footnote": "italic",
    "caption": "cyan",
    "credit": "magenta",
    "byline": "yellow",
    "timestamp": "yellow",
    "chrome": "strike red",
    "undecided": "strike dim",
}

#: Columns of the two outer columns; the text has the rest.
LABEL_WIDTH = 9
REASON_SHARE = 3
TEXT_SHARE = 7


def _in_colour(page: Page) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=LABEL_WIDTH, no_wrap=True)
    table.add_column(ratio=TEXT_SHARE)
    table.add_column(ratio=REASON_SHARE)
    parts: dict[int, list[Mark]] = {}
    for mark in page.marks:
        if mark.span is not None:
            parts.setdefault(mark.block, []).append(mark)
    for block in page.blocks:
        label, verdict = page.label(block.index), page.verdicts[block.index]
        spans = parts.get(block.index, [])
        why = _why([verdict, *spans] if verdict else spans)
        table.add_row(Text(label, style=STYLES[label].removeprefix("strike ")), _styled(block.text, label, spans), why)
    console = Console()
    with console.capture() as drawn:
        console.print(table)
    click.echo(drawn.get(), nl=False, color=True)  # rich has already decided about colours


def _styled(text: str, label: Label, spans: list[Mark]) -> Text:
    from rich.text import Text

    styled = Text(visible(text))
    styled.stylize(STYLES[label])
    for mark in spans:
        assert mark.span is not None
        styled.stylize(f"not strike {STYLES[mark.label]}", *mark.span)
    return styled


def _why(marks: list[Mark]) -> Text:
    from rich.text import Text

    if not marks:
        return Text("no filter spoke for it", style="dim")
    reasons = dict.fromkeys((mark.by, mark.reason) for mark in marks)
    lines = [Text.assemble((by, "bold dim"), (f": {reason}", "dim")) for by, reason in reasons]
    return Text("\n").join(lines)


def visible(text: str) -> str:
    """The text with control characters shown, one for one: a capture must not steer the terminal.

    >>> visible("a\\x1b[31mb\\tc")
    'a␛[31mb c'
    """
    return text.translate(_SHOWN)


_SHOWN = {c: 0x2400 + c for c in range(32)} | {9: 32, 10: 32, 0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
# Marks that turn the direction of what follows, and lone surrogates, which no terminal can print.
_SHOWN |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD)
