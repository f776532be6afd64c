"""A web archive -> the pages in it: WARC and WET through fastwarc, ARC by its own few lines.

Of a WARC the responses and resources with text in them are captures, of a WET the conversions. URL and date come from the record's
own headers, the charset from HTTP, and the source names file and offset, where the record can be found again.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from boilerstrip.capture import TEXT, Capture, from_http, parse_date
from boilerstrip.extras import load
from boilerstrip.readers.compressed import DAMAGED, is_stream, opened, raw_file
from boilerstrip.readers.item import Fault, Item, Remote

#: Content types with a page or a dump in them; a response that declares none is taken.
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "text/markdown"})
#: HTTP answers that carry a page; redirects and errors carry the server's words, not the site's.
GOOD = range(200, 300)
#: Encodings of HTTP that zlib reads, and how it is told to: with a header of zlib or gzip, or with none.
_ZLIB = frozenset({"gzip", "x-gzip", "deflate"})
_HEADED_OR_RAW = (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS)
#: Bytes that the headers of HTTP may take beside the page.
HEADERS = 1 << 20
#: What a gzip member begins with, and a record of a WARC.
_MEMBER, _RECORD = b"\x1f\x8b\x08", b"WARC/"
#: So much of a member shows whether a record starts in it. In bytes.
_SHOWN = 1024
#: How much is unzipped at a time where only its end is asked for. In bytes.
_PIECE = 1 << 16
#: Damage is found some way behind the record that is damaged, and what lies between is read again: as much as was read at all, and so
#: much more. Where damage takes more than that, records that lie between are lost, and the time stays in proportion. In bytes.
_AGAIN = 1 << 26
#: What stands before a record of an ARC: URL, IP address, date, content type, length; version 2 has four more fields.
ARC_FIELDS = 5
#: An ARC's line may hold a URL of any length; one that is longer than this is damage. In bytes.
ARC_LINE = 1 << 16


def warc(place: Path | Remote, limit: int, passed_over: Counter[str]) -> Iterator[Item]:
    """The captures in a WARC or WET, compressed by whatever its suffix says or plain, in order.

    `passed_over` counts what is no page: "WARC status 404", "WARC image/png". A record larger than `limit` bytes is a Fault, and
    so is a place where an archive is damaged. A gzipped one is read on from the next whole record. Offsets count bytes of the
    file, or of the archive in it where that is one stream of bzip2 or xz.

    Raises:
        CaptureError: the file cannot be opened.
        MissingExtra: fastwarc is not installed.
    """
    fastwarc = load("fastwarc", purpose=f"reading {place}")
    name = place.url if isinstance(place, Remote) else str(place)
    with opened(place) if is_stream(name) else raw_file(place) as file:
        archive = _Archive(fastwarc, file, name, limit, passed_over)
        damage = yield from archive.read()
        while damage:
            start = archive.onward()
            if archive.untold:
                yield archive.fault(damage + (", and read on where it is whole" if start is not None else ""))
            if start is None:
                return
            damage = yield from archive.read(start)


class _Archive:
    """A WARC on its way in: `at` is where its last record starts, `untold` whether damage there is not told of yet."""

    def __init__(self, fastwarc: Any, file: BinaryIO, name: str, limit: int, passed_over: Counter[str]) -> None:
        self.fastwarc = fastwarc
        self.file = file
        self.name = name
        self.limit = limit
        self.passed_over = passed_over
        self.untold = True
        self.at = self.before = self.reached = self.again = 0

    def read(self, start: int = 0) -> Generator[Item, None, str]:
        """The captures from a record on; gives what is wrong where they end, "" at the end of the archive."""
        if start:
            self.file.seek(start)
            self.at = start
        kinds = self.fastwarc.WarcRecordType
        wanted = kinds.response | kinds.resource | kinds.conversion
        # records of every type: one that is cut off may have lost its type
        records = self.fastwarc.ArchiveIterator(self.file, record_types=kinds.any_type, parse_http=False, fsspec_args=False)
        try:
            for record in records:
                self.at = record.stream_pos
                if not record.headers.get("Content-Length"):
                    yield self.fault("the archive is cut off within the headers of this record")
                elif record.record_type & wanted:
                    whole = yield from self._wanted(record)
                    if not whole:
                        return "the archive is cut off within this record"
                    self.untold = True
                elif record.reader.consume() < record.content_length:
                    return "the archive is cut off within this record"
                else:
                    self.untold = True
        except (OSError, *DAMAGED) as error:
            return f"the archive is truncated or damaged in or after this record ({error})"
        cut = self.untold and not is_stream(self.name) and _cut(self.file, self.at)
        return "the archive is cut off after this record" if cut else ""

    def _wanted(self, record: Any) -> Generator[Item, None, bool]:
        """The capture in a record, if it holds a page; gives whether the record is whole."""
        source, inner = f"{self.name}#offset={self.at}", _inner(self.name, self.at)
        self.before, size = self.at, self.at - self.before
        if record.content_length > self.limit + HEADERS:
            yield Item(Fault(source, f"{record.content_length:,} bytes, over the limit of {self.limit:,}"), inner, size)
            return bool(record.reader.consume() == record.content_length)
        whole = _whole(self.fastwarc, record)
        if whole is None:
            return False
        try:
            capture = _capture(whole, self.fastwarc.WarcRecordType, self.passed_over)
        except (OSError, ValueError) as error:
            yield Item(Fault(source, f"its HTTP headers cannot be read: {error}"), inner, size)
        else:
            if capture is not None:
                yield Item(replace(capture, source=source), inner, size)
        return True

    def fault(self, reason: str) -> Item:
        """The damage at the last record, which is then told of."""
        self.untold = False
        return Item(Fault(f"{self.name}#offset={self.at}", f"{reason}: fetch or copy it again"), _inner(self.name, self.at))

    def onward(self) -> int | None:
        """Where the next record starts after damage; None where none is found: only in a gzipped archive each is a member of its own."""
        if is_stream(self.name):
            return None
        try:
            end = self.file.tell()
            self.reached = max(self.reached, end)
            self.again += end - self.at
            self.file.seek(self.at)
            if not self.file.read(len(_MEMBER)).startswith(_MEMBER) and not self.name.lower().endswith(".gz"):
                return None
            return _member(self.file, self.at + 1 if self.again <= self.reached + _AGAIN else max(end, self.at + 1))
        except (OSError, ValueError):  # a stream that cannot go back
            return None


def _member(file: BinaryIO, start: int) -> int | None:
    """Where, from `start` on, a gzip member begins that holds the start of a WARC record."""
    file.seek(start)
    window = b""
    while True:
        part = file.read(HEADERS)
        window += part
        end = max(len(window) - _SHOWN, 0) if part else len(window)  # what is behind it comes again, with what follows it
        place = window.find(_MEMBER)
        while 0 <= place < end:
            if _starts_record(window[place : place + _SHOWN]):
                return start + place
            place = window.find(_MEMBER, place + 1)
        if not part:
            return None
        start, window = start + end, window[end:]


def _starts_record(data: bytes) -> bool:
    try:
        return bool(_unzipping().decompress(data, len(_RECORD)) == _RECORD)
    except zlib.error:
        return False


def _unzipping() -> Any:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def _cut(file: BinaryIO, at: int) -> bool:
    """Does a gzipped archive end within a member? fastwarc takes that for the end of the file, and says nothing."""
    try:
        file.seek(at)
    except (OSError, ValueError):  # a stream that cannot go back
        return False
    data = file.read(_PIECE)
    if not data.startswith(_MEMBER):
        return False
    member = _unzipping()
    try:
        while data:
            if member.eof:
                member = _unzipping()
            member.decompress(data, _PIECE)
            data = member.unused_data or member.unconsumed_tail or file.read(_PIECE)
        while not member.eof and member.decompress(b"", _PIECE):
            pass
    except zlib.error:
        return True
    return not member.eof


def _inner(name: str, at: int) -> str:
    return f"{name.rstrip('/').rpartition('/')[2]}/{at:012d}"


def _whole(fastwarc: Any, record: Any) -> Any:
    """The record with its content in memory, so that whatever is wrong in it ends with it; None where the archive ends before it does."""
    data = record.reader.read()
    if len(data) < record.content_length:
        return None
    whole = fastwarc.WarcRecord()
    whole.init_headers(record_type=record.record_type)
    for key, value in record.headers:
        whole.headers[key] = value
    whole.set_bytes_content(data)
    whole.is_http = record.is_http
    return whole


def _capture(record: Any, kinds: Any, passed_over: Counter[str]) -> Capture | None:
    """The capture of a record, or None, counted, where it holds no page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    if record.record_type == kinds.conversion:
        return Capture(record.reader.read(), url=url, media_type=TEXT, captured_at=record.record_date, charset="utf-8")
    if record.is_http:
        headers, body = _answer(record)
        status = headers.status_code if headers is not None else None
        if status is not None and status not in GOOD:
            passed_over[f"WARC status {status}"] += 1
            return None
        header = headers.get("Content-Type") if headers is not None else None
    else:
        header, body = record.headers.get("Content-Type"), record.reader.read()
    kind = (header or "").partition(";")[0].strip().lower()
    if kind and kind not in PAGES:
        passed_over[f"WARC {kind}"] += 1
        return None
    return replace(from_http(body, header), url=url, captured_at=record.record_date)


