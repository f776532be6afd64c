"""Capture: one archived page or dump, and every shape of value it can be made of."""

from __future__ import annotations

import gzip
import inspect
import io
import json
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from boilerstrip.decode import decode, wide_order
from boilerstrip.errors import CaptureError

try:
    from boilerstrip._utf8 import controls
except ImportError:
    from boilerstrip.utf8_python import controls

HTML = "text/html"
TEXT = "text/plain"

_ACCEPTED = (
    "accepted are: str (the content itself, never a path), bytes, bytearray or memoryview, an os.PathLike such as pathlib.Path, "
    "an open file, an lxml tree or element, a BeautifulSoup object, "
    "a response with .content or .body in bytes and .url (requests, httpx, Scrapy), a Capture"
)
_SUFFIXES = {".txt": TEXT, ".md": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
_TREES = frozenset({"lxml", "bs4", "selectolax"})
_GZIP = b"\x1f\x8b\x08"
#: Suffixes that say how a file is compressed; the suffix before says what it is.
PACKED = (".gz", ".bz2", ".xz", ".zst")
#: A sidecar holds a url and a date; a larger JSON file beside a capture is something else. In bytes.
_SIDECAR_BYTES = 1_000_000
#: How much is read at a time from files that only read in chunks, in bytes or characters.
_CHUNK = 1 << 20


class Readable(Protocol):
    """An open file, text or binary."""

    def read(self, size: int = -1, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived response or dump: a plain value, compared by value, picklable.

    >>> Capture.of("The bridge closes on Monday.").content
    'The bridge closes on Monday.'
    """

    content: str | bytes
    url: str | None = None
    media_type: str | None = None
    """"text/html" or "text/plain"; None: recognise it from the content (see `is_html`)."""
    captured_at: datetime | None = None
    source: str = ""
    """Where it came from, for messages: a path, or a WARC file and offset."""
    charset: str | None = None
    """The charset that HTTP declared."""

    @classmethod
    def of(cls, raw: object, *, url: str | None = None, limit: int | None = None) -> Capture:
        """Make a capture of whatever holds one. `url` goes before the one that `raw` knows; `limit` is in bytes (or characters).

        A `str` is always content, never a path; a file is named by an `os.PathLike`, may be gzipped, and may have a sidecar
        beside it: `page.json` with "url" and "captured_at" beside `page.html.gz`.

        Raises CaptureError for anything else, for what cannot be read, for a damaged gzip and for more than `limit`.

        >>> Capture.of(42)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        boilerstrip.errors.CaptureError: a capture cannot be made of int; accepted are: str (the content itself, ...
        """
        capture = _captured(raw, limit)
        if len(capture.content) > (limit if limit is not None else len(capture.content)):
            raise _too_large(capture.source or f"the {type(raw).__name__}", len(capture.content), limit)
        return capture if url is None or url == capture.url else replace(capture, url=url)


def _captured(raw: object, limit: int | None) -> Capture:
    if isinstance(raw, Capture):
        return raw
    if isinstance(raw, str):
        return Capture(str.__str__(raw))
    if isinstance(raw, (bytes, bytearray, memoryview)):
        return Capture(_unzipped(bytes(raw), "the bytes", limit))
    if isinstance(raw, os.PathLike):
        return _of_path(raw, limit)
    if any(kind.__module__.partition(".")[0] in _TREES for kind in type(raw).__mro__):
        from boilerstrip.dom import html_of

        return Capture(html_of(raw), media_type=HTML)
    return _of_object(raw, limit)


def _of_object(raw: object, limit: int | None) -> Capture:
    """A response or an open file: recognised by what they have, so that nobody's library is imported."""
    for name in ("content", "body"):
        body = getattr(raw, name, None)
        if isinstance(body, (str, bytes, bytearray, memoryview)):
            return _of_body(raw, body, limit)
    if not callable(getattr(raw, "read", None)):
        raise CaptureError(f"a capture cannot be made of {type(raw).__name__}; {_ACCEPTED}")
    body = read_limited(raw, limit, _name_of(raw))  # type: ignore[arg-type]  # it has read(), checked just now
    return _of_body(raw, body, limit)


def _of_body(raw: object, body: str | bytes | bytearray | memoryview, limit: int | None) -> Capture:
    source = _name_of(raw) if hasattr(raw, "read") else ""
    content = str.__str__(body) if isinstance(body, str) else _unzipped(bytes(body), source or "the response", limit)
    address = getattr(raw, "url", None)
    media_type, charset = _content_type(getattr(raw, "headers", None))
    hint = media_type or _SUFFIXES.get(Path(source).suffix.lower())
    return Capture(
        content,
        url=str(address) if address and not callable(address) else None,
        media_type=_believed(hint, content),
        source=source,
        charset=charset,
    )


def _name_of(file: object) -> str:
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else ""


# ------------------------------------------------------------------ files


def _of_path(path: os.PathLike[str] | os.PathLike[bytes], limit: int | None) -> Capture:
    place = Path(os.fsdecode(path))
    try:
        with place.open("rb") as file:
            head = file.peek(len(_GZIP))
            zipped = head.startswith(_GZIP) or place.suffix.lower() == ".gz"
            size = os.fstat(file.fileno()).st_size
            if limit is not None and size > limit:
                raise _too_large(str(place), size, limit)
            data = _gunzip(file, str(place), limit) if zipped else read_limited(file, limit, str(place))
    except OSError as error:
        raise CaptureError(f"{place} cannot be read: {error.strerror or error}") from error
    assert isinstance(data, bytes)
    return from_file(data, place)


def from_file(data: bytes, place: Path) -> Capture:
    """The capture whose content is `data`, which stood, compressed perhaps, in the file `place`; its sidecar is read.

    Raises CaptureError for a sidecar that is broken.
    """
    bare = place.with_suffix("") if place.suffix.lower() in PACKED else place
    url, captured_at = _sidecar(bare)
    return Capture(
        data,
        url=url,
        media_type=_believed(_SUFFIXES.get(bare.suffix.lower()), data),
        captured_at=captured_at,
        source=str(place),
    )


def from_http(body: bytes, content_type: str | None) -> Capture:
    """The capture whose content a server sent as `body` with this Content-Type header.

    >>> from_http(b"<p>x", "text/html; charset=EUC-JP").charset
    'EUC-JP'
    """
    media_type, charset = _content_type({"Content-Type": content_type} if content_type else None)
    return Capture(body, media_type=_believed(media_type, body), charset=charset)


def read_limited(file: Readable, limit: int | None, source: str = "") -> str | bytes:
    """All that an open file holds, at most `limit` bytes or characters (None: no limit).

    Raises CaptureError for more than that, for a damaged compression behind the file, and for a `read` that gives no text or bytes.

    >>> read_limited(io.BytesIO(b"abc"), 3)
    b'abc'
    """
    source = source or f"the {type(file).__name__}"
    parts: list[str] = []
    bytes_read: list[bytes] = []
    left = limit
    while True:
        try:
            part = file.read(_CHUNK) if left is None else file.read(min(_CHUNK, left + 1))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise _damaged(source, error, "gzip" if isinstance(file, gzip.GzipFile) else "file") from error
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, (bytes, bytearray, memoryview)):
            bytes_read.append(bytes(part))
        else:
            if inspect.iscoroutine(part):
                part.close()
            raise CaptureError(
                f"{source}.read() gave {type(part).__name__}, not str or bytes; if it is asynchronous, await it and pass the bytes"
            )
        if left is not None:
            left -= len(part)
            if left < 0:
                raise _too_large(source, None, limit)
        if not part:
            return "".join(parts) if parts and not bytes_read else b"".join(bytes_read)


def _unzipped(data: bytes, source: str, limit: int | None) -> bytes:
    """The bytes, gunzipped if they are gzip: archives of captures hand them over either way."""
    return _gunzip(io.BytesIO(data), source, limit) if data.startswith(_GZIP) else data


def _gunzip(file: io.BufferedIOBase, source: str, limit: int | None) -> bytes:
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unzipped:
            data = read_limited(unzipped, limit, source)
    except gzip.BadGzipFile as error:
        raise _damaged(source, error, "gzip") from error
    assert isinstance(data, bytes)
    return data


def _damaged(source: str, error: Exception, kind: str) -> CaptureError:
    return CaptureError(f"{source} is a truncated or damaged {kind} ({error}): fetch or copy it again, or pass it unzipped")


def _too_large(source: str, size: int | None, limit: int | None) -> CaptureError:
    assert limit is not None
    extent = "larger than" if size is None else f"{_megabytes(size)}, over"
    return CaptureError(f"{source} is {extent} the limit of {_megabytes(limit)}: raise Cleaner(limits=...)")


def _megabytes(size: int) -> str:
    """A size for people.

    >>> _megabytes(200_000_000), _megabytes(1_500)
    ('200 MB', '0.0015 MB')
    """
    return f"{size / 1_000_000:.4g} MB"


def _sidecar(place: Path) -> tuple[str | None, datetime | None]:
    """The url and date in the JSON file beside a capture, if there is one and it holds these."""
    beside = place.with_suffix(".json")
    if beside == place or not beside.is_file() or beside.stat().st_size > _SIDECAR_BYTES:
        return None, None
    try:
        facts = json.loads(beside.read_bytes())
    except ValueError as error:
        raise CaptureError(f"{beside}, the sidecar of {place.name}, is not JSON ({error}): mend or remove it") from error
    if not isinstance(facts, dict):
        return None, None
    url, date = facts.get("url"), facts.get("captured_at")
    try:
        return (url if isinstance(url, str) else None), (parse_date(date) if isinstance(date, str) else None)
    except ValueError as error:
        raise CaptureError(f'{beside}: "captured_at" is not an ISO 8601 date ({error}): write 2019-09-22T02:23:00Z') from error


def parse_date(text: str) -> datetime:
    """An ISO 8601 date, or the fourteen digits of web archives, which are UTC.

    >>> parse_date("20190922022300")
    datetime.datetime(2019, 9, 22, 2, 23, tzinfo=datetime.timezone.utc)
    """
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if _FOURTEEN.fullmatch(text) else datetime.fromisoformat(text)


_FOURTEEN = re.compile(r"\d{14}")


# ------------------------------------------------------------------ HTML or text


def _content_type(headers: object) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header; headers may hold str (requests, httpx) or bytes (Scrapy).

    >>> _content_type({"Content-Type": "text/html; charset=EUC-JP"})
    ('text/html', 'EUC-JP')
    """
    if not isinstance(headers, Mapping) and not hasattr(headers, "get"):
        return None, None
    value = headers.get("Content-Type") or headers.get("content-type")
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return None, None
    kind, _, parameters = value.partition(";")
    kind = kind.strip().lower()
    charset = _CHARSET.search(parameters)
    is_text = kind in ("text/plain", "text/markdown")
    return HTML if kind == HTML or kind.endswith("xml") else TEXT if is_text else None, charset[1] if charset else None


_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.-]{1,40})""", re.IGNORECASE)


def _believed(hint: str | None, content: str | bytes) -> str | None:
    """The media type that a suffix or a server claims, unless the content plainly says otherwise.

    Whole pages are saved as .txt, and dumps as .html; what the caller writes into `media_type` is not questioned.
    """
    head = content[:_SAMPLE]
    text = head.decode("latin-1") if isinstance(head, bytes) else head
    if hint == TEXT and _opens_like_a_page(text):
        return HTML
    if hint == HTML and not _TAG_START.search(text) and not text.startswith(_WIDE_MARKS) and "\0" not in text:
        return None
    return hint


_WIDE_MARKS = ("ÿþ", "þÿ")
_TAG_START = re.compile(r"<[a-zA-Z/!?]|&#?\w{2,8};")

#: How much of a capture is looked at to recognise it, in characters.
_SAMPLE = 32_768
#: How much of it shows what it begins with, mostly.
_OPENED = 64
#: What only a page begins with.
_OPENING = re.compile(
    r"<(?:!doctype\s|(?:script|style|meta|link|base|html)\s|html>|head[\s>]|body[\s>]|rss[\s>]|feed[\s>]|rdf:|\?xml\s)", re.IGNORECASE
)
#: What may stand before that, and how it ends.
_PROLOGUE = (("<!--", "-->"), ("<?", ">"))
#: White space and byte order marks; the latter also as they look when read as Latin-1.
_BLANK = " \t\r\n\f\ufeffï»¿"


def _opens_like_a_page(sample: str) -> bool:
    """Does it begin with a doctype, html, head, body, an XML declaration or a feed, after comments perhaps?"""
    rest = sample.lstrip(_BLANK)
    while not _OPENING.match(rest):
        ending = next((ending for start, ending in _PROLOGUE if rest.startswith(start)), None)
        end = rest.find(ending) if ending else -1
        if ending is None or end < 0:
            return False
        rest = rest[end + len(ending) :].lstrip(_BLANK)
    return True


_TAG = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|table|tbody|thead|tr|td|th|a|b|i|em|strong|span|font|center|img|figure|figcaption|picture|"
    r"article|section|main|nav|header|footer|aside|blockquote|pre|code|script|style|link|meta|title|html|head|body|form|input|button|iframe|"
    r"noscript|svg|video|audio|small|sup|sub|u|s|time|abbr|cite|q|label|amp-\w{1,20})(?:\s[^<>]{0,600})?/?>",
    re.IGNORECASE,
)
_STARTS_WITH_TAG = re.compile(r"[\s\ufeff]*<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
#: A fragment of HTML has tags on most of its lines; a dump that quotes code has lines of prose without any. A page of
#: programming advice may be two fifths code, so: half of the lines.
_TAGGED_LINES = 0.5
#: A tag must stand in at least every so many characters: a paragraph of a fragment is seldom longer than 3,000.
_CHARS_PER_TAG = 3_000
#: One tag is a mention ("<b>"); a fragment opens and closes something.
_FEWEST_TAGS = 2
#: Share of a text that is tags, from which on a text that starts with prose is a fragment.
_TAG_SHARE = 0.02


def is_html(text: str, hint: str | None = None) -> bool:
    """Is this decoded capture HTML (or XHTML, AMP, RSS)? `hint` is a media type that settles it.

    Looks at the first 32,768 characters at most.

    >>> is_html("<!DOCTYPE html><title>Ferry</title>"), is_html("<p>One.</p><p>Two.</p>")
    (True, True)
    >>> is_html("Use <b> for bold, and a < b in formulas."), is_html("")
    (False, False)
    """
    if hint is not None:
        return hint == HTML
    if "<" not in text:
        return False
    if _OPENING.match(text[:_OPENED].lstrip(_BLANK)):
        return True  # most pages: there is no need to look further
    sample = text[:_SAMPLE]
    if _opens_like_a_page(sample):
        return True
    return _is_fragment(sample)


def begins_like_html(content: bytes, hint: str | None = None) -> bool:
    """Does `is_html` hold of these bytes, should they be UTF-8, for how they begin? Nearly all pages begin so.

    >>> begins_like_html(b"<!DOCTYPE html><title>Ferry</title>"), begins_like_html(b"<p>One.</p><p>Two.</p>")
    (True, False)
    """
    if hint is not None:
        return hint == HTML
    return _OPENING.match(content[:_OPENED].decode("utf-8", "ignore").lstrip(_BLANK)) is not None


def _is_fragment(sample: str) -> bool:
    tags = covered = closing = 0
    for tag in _TAG.finditer(sample):
        tags += 1
        covered += tag.end() - tag.start()
        closing += sample[tag.start() + 1] == "/" or tag[0].lower().startswith(("<br", "<p", "<li", "<img", "<hr", "<a "))
    if tags < _FEWEST_TAGS or not closing or len(sample) > _CHARS_PER_TAG * tags:
        return False
    if _STARTS_WITH_TAG.match(sample) and sample.rstrip().endswith(">"):
        return True
    if covered < _TAG_SHARE * len(sample):
        return False
    lines = [line for line in sample.splitlines() if line and not line.isspace()]
    return sum(_TAG.search(line) is not None for line in lines) >= _TAGGED_LINES * len(lines)


# ------------------------------------------------------------------ binary

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\xd0\xcf\x11\xe0", "Office document"),
    (b"\x7fELF", "ELF program"),
    (b"wOFF", "WOFF font"),
    (b"wOF2", "WOFF2 font"),
    (b"ID3", "MP3 audio"),
    (b"OggS", "Ogg media"),
    (b"\x1aE\xdf\xa3", "Matroska media"),
    (b"WARC/1.0\r\n", "web archive (give it as a file, .warc or .warc.gz)"),
    (b"WARC/1.1\r\n", "web archive (give it as a file, .warc or .warc.gz)"),
)
_ANY_MAGIC = tuple([magic for magic, _ in _MAGIC])
#: A shorter magic may begin a text too ("ID3 tags explained"): then a control character must follow. In bytes.
_SURE_MAGIC = 4
_FTYP = slice(4, 8)
_MAGIC_SAMPLE = max(_FTYP.stop, *map(len, _ANY_MAGIC))
_BINARY_SAMPLE = 4096
#: From this share of control characters on, bytes are no text. Random bytes hold 10 %, pages and dumps practically none (a stray NUL).
_CONTROL_SHARE = 0.04


def binary_kind(content: bytes | str) -> str | None:
    """What content is that is no text ("PDF", "PNG image", "ZIP archive", "binary data"); None for text.

    >>> binary_kind(b"%PDF-1.7 ..."), binary_kind(b"Plain."), binary_kind(bytes(range(256)))
    ('PDF', None, 'binary data')
    """
    sample = content[:_BINARY_SAMPLE] if isinstance(content, str) else bytes(content[:_BINARY_SAMPLE])
    head = _in_bytes(sample[:_MAGIC_SAMPLE])
    if head.startswith(_ANY_MAGIC):
        for magic, kind in _MAGIC:
            if head.startswith(magic) and (len(magic) >= _SURE_MAGIC or controls(sample, _BINARY_SAMPLE)):
                return kind
    if head[_FTYP] == b"ftyp":
        return "MP4 media"
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or (isinstance(sample, bytes) and wide_order(sample)):
        sample = decode(_in_bytes(sample)).text.encode()
    return "binary data" if controls(sample, len(sample)) > _CONTROL_SHARE * len(sample) else None


def _in_bytes(sample: str | bytes) -> bytes:
    return sample.encode("latin-1", "replace") if isinstance(sample, str) else sample
