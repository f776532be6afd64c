"""A mirrored tree: every article a file of its own, written by the workers, at the same time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from boilerstrip.article import Article
from boilerstrip.writers.output import UNFINISHED, Encoded, Named


@dataclass(frozen=True)
class Tree:
    """Writes each article to `root/name + suffix`; a file is there whole or not at all. Writing it again changes nothing."""

    root: Path
    suffix: str
    write: Callable[[Article], str]

    def __call__(self, articles: Sequence[Named]) -> Encoded:
        """Write these articles.

        Raises:
            OSError: one cannot be written.
        """
        size = 0
        draft = self.root / UNFINISHED / f"{os.getpid()}.part"
        for name, row in articles:
            data = self.write(row.article).encode("utf-8", "replace")
            size += len(data)
            try:
                draft.write_bytes(data)
            except FileNotFoundError:
                draft.parent.mkdir(parents=True, exist_ok=True)
                draft.write_bytes(data)
            _put(draft, self.root, name, self.suffix)
        return Encoded(None, size)


def _put(draft: Path, root: Path, name: str, suffix: str) -> None:
    """Give a finished draft its place. Where the name wants a file to be a directory, or the other way round (`a.html` and `a.txt.zip`
    want `a.txt` to be both), a checksum of the name is added: no other capture has it, and a second run finds it again.
    """
    final = root / (name + suffix)
    try:
        try:
            draft.replace(final)
        except FileNotFoundError:
            final.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(final)
    except (NotADirectoryError, FileExistsError):
        other = _beside_file(root, name)
        if other == name:
            raise
        _put(draft, root, other, suffix)
    except IsADirectoryError:
        _put(draft, root, f"{name}-{_sum(name)}", suffix)


def _beside_file(root: Path, name: str) -> str:
    """The name with another one for the first of its directories that is a file."""
    parts = name.split("/")
    for place in range(1, len(parts)):
        folder = "/".join(parts[:place])
        if (root / folder).is_file():
            return "/".join((f"{folder}-{_sum(folder)}", *parts[place:]))
    return name


def _sum(name: str) -> str:
    return f"{crc32(name.encode('utf-8', 'surrogateescape')):08x}"


class TreeSink:
    """Nothing is left to do in the main process."""

    def __init__(self) -> None:
        self.size = 0

    def open(self, shard: int) -> None:
        """Nothing."""

    def add(self, payload: Any) -> None:
        """Nothing: the workers have written it."""

    def commit(self) -> str:
        """No file of its own."""
        return ""

    def abort(self) -> None:
        """Nothing: files that are written again are the same."""

    def forget(self, first: int, end: int) -> None:
        """Nothing, for the same reason."""