def _answer(record: Any) -> tuple[Any, bytes]:
    """The headers of an HTTP answer, and its body, decoded as they say; as it stands where they are wrong: crawlers change one
    without the other.
    """
    data = record.reader.read()
    try:
        return _parsed(record, data, "all")
    except (OSError, ValueError):
        pass
    try:
        headers, body = _parsed(record, data, "transfer")
    except (OSError, ValueError):
        headers, body = _parsed(record, data, "none")
    return headers, _inflated(body, headers.get("Content-Encoding") or "") if headers is not None else body


def _inflated(body: bytes, encoding: str) -> bytes:
    """A body in the encodings that fastwarc does not know: gzip by its old name, and "deflate" without the header of zlib, as many
    servers sent it; as it stands where it is in others, or in none.
    """
    for coding in reversed(encoding.lower().split(",")):
        if coding.strip() not in _ZLIB:
            return body
        plain = next((found for wbits in _HEADED_OR_RAW if (found := _unzipped(body, wbits)) is not None), None)
        if plain is None:
            return body
        body = plain
    return body


def _unzipped(body: bytes, wbits: int) -> bytes | None:
    unzipping = zlib.decompressobj(wbits)
    try:
        plain = unzipping.decompress(body)
    except zlib.error:
        return None
    return plain if unzipping.eof else None


