"""Item: one capture on its way in, already read or still to be read by whoever cleans it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from boilerstrip.capture import Capture


class Fault(NamedTuple):
    """A capture that could not be read out of its archive, or an archive from some place on."""

    source: str
    reason: str


class Remote(NamedTuple):
    """A file that fsspec reads, such as `s3://bucket/page.html`."""

    url: str


class Item(NamedTuple):
    """One capture: where it lies or what it holds, and the name of its output in a tree, without suffix.

    `size` is what it takes on disk, in bytes: the sum over all items is about the size of the input.
    """

    raw: Capture | Path | Remote | Fault
    name: str
    size: int = 0

    @property
    def source(self) -> str:
        """Where the capture lies."""
        if isinstance(self.raw, Path):
            return str(self.raw)
        return self.raw.url if isinstance(self.raw, Remote) else self.raw.source
