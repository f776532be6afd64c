"""The manifest: which shards are whole and which captures are in them, one line of JSON each, on the disk before the next begins.

    {"boilerstrip": "0.1.0", "settings": {...}}                                       what the run was asked to do
    {"shard": 0, "file": "articles-00000.parquet", "captures": [[0, 4096]], ...}      positions in the input, from 0
    {"finished": "2026-03-05T12:00:00+00:00", ...}                                    the sums

A capture is done when a line says so, and only then. Whatever a killed run has written after its last line is thrown away.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from boilerstrip.errors import BoilerstripError
from boilerstrip.run.ranges import Ranges

NAME = "manifest.jsonl"
#: The settings that say what the files of a run are called.
_FORMAT = ("format", "compress")


@dataclass
class Sums:
    """What was done: captures, articles, rejects by kind of trouble, lines dropped by filter, bytes, CPU seconds in the workers."""

    articles: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    bytes_in: int = 0
    bytes_out: int = 0
    reading: float = 0.0
    cleaning: float = 0.0
    encoding: float = 0.0

    @property
    def captures(self) -> int:
        """Captures seen."""
        return self.articles + self.rejects.total()

    def add(self, more: Sums) -> None:
        """Add those of another part of the run."""
        self.articles += more.articles
        self.rejects.update(more.rejects)
        self.dropped.update(more.dropped)
        self.bytes_in += more.bytes_in
        self.bytes_out += more.bytes_out
        self.reading += more.reading
        self.cleaning += more.cleaning
        self.encoding += more.encoding

    @property
    def facts(self) -> dict[str, Any]:
        """As a manifest holds them."""
        return {**vars(self), "rejects": dict(self.rejects), "dropped": dict(self.dropped)}

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Sums:
        """From what a manifest holds."""
        return cls(**{**facts, "rejects": Counter(facts["rejects"]), "dropped": Counter(facts["dropped"])})


@dataclass
class Shard:
    """A line of the manifest: a shard that is whole."""

    shard: int
    file: str
    captures: list[tuple[int, int]]
    check: int
    """Sum of the CRCs of the names of its captures: an input that has changed since is noticed when the run is resumed."""
    rejects_end: int
    """Length of rejects.jsonl after this shard, in bytes."""
    sums: Sums
    archives: list[tuple[str, int, int]] = field(default_factory=list)
    """Archives that were read to their end: name, position of the first capture, position after the last."""


class Manifest:
    """The manifest of one run, open for adding lines."""

    def __init__(self, path: Path, settings: dict[str, Any], version: str) -> None:
        self.path = path
        self.settings = settings
        self.version = version
        self.done = Ranges()
        self.shards: list[Shard] = []
        self.archives: dict[tuple[str, int], int] = {}
        self.finished = False
        self.known = 0
        """So many shards a run before may have left here: those that it lists, and one that it was killed before listing."""
        self._file: BinaryIO | None = None

    @property
    def rejects_end(self) -> int:
        """Length that rejects.jsonl had when the last shard was finished, in bytes."""
        return self.shards[-1].rejects_end if self.shards else 0

    @staticmethod
    def unfinished(path: Path) -> bool:
        """Does the manifest there tell of a run that has finished shards, but not all?

        Raises:
            BoilerstripError: it is somebody else's file.
        """
        lines = path.read_bytes().splitlines()
        if lines and not lines[0].startswith(b'{"boilerstrip"'):
            raise BoilerstripError(f"{path} is not one of ours: name another OUT, or move it away")
        return len(lines) > 1 and not lines[-1].startswith(b'{"finished"')

    def others(self) -> list[Path]:
        """Files of an earlier run here that this one does not write over, because they are in another format."""
        try:
            first, *shards = self._lines()[0] if self.path.exists() else [{}]
        except (ValueError, BoilerstripError):  # empty or damaged: nobody knows what it wrote
            return []
        before = first.get("settings")
        if not isinstance(before, dict) or all(before.get(name) == self.settings.get(name) for name in _FORMAT):
            return []
        names = [str(line.get("file") or "") for line in shards if "shard" in line]
        return [place for name in names if name and Path(name).name == name and (place := self.path.with_name(name)).is_file()]

    def begin(self) -> None:
        """Write the first line of a new manifest, in place of an older one, and remove what that run wrote in another format.

        Raises:
            BoilerstripError: another run is writing there.
            OSError: it cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            self._lock().close()
            self.known = self.path.read_bytes().count(b'\n{"shard"') + 1
            for file in self.others():
                file.unlink(missing_ok=True)
        draft = self.path.with_name(f".{self.path.name}.part")
        draft.write_text(_line({"boilerstrip": self.version, "settings": self.settings}), encoding="utf-8")
        draft.replace(self.path)
        self._file = self._lock()

    def load(self) -> None:
        """Read what an earlier run has done. A last line that was cut off when it was killed is cut off here too.

        Raises:
            BoilerstripError: that run was asked for something else, or by another version, or still goes on, or the file is damaged.
        """
        self._file = self._lock()
        try:
            self._load()
        except BaseException:
            self.close()
            raise

    def _load(self) -> None:
        lines, whole = self._lines()
        if not lines or not isinstance(lines[0].get("settings"), dict):
            raise BoilerstripError(f"{self.path} is no manifest: remove it, or name another OUT")
        asked, now = {"version": lines[0].get("boilerstrip"), **lines[0]["settings"]}, {"version": self.version, **self.settings}
        changed = [
            f"{name}: {asked.get(name)!r} then, {now.get(name)!r} now" for name in {**asked, **now} if asked.get(name) != now.get(name)
        ]
        if changed:
            raise BoilerstripError(f"{self.path} belongs to a run with other settings ({'; '.join(changed)}): repeat them, or --restart")
        os.truncate(self.path, whole)
        for line in lines[1:]:
            if "shard" in line:
                self._take(Shard(**{**line, "sums": Sums.of(line["sums"])}))
            self.finished = "finished" in line
        self.known = len(self.shards) + 1

    def _lines(self) -> tuple[list[dict[str, Any]], int]:
        """All whole lines, and their length in bytes."""
        data = self.path.read_bytes()
        end = data.rfind(b"\n") + 1
        try:
            return [json.loads(line) for line in data[:end].splitlines()], end
        except ValueError as error:
            raise BoilerstripError(f"{self.path} is damaged ({error}): begin anew with --restart") from error

    def _take(self, shard: Shard) -> None:
        for start, end in shard.captures:
            self.done.add(start, end)
        for name, start, end in shard.archives:
            self.archives[name, start] = end
        self.shards.append(shard)

    def commit(self, shard: Shard) -> None:
        """Say that a shard is whole. It is true from the moment that this line is on the disk."""
        self._append({**vars(shard), "sums": shard.sums.facts})
        self._take(shard)

    def finish(self, facts: dict[str, Any]) -> None:
        """Say that the run is finished."""
        self._append(facts)
        self.finished = True

    def _append(self, record: dict[str, Any]) -> None:
        assert self._file is not None, "begin() or load() comes first"
        self._file.write(_line(record).encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def _lock(self) -> BinaryIO:
        """The manifest, open for adding lines, and locked for as long as this process lives: two runs would undo each other."""
        file = self.path.open("ab")
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                file.close()
                raise BoilerstripError(f"another run is writing to {self.path.parent}: wait for it, or name another OUT") from error
        return file

    def close(self) -> None:
        """Let other runs write there."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=True) + "\n"