def _parsed(record: Any, data: bytes, decoded: str) -> tuple[Any, bytes]:
    anew = type(record)()  # a record that has failed once keeps what it has read of the headers
    anew.init_headers(record_type=record.record_type)
    anew.set_bytes_content(data)
    anew.is_http = True
    anew.parse_http(auto_decode=decoded, quirks_mode=True)
    return anew.http_headers, bytes(anew.reader.read())


# ------------------------------------------------------------------ ARC


def arc(place: Path | Remote, limit: int, passed_over: Counter[str]) -> Iterator[Item]:
    """The captures in an ARC (version 1 or 2, gzipped or plain), in order; arguments and errors as for `warc`.

    Offsets count bytes of the unzipped archive.
    """
    fastwarc = load("fastwarc", purpose=f"reading {place}")
    name = place.url if isinstance(place, Remote) else str(place)
    at = 0
    with opened(place) as file:
        try:
            while line := file.readline(ARC_LINE):
                start, at = at, at + len(line)
                if not line.strip():
                    continue
                source = f"{name}#offset={start}"
                fields = line.decode("utf-8", "replace").split()
                if len(fields) < ARC_FIELDS or not fields[-1].isdigit():
                    yield Item(Fault(source, "here stands no header of an ARC record: the rest is damaged"), _inner(name, start))
                    return
                length = int(fields[-1])
                at += length
                if fields[0].startswith("filedesc:"):
                    _skip(file, length)
                elif length > limit + HEADERS:
                    _skip(file, length)
                    yield Item(Fault(source, f"{length:,} bytes, over the limit of {limit:,}"), _inner(name, start), length)
                else:
                    body = file.read(length)
                    if len(body) < length:
                        yield Item(Fault(source, "the archive ends within this record"), _inner(name, start))
                        return
                    capture = _arc_capture(fastwarc, fields, body, passed_over)
                    if capture is not None:
                        yield Item(replace(capture, source=source), _inner(name, start), length)
        except (OSError, EOFError) as error:
            yield Item(Fault(f"{name}#offset={at}", f"the archive is truncated or damaged from here on: {error}"), _inner(name, at))


def _skip(file: BinaryIO, length: int) -> None:
    while length > 0 and (part := file.read(min(length, HEADERS))):
        length -= len(part)


def _arc_capture(fastwarc: Any, fields: list[str], body: bytes, passed_over: Counter[str]) -> Capture | None:
    """The capture of an ARC record: fastwarc reads its HTTP, as it would in a WARC."""
    record = fastwarc.WarcRecord()
    record.init_headers(record_type=fastwarc.WarcRecordType.response)
    http = body.startswith(b"HTTP/")
    record.headers["WARC-Target-URI"] = fields[0]
    record.set_bytes_content(body)
    record.is_http = http
    if not http:
        record.headers["Content-Type"] = fields[-2]
    try:
        capture = _capture(record, fastwarc.WarcRecordType, passed_over)
    except (OSError, ValueError):
        passed_over["ARC with unreadable HTTP headers"] += 1
        return None
    return None if capture is None else replace(capture, captured_at=_arc_date(fields[2]))


def _arc_date(text: str) -> datetime | None:
    """The fourteen digits of an ARC record; old crawlers wrote fewer, for hours or days.

    >>> _arc_date("1999010203"), _arc_date("0")
    (datetime.datetime(1999, 1, 2, 3, 0, tzinfo=datetime.timezone.utc), None)
    """
    least = len("19990102")
    try:
        return parse_date(text.ljust(14, "0")).astimezone(UTC) if len(text) >= least and text.isdigit() else None
    except ValueError:
        return None
