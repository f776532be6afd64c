"""A zip or tar -> the captures in it, chosen by their suffix like the files of a directory."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from boilerstrip.capture import Capture, from_file
from boilerstrip.errors import CaptureError
from boilerstrip.readers.compressed import DAMAGED, bare, opened, raw_file, read
from boilerstrip.readers.directory import SUFFIXES
from boilerstrip.readers.item import Fault, Item, Remote


def _taken(name: str, passed_over: Counter[str]) -> bool:
    """Is this member a capture? Counts it by its suffix where it is not."""
    base = os.path.basename(name)  # noqa: PTH119  # names in archives have slashes on every system
    if not base or base.startswith("."):
        return False
    suffix = os.path.splitext(bare(base))[1].lower()  # noqa: PTH122
    if suffix not in SUFFIXES:
        passed_over[suffix] += 1
        return False
    return True


def _safe(name: str) -> str:
    """A member's name that leads nowhere else, as the name of an output.

    >>> _safe("../../etc/passwd"), _safe("/a/./b.html")
    ('etc/passwd', 'a/b.html')
    """
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def _item(data: bytes, archive: str, member: str, size: int) -> Item:
    capture = from_file(data, Path("/nowhere") / _safe(member)) if bare(member) == member else Capture.of(data)
    return Item(replace(capture, source=f"{archive}!{member}"), f"{archive.rpartition('/')[2]}/{_safe(member)}", size)


def zipped(place: Path | Remote, limit: int, passed_over: Counter[str]) -> Iterator[Item]:
    """The captures in a zip, in the order of its directory. A member larger than `limit` bytes or damaged is a Fault.

    Raises:
        CaptureError: the file cannot be opened or is no zip.
    """
    name = place.url if isinstance(place, Remote) else str(place)
    with raw_file(place) as raw:
        try:
            archive = zipfile.ZipFile(raw)
        except (zipfile.BadZipFile, EOFError) as error:
            raise CaptureError(f"{name} is a truncated or damaged zip ({error}): fetch or copy it again") from error
        for member in archive.infolist():
            if member.is_dir() or not _taken(member.filename, passed_over):
                continue
            source, inner = f"{name}!{member.filename}", f"{name.rpartition('/')[2]}/{_safe(member.filename)}"
            if member.file_size > limit:
                yield Item(Fault(source, f"{member.file_size:,} bytes, over the limit of {limit:,}"), inner, member.compress_size)
                continue
            try:
                with archive.open(member) as file:
                    item = _item(read(file, limit, source), name, member.filename, member.compress_size)
            except (CaptureError, zipfile.BadZipFile, RuntimeError, NotImplementedError, *DAMAGED) as error:
                item = Item(Fault(source, f"cannot be read: {error}"), inner, member.compress_size)
            yield item


def tarred(place: Path | Remote, limit: int, passed_over: Counter[str]) -> Iterator[Item]:
    """The captures in a tar, compressed by whatever its suffix says, in order; read once from start to end.

    A member larger than `limit` bytes is a Fault, and so is the place from which on the archive is damaged.

    Raises:
        CaptureError: the file cannot be opened.
        MissingExtra: zstandard or fsspec is needed and not installed.
    """
    name = place.url if isinstance(place, Remote) else str(place)
    last = name
    with opened(place) as file:
        try:
            with tarfile.open(fileobj=file, mode="r|") as archive:
                while (member := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined]  # tarfile remembers every member it has seen, for ever
                    if not member.isfile() or not _taken(member.name, passed_over):
                        continue
                    last = f"{name}!{member.name}"
                    if member.size > limit:
                        inner = f"{name.rpartition('/')[2]}/{_safe(member.name)}"
                        yield Item(Fault(last, f"{member.size:,} bytes, over the limit of {limit:,}"), inner, member.size)
                        continue
                    body = archive.extractfile(member)
                    assert body is not None
                    yield _item(read(body, limit, last), name, member.name, member.size)
        except Exception as error:
            known = (tarfile.TarError, OSError, CaptureError, *DAMAGED)
            if not isinstance(error, known) and type(error).__module__.partition(".")[0] != "zstandard":
                raise
            yield Item(Fault(last, f"the archive is truncated or damaged after this: {error}"), name.rpartition("/")[2])
