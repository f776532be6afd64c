"""Files as they were before somebody compressed them: gzip, bzip2, xz and Zstandard, here or wherever fsspec reaches."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from boilerstrip.capture import PACKED, Capture, from_file, read_limited
from boilerstrip.errors import CaptureError
from boilerstrip.extras import load
from boilerstrip.readers.item import Remote

#: Suffixes of what cannot be read from its middle on.
_STREAMS = (".bz2", ".xz")
#: Read so much at a time: a frame may unpack to a thousand times its size. In bytes.
_ZSTD_PIECE = 16_384
#: What the decompressors raise on damaged data; zstandard's own error is added where it is used.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError)


def bare(name: str) -> str:
    """A file name without the suffix that says how it is compressed.

    >>> bare("page.html.gz"), bare("page.html.ZST"), bare("page.html")
    ('page.html', 'page.html', 'page.html')
    """
    stem, dot, suffix = name.rpartition(".")
    return stem if (dot + suffix).lower() in PACKED else name


def is_stream(name: str) -> bool:
    """Is a web archive of this name compressed as a whole? With gzip and Zstandard each of its records is, and can be found by itself.

    >>> is_stream("crawl.warc.xz"), is_stream("crawl.warc.gz")
    (True, False)
    """
    return name.lower().endswith(_STREAMS)


def is_remote(place: str) -> bool:
    """Does fsspec read this place?

    >>> is_remote("s3://bucket/page.html"), is_remote("archive/page.html")
    (True, False)
    """
    scheme, mark, _ = place.partition("://")
    return bool(mark) and scheme.replace("+", "").replace("-", "").isalnum()


def raw_file(place: Path | Remote) -> BinaryIO:
    """The file as it lies there, open for reading bytes.

    Raises:
        CaptureError: it cannot be opened.
        MissingExtra: fsspec, or its driver for this kind of address, is not installed.
    """
    try:
        if isinstance(place, Remote):
            fsspec = load("fsspec", purpose=f"reading {place.url}")
            return cast("BinaryIO", fsspec.open(place.url, "rb").open())
        return place.open("rb")
    except ImportError as error:
        raise CaptureError(f"{_name(place)} needs a driver of fsspec: {error}") from error
    except (OSError, ValueError) as error:
        raise CaptureError(f"{_name(place)} cannot be read: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def opened(place: Path | Remote) -> Iterator[BinaryIO]:
    """The file, decompressed as its suffix says, open for reading bytes from start to end.

    Raises:
        CaptureError: it cannot be opened.
        MissingExtra: zstandard or fsspec is needed and not installed.
    """
    suffix = _name(place).lower().rpartition(".")[2]
    zstandard = load("zstandard", purpose=f"reading {_name(place)}") if suffix in {"zst", "tzst"} else None
    with ExitStack() as stack:
        file = stack.enter_context(raw_file(place))
        unpacked: Any = file
        if suffix in {"gz", "tgz"}:
            unpacked = stack.enter_context(gzip.GzipFile(fileobj=file, mode="rb"))
        elif suffix in {"bz2", "tbz2"}:
            unpacked = stack.enter_context(bz2.open(file, "rb"))
        elif suffix in {"xz", "txz"}:
            unpacked = stack.enter_context(lzma.open(file, "rb"))
        elif zstandard is not None:
            unpacked = stack.enter_context(io.BufferedReader(_Zstd(file, zstandard)))
        yield unpacked


class _Zstd(io.RawIOBase):
    """Zstandard frames, decompressed; zstandard's own reader takes a file that was cut off for one that ends."""

    def __init__(self, file: BinaryIO, zstandard: Any) -> None:
        self.file = file
        self.new = zstandard.ZstdDecompressor().decompressobj
        self.frame: Any = None
        self.packed = self.unpacked = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.unpacked:
            if self.frame is not None and self.frame.eof:
                self.packed, self.frame = self.frame.unused_data, None
            self.packed = self.packed or self.file.read(_ZSTD_PIECE)
            if not self.packed:
                if self.frame is not None:
                    raise EOFError("it ends within a Zstandard frame")
                return 0
            self.frame = self.frame or self.new()
            self.unpacked, self.packed = self.frame.decompress(self.packed), b""
        part = self.unpacked[: len(buffer)]
        buffer[: len(part)] = part
        self.unpacked = self.unpacked[len(part) :]
        return len(part)


def single(place: Path | Remote, limit: int) -> Capture:
    """The one capture in a file, compressed or not; a local one may have a sidecar (see `Capture.of`).

    Raises:
        CaptureError: it cannot be read, is damaged, or is larger than `limit` bytes.
        MissingExtra: zstandard or fsspec is needed and not installed.
    """
    if isinstance(place, Path) and place.suffix.lower() not in {".bz2", ".xz", ".zst"}:
        return Capture.of(place, limit=limit)
    with opened(place) as file:
        data = read(file, limit, _name(place))
    if isinstance(place, Path):
        return from_file(data, place)
    capture = Capture.of(data, url=place.url if place.url.startswith(("http://", "https://")) else None, limit=limit)
    return Capture(capture.content, url=capture.url, source=place.url)


def read(file: IO[bytes], limit: int, source: str) -> bytes:
    """All that a decompressing file holds.

    Raises:
        CaptureError: it is damaged, or larger than `limit` bytes.
    """
    try:
        data = read_limited(file, limit, source)
    except CaptureError:
        raise
    except Exception as error:
        if isinstance(error, (*DAMAGED, OSError)) or type(error).__module__.partition(".")[0] == "zstandard":
            raise CaptureError(f"{source} is truncated or damaged ({error}): fetch or copy it again") from error
        raise
    assert isinstance(data, bytes)
    return data


def _name(place: Path | Remote) -> str:
    return place.url if isinstance(place, Remote) else str(place)
