"""Options that several subcommands share, and the Cleaner and Capture that they ask for."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from boilerstrip.api import Cleaner
    from boilerstrip.capture import Capture

#: The name that stands for standard input among paths.
STDIN = Path("-")

PRESETS = ("balanced", "precision", "recall", "rules", "rules_precision", "rules_recall")
MEDIA = {"html": "text/html", "text": "text/plain"}

PATH = click.Path(path_type=Path, exists=True, allow_dash=True)

preset = click.option(
    "--preset",
    type=click.Choice(PRESETS),
    default=PRESETS[0],
    show_default=True,
    help="Which filters judge: precision drops more than balanced, recall less; rules and its two do without the tagger.",
)
url = click.option("--url", help="Where the capture was taken, if it does not say so itself (one capture only).")
media = click.option("--media", type=click.Choice(tuple(MEDIA)), help="What the captures are, if recognising it fails.")
loss_guard = click.option(
    "--loss-guard",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Set a filter aside for a capture of which it would take more than this share of the sentences, 0 to 1.",
)
sites = click.option(
    "--sites",
    "sites",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of site rules (of ours or of ftr-site-config), or an ad-block list; may be given several times.",
)

templates = click.option(
    "--templates",
    metavar="TEMPLATES",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that `boilerstrip learn` wrote.",
)


def cleaner(preset: str, *, loss_guard: float | None = None, sites: tuple[Path, ...] = (), templates: Path | None = None) -> Cleaner:
    """The cleaner of this preset."""
    from boilerstrip import presets
    from boilerstrip.api import Cleaner, Limits
    from boilerstrip.site_stage import checked
    from boilerstrip.sites import Sites

    return Cleaner(
        getattr(presets, preset.upper()),
        limits=Limits(loss_guard=loss_guard),
        sites=checked(Sites.of(sites)) if sites else Sites(),
        templates=templates,
    )


def capture(path: Path, *, limit: int, url: str | None, media: str | None) -> Capture:
    """The capture in a file or on standard input, with what the options say of it.

    Raises:
        CaptureError: it cannot be read, or is larger than `limit` bytes.
    """
    from boilerstrip.capture import Capture

    raw: object = path
    if path == STDIN:
        raw = sys.stdin.buffer
    taken = Capture.of(raw, url=url, limit=limit)
    return replace(taken, media_type=MEDIA[media]) if media else taken
