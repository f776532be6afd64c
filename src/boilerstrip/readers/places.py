"""What people name on a command line -> the captures in it: files, directories, patterns, archives, tables, lists of paths, addresses."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError
from boilerstrip.extras import load
from boilerstrip.readers.compressed import is_remote
from boilerstrip.readers.directory import Found, Glob, Places, suffix_of
from boilerstrip.readers.item import Fault, Item, Remote
from boilerstrip.readers.records import Columns

#: Suffix, without that of a compression, -> what reads it. Whatever is not here is one capture.
CONTAINERS = {
    ".warc": "warc", ".wet": "warc", ".arc": "arc",
    ".zip": "zip", ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar", ".tzst": "tar",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet", ".arrow": "ipc", ".arrows": "ipc", ".feather": "ipc", ".ipc": "ipc",
    ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite",
}  # fmt: skip
#: The longest path in a list of paths: that of Linux. In bytes.
LONGEST_PATH = 4096


@dataclass(frozen=True)
class Contents:
    """How captures are taken out of archives and tables: the longest in bytes, the columns of tables, the table of a database."""

    limit: int
    columns: Columns = field(default_factory=Columns)
    table: str = ""

    def of(self, found: Found, passed_over: Counter[str]) -> Generator[Item]:
        """The captures in a file, in an order that never changes; a file that cannot be opened is one Fault.

        Raises:
            MissingExtra: what reads this kind of file is not installed.
        """
        place = found.path
        kind = container(place)
        if isinstance(place, Capture) or kind is None:
            yield Item(place, found.name, size_of(place))
            return
        try:
            archive = kind in {"warc", "arc", "zip", "tar"}
            seen: Counter[str] = Counter()
            for item in self._archive(kind, place, passed_over) if archive else self._table(kind, place):
                inner = item.name.partition("/")[2]
                if kind in {"zip", "tar"}:  # two members may bear one name; the numbers in the others are their own
                    seen[inner.casefold()] += 1
                    inner += f"-{seen[inner.casefold()]}" if seen[inner.casefold()] > 1 else ""
                yield item._replace(name=f"{found.name}/{inner}" if inner else found.name)
        except CaptureError as error:
            yield Item(Fault(source_of(place), str(error)), found.name, size_of(place))

    def _archive(self, kind: str, place: Path | Remote, passed_over: Counter[str]) -> Iterator[Item]:
        from boilerstrip.readers import archive, warc

        readers = {"warc": warc.warc, "arc": warc.arc, "zip": archive.zipped, "tar": archive.tarred}
        return readers[kind](place, self.limit, passed_over)

    def _table(self, kind: str, place: Path | Remote) -> Iterator[Item]:
        from boilerstrip.readers import records, sqlite

        limit, columns = self.limit, self.columns
        if kind in {"csv", "tsv"}:
            return records.delimited(place, limit, columns, "\t" if kind == "tsv" else ",")
        if kind == "jsonl":
            return records.jsonl(place, limit, columns)
        if kind == "parquet":
            return records.parquet(place, limit, columns)
        if kind == "ipc":
            return records.ipc(place, limit, columns)
        if isinstance(place, Remote):
            raise CaptureError(f"{place.url} is a database, and those are read from disk only: copy it here first")
        return sqlite.sqlite(place, limit, columns, self.table)


def container(place: Path | Remote | Capture) -> str | None:
    """What reads this file, by its name; None where it is one capture.

    >>> container(Path("crawl.warc.gz")), container(Path("page.html.gz"))
    ('warc', None)
    """
    if isinstance(place, Capture):
        return None
    name = place.url.rpartition("/")[2] if isinstance(place, Remote) else place.name
    return CONTAINERS.get(suffix_of(name))


def source_of(place: Path | Remote | Capture) -> str:
    """What a file is called in messages."""
    if isinstance(place, Capture):
        return place.source
    return place.url if isinstance(place, Remote) else str(place)


def size_of(place: Path | Remote | Capture) -> int:
    """Bytes on disk; 0 for what is far away or not there."""
    try:
        return os.stat(place).st_size if isinstance(place, Path) else 0  # noqa: PTH116  # called once per capture
    except OSError:
        return 0


def place_of(text: str) -> Path | Glob | Remote:
    """What a word on the command line names.

    >>> place_of("s3://crawl/page.html"), place_of("archive/*.html")
    (Remote(url='s3://crawl/page.html'), Glob(pattern='archive/*.html'))
    """
    if is_remote(text):
        return Remote(text)
    path = Path(text)
    return Glob(text) if any(mark in text for mark in "*?[") and not path.exists() else path


def remote(place: Remote) -> list[Remote]:
    """What an address names: itself, all that a pattern matches, all files below a folder.

    Raises:
        CaptureError: there is nothing, or it cannot be reached.
        MissingExtra: fsspec is not installed.
    """
    if place.url.startswith(("http://", "https://")):
        return [place]  # web servers list nothing
    fsspec = load("fsspec", purpose=f"reading {place.url}")
    try:
        system, path = fsspec.core.url_to_fs(place.url)
        if any(mark in path for mark in "*?["):
            found = sorted(system.glob(path))
        else:
            found = sorted(system.find(path)) if system.isdir(path) else [path]
        return [Remote(str(system.unstrip_protocol(one))) for one in found]
    except ImportError as error:
        raise CaptureError(f"{place.url} needs a driver of fsspec: {error}") from error
    except (OSError, ValueError) as error:
        raise CaptureError(f"{place.url} cannot be reached: {error}") from error


def listed(file: IO[bytes], *, end: bytes = b"\n") -> Iterator[Found]:
    """The files in a list of paths, which end in a newline or, as `find -print0` writes them, in a NUL.

    Paths of directories are walked. A path's own name is that of its output, without what would lead out of the output directory.
    """
    for text in _split(file, end):
        name = os.fsdecode(text)
        place = place_of(name) if is_remote(name) else Path(name)
        if isinstance(place, Path) and place.is_dir():
            yield from (Found(found.path, f"{_inside(name)}/{found.name}") for found in Places([place]))
        else:
            assert not isinstance(place, Glob)
            yield Found(place, _inside(name.partition("://")[2] or name))


def _inside(name: str) -> str:
    return "/".join(
        part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in {"..", ".", "/"} and not part.endswith(":")
    )


def _split(file: IO[bytes], end: bytes) -> Iterator[bytes]:
    rest = b""
    while part := file.read(1 << 16):
        *whole, rest = (rest + part).split(end)
        yield from (text for text in (one.rstrip(b"\r") if end == b"\n" else one for one in whole) if text)
        if len(rest) > LONGEST_PATH:
            cure = "NULs, with -0" if end == b"\n" else "newlines, without -0"
            raise CaptureError(f"the list of paths has one of over {LONGEST_PATH} bytes; are they separated by {cure}?")
    if rest.strip():
        yield rest


def items(places: Iterable[Found], contents: Contents, passed_over: Counter[str]) -> Iterator[Item]:
    """All captures in these files, lazily and in order."""
    for found in places:
        yield from contents.of(found, passed_over)
