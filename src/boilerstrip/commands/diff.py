"""boilerstrip diff: which blocks changed sides between two ways to clean the same captures; a guard for a repository of rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boilerstrip.commands import options
from boilerstrip.commands.explain import visible
from boilerstrip.commands.report import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from boilerstrip.review.difference import Change, Difference, Group
    from boilerstrip.review.outcome import Outcome

FORMATS = ("text", "json")
#: Exit statuses, as of diff(1): 2 is trouble.
CHANGED = 1
TROUBLE = 2
#: So many changes are shown per filter unless told otherwise.
SHOWN = 10
WIDTH = 110
#: So many captures that only one side has are named.
NAMED = 5


@click.command(short_help="Compare two presets, rule folders or outputs.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--over", metavar="PATH", type=click.Path(path_type=Path, exists=True), help="The captures, where A or B is no output.")
@click.option("--format", "format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="For people, or JSON.")
@click.option("--shown", metavar="N", type=click.IntRange(1), default=SHOWN, show_default=True, help="At most so many changes a filter.")
@options.preset
def diff(a: str, b: str, over: Path | None, format: str, shown: int, preset: str) -> None:
    """Show which blocks changed sides between A and B, grouped by the filter that answers for it.

    A and B are outputs of `clean` (with --format jsonl or parquet they name the filters), or, with --over CAPTURES, presets, or folders
    of site rules (used with --preset). So `boilerstrip diff old-rules new-rules --over captures` guards a repository of rules.

    First come the filters that drop in B and never did in A, then those that drop more, then those that let something go.

    Exit status: 0 nothing changed, 1 something did, 2 trouble.
    """
    from boilerstrip.review.difference import compare

    found = compare(_side(a, over, preset), _side(b, over, preset))
    if not found.captures:
        raise click.UsageError(f"{a} and {b} have no captures in common: they are matched by the path of the capture")
    if format == "json":
        click.echo(json.dumps(_record(found), indent=1))
    else:
        _print(found, shown)
    if found:
        click.get_current_context().exit(CHANGED)


def _side(name: str, over: Path | None, preset: str) -> Iterable[Outcome]:
    """What became of each capture on one side.

    Raises:
        click.ClickException: it is neither a preset nor a place, its rules are wrong, or there are no captures to clean.
    """
    from boilerstrip.errors import BoilerstripError, SiteRuleError
    from boilerstrip.presets import PRESETS
    from boilerstrip.review.outputs import outcomes, says_why
    from boilerstrip.sites.book import book_of

    place = Path(name)
    is_preset = name in PRESETS
    if not is_preset and not place.exists():
        raise click.UsageError(f"{name} is neither a preset ({', '.join(PRESETS)}) nor a file or folder")
    if not is_preset and (over is None or says_why(place)):
        try:
            return list(outcomes(place))
        except BoilerstripError as error:
            raise _Trouble(str(error)) from error
    if over is None:
        raise click.UsageError(f"{name} is a preset: name the captures to clean with it, --over CAPTURES")
    from boilerstrip.api import Cleaner
    from boilerstrip.sites.book import Sites

    if is_preset:
        return _whole(cleaned(over, Cleaner(PRESETS[name])))
    cleaner = Cleaner(PRESETS[preset], sites=place)
    try:
        found = _whole(cleaned(over, cleaner))
    except SiteRuleError as error:
        raise _Trouble(str(error)) from error
    faults = book_of(Sites.of(cleaner.sites)).faults
    if faults:
        raise _Trouble("; ".join(str(fault) for fault in faults))
    return found


def _whole(found: Iterable[Outcome]) -> list[Outcome]:
    """All of them.

    Raises:
        click.ClickException: a filter failed on one: it would look as if everything of it had been dropped.
    """
    from boilerstrip.errors import behind

    outcomes = list(found)
    failed = [outcome for outcome in outcomes if outcome.failed]
    if failed:
        more = f" (and {len(failed) - 1} more captures)" if len(failed) > 1 else ""
        raise _Trouble(f"{failed[0].source}: {behind(failed[0].source, failed[0].reason)}{more}")
    return outcomes


class _Trouble(click.ClickException):
    """What diff cannot do; told apart from "something changed" by its exit status."""

    exit_code = TROUBLE


# ------------------------------------------------------------------ telling


def _record(found: Difference) -> dict[str, object]:
    return {
        "captures": found.captures,
        "changed": found.changed,
        "only_a": found.only_a,
        "only_b": found.only_b,
        "groups": [{"by": g.by, "new": g.new, "changes": [change._asdict() for change in g.changes]} for g in found.groups],
    }


def _print(found: Difference, shown: int) -> None:
    for group in found.groups:
        click.echo(click.style(_title(group), bold=True))
        for change in group.changes[:shown]:
            sign, colour = ("-", "red") if change.dropped else ("+", "green")
            text = visible(" ".join(change.text.split()))
            click.echo(click.style(f"  {sign} {_cut(text)}", fg=colour))
            click.echo(click.style(f"    {visible(change.source)}{_why(change)}", dim=True))
        if len(group.changes) > shown:
            click.echo(f"    ... and {len(group.changes) - shown} more")
        click.echo()
    for side, sources in (("A", found.only_a), ("B", found.only_b)):
        if sources:
            more = f" and {len(sources) - NAMED} more" if len(sources) > NAMED else ""
            click.echo(f"only in {side}: {', '.join(visible(source) for source in sources[:NAMED])}{more}")
    changes = [change for group in found.groups for change in group.changes]
    gone = sum(change.dropped for change in changes)
    click.echo(f"{found.changed} of {found.captures} captures changed: {gone} blocks newly dropped, {len(changes) - gone} newly kept")


def _title(group: Group) -> str:
    back = len(group.changes) - group.dropped
    told = []
    if group.dropped:
        told.append(f"drops {group.dropped} more ({group.lost:,} characters)")
    if back:
        told.append(f"lets {back} go")
    return f"{group.by}{', new here' if group.new else ''}: {', '.join(told)}"


def _why(change: Change) -> str:
    return f": {visible(change.reason)}" if change.reason else ""


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
