"""What a batch writes: the half that runs in the workers (Encoder) and the half that runs beside them (Sink).

A worker encodes the articles of a chunk; what it returns, the payload, goes to the sink in the main process, which adds it to the shard
that is open. A shard is written under a temporary name and is there whole after `commit`, or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from boilerstrip.schema import Row

#: Folder below the output directory for what is not whole yet; it is removed when a run ends.
UNFINISHED = ".unfinished"


class Named(NamedTuple):
    """An article on its way out, and the name that its file has in a tree, without suffix."""

    name: str
    row: Row


class Encoded(NamedTuple):
    """The articles of a chunk as a sink takes them."""

    payload: Any
    size: int
    """Bytes, before any compression that the sink does."""


class Encoder(Protocol):
    """Turns articles into a payload; a picklable value that is called in the workers."""

    def __call__(self, articles: Sequence[Named]) -> Encoded: ...


class Sink(Protocol):
    """Takes payloads and makes shards of them; lives in the main process."""

    @property
    def size(self) -> int:
        """Bytes in the open shard so far."""
        ...

    def open(self, shard: int) -> None:
        """Begin a shard; the first has number 0."""
        ...

    def add(self, payload: Any) -> None:
        """Add a payload to the open shard."""
        ...

    def commit(self) -> str:
        """Put the open shard in its place, on the disk; gives the name of its file, "" where there is none."""
        ...

    def abort(self) -> None:
        """Throw the open shard away."""
        ...

    def forget(self, first: int, end: int) -> None:
        """Throw away what a run before may have left behind: shards from number `first` up to `end`."""
        ...


class ShardFiles:
    """Names of shard files in a folder, their drafts, and how a draft takes its place; or one file without a number."""

    def __init__(self, place: Path, suffix: str, *, one: bool) -> None:
        self.place = place
        self.suffix = suffix
        self.one = one

    def final(self, shard: int) -> Path:
        """Where this shard will be."""
        return self.place if self.one else self.place / f"articles-{shard:05d}{self.suffix}"

    def draft(self, shard: int) -> Path:
        """Where it is written until it is whole."""
        if self.one:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            return self.place.with_name(f".{self.place.name}.{os.getpid()}.part")
        folder = self.place / UNFINISHED
        folder.mkdir(parents=True, exist_ok=True)
        return folder / self.final(shard).name

    def put(self, shard: int) -> str:
        """Move the draft, which is on the disk already, to its place."""
        final = self.final(shard)
        self.draft(shard).replace(final)
        return final.name

    def forget(self, first: int, end: int) -> None:
        """Remove these shards: a run before wrote them, and was killed before it could say so, or is done anew."""
        for shard in range(first, 0 if self.one else end):
            self.final(shard).unlink(missing_ok=True)


def on_disk(file: Any) -> None:
    """Wait until what was written to an open file has reached the disk."""
    file.flush()
    os.fsync(file.fileno())
