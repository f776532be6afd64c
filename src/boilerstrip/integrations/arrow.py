"""arrow: captures as columns in, articles as columns out. The one seam that every engine uses.

>>> import pyarrow as pa
>>> page = "Ferry strike ends\\n\\nBoats sail again from Monday, the harbour master said, after a week of talks."
>>> done = clean_batch(pa.RecordBatch.from_pydict({"id": [7], "text": [page]}), columns=Columns(keep=("id",)))
>>> done.select(["id", "medium", "error"]).to_pylist()
[{'id': 7, 'medium': 'text', 'error': None}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from boilerstrip.api import Cleaner
from boilerstrip.article import Article
from boilerstrip.capture import Capture, parse_date
from boilerstrip.errors import BoilerstripError, CaptureError, fault
from boilerstrip.readers.records import GUESSES
from boilerstrip.schema import Row, arrow, article_schema, batch_of

if TYPE_CHECKING:
    import pyarrow as pa

    Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)

#: Names under which engines and data sets are used to hold things; the first that a batch has is taken.
USUAL = {
    "content": (*GUESSES["content"], "bytes", "raw"),  # the last two: what engines call the content of a file
    "url": GUESSES["url"],
    "source": ("source", "path", "id"),
    "captured_at": GUESSES["date"],
    "media_type": ("media_type",),
    "charset": GUESSES["charset"],
}

#: A table is cleaned in pieces of so many rows, so that the captures of one piece and its articles are all that is held beside it.
ROWS_AT_A_TIME = 1024


@dataclass(frozen=True)
class Columns:
    """Which columns of a batch hold what. A name left at None is looked for under the usual names (see `USUAL`)."""

    content: str | None = None
    """string or binary, also large, view or dictionary-encoded; binary content may be gzipped"""
    url: str | None = None
    source: str | None = None
    """A string that says where the capture came from; a number counts as its digits."""
    captured_at: str | None = None
    """timestamp, date, ISO 8601 string or the fourteen digits of web archives; one that cannot be read becomes null"""
    media_type: str | None = None
    """text/html or text/plain; null: recognise it, as for a file, by the suffix of `source` and the content"""
    charset: str | None = None
    """The charset that HTTP declared."""
    keep: tuple[str, ...] = ()
    """Columns that stand unchanged before those of the articles: your own keys."""


def clean_batch(batch: Batch, cleaner: Cleaner | None = None, *, columns: Columns | None = None) -> Batch:
    """Clean every row of a batch or table.

    Args:
        batch: one capture per row.
        cleaner: what is configured; None: the default one.
        columns: where the captures stand.

    Returns:
        As many rows in the same order, with the columns of `article_schema()` after those that are kept; of the type that came in.
        A row that cannot be read or judged has the fault in `error` and `reason`; it never stops the batch.

    Raises:
        BoilerstripError: a named column is missing, none holds the content, or a kept one has the name of a column of the articles.
        MissingExtra: pyarrow is not installed.
    """
    pa = arrow()
    cleaner = Cleaner() if cleaner is None else cleaner
    places = _places(batch.schema.names, columns or Columns())
    keep = columns.keep if columns else ()
    if isinstance(batch, pa.RecordBatch):
        return _with(batch, keep, batch_of(_rows(batch, cleaner, places)))
    batches = [
        _with(piece, keep, batch_of(_rows(piece, cleaner, places)))
        for piece in batch.to_batches(max_chunksize=ROWS_AT_A_TIME)
        if piece.num_rows
    ]
    return pa.Table.from_batches(batches, schema=_schema(batch.schema, keep))


def output_schema(schema: pa.Schema, columns: Columns | None = None) -> pa.Schema:
    """The schema of what `clean_batch` makes of a batch with this schema, for engines that want it beforehand.

    Raises:
        BoilerstripError: as for `clean_batch`.
        MissingExtra: pyarrow is not installed.
    """
    columns = columns or Columns()
    _places(schema.names, columns)
    return _schema(schema, columns.keep)


def _schema(schema: Any, keep: tuple[str, ...]) -> Any:
    return arrow().schema([*(schema.field(name) for name in keep), *article_schema()])


def _with(batch: Any, keep: tuple[str, ...], articles: Any) -> Any:
    arrays = [*(batch.column(name) for name in keep), *articles.columns]
    return arrow().RecordBatch.from_arrays(arrays, schema=_schema(batch.schema, keep))


def _places(names: list[str], columns: Columns) -> dict[str, str]:
    """What stands in which column of the batch.

    Raises:
        BoilerstripError: see `clean_batch`.
    """
    found: dict[str, str] = {}
    for role, usual in USUAL.items():
        said = getattr(columns, role)
        if said is not None and said not in names:
            raise BoilerstripError(f"no column {said!r} for the {role}; the batch has: {', '.join(names)}")
        free = (name for name in usual if name in names and name not in found.values())
        name = said or next(free, None)
        if name is not None:
            found[role] = name
    if "content" not in found:
        raise BoilerstripError(f"no column holds the captures; name it with Columns(content=...); the batch has: {', '.join(names)}")
    missing = [name for name in columns.keep if name not in names]
    if missing:
        raise BoilerstripError(f"no column {missing[0]!r} to keep; the batch has: {', '.join(names)}")
    twice = sorted(set(columns.keep) & set(article_schema().names))
    if twice:
        raise BoilerstripError(f"the column {twice[0]!r} cannot be kept: an article has one of that name; rename it before")
    return found


def _rows(batch: Any, cleaner: Cleaner, places: dict[str, str]) -> Iterator[Row]:
    """The articles of one record batch: columns of strings are taken out whole, contents one at a time."""
    contents = _plain(batch.column(places["content"]))
    urls = _strings(batch, places.get("url"))
    sources = _strings(batch, places.get("source"))
    kinds = _strings(batch, places.get("media_type"))
    charsets = _strings(batch, places.get("charset"))
    dates = _dates(batch, places.get("captured_at"))
    for content, url, source, kind, charset, date in zip(contents, urls, sources, kinds, charsets, dates, strict=True):
        known = Capture("", url=url, media_type=kind, captured_at=date, source=source or "", charset=charset)
        yield judged(partial(_capture, content, known, cleaner.limits.max_chars), known, cleaner)


def judged(read: Callable[[], Capture], known: Capture, cleaner: Cleaner) -> Row:
    """Read and clean one capture; whatever goes wrong is said in the row, beside what is `known` of the capture."""
    try:
        known = read()
        article = cleaner(known)
    except Exception as error:  # noqa: BLE001  # a fault in somebody's filter must cost one row, not the batch; it stands in the row
        reason = fault(error)
        return Row(Article(url=known.url, source=known.source, reason=reason), known.captured_at, reason)
    return Row(article, known.captured_at)


def _capture(scalar: Any, known: Capture, limit: int) -> Capture:
    """The capture in one row: its bytes are copied out of Arrow's buffer once.

    Raises:
        CaptureError: there is none, it is too large, or a damaged gzip.
    """
    if not scalar.is_valid:
        raise CaptureError("the capture is null")
    try:
        raw = scalar.as_py()
    except UnicodeDecodeError:  # a string column holds what is no UTF-8: then it is bytes, and decoded as such
        raw = scalar.as_buffer().to_pybytes()
    taken = Capture.of(_Named(raw, known.source.removesuffix(GZIP)) if isinstance(raw, bytes) and known.source else raw, limit=limit)
    return replace(known, content=taken.content, media_type=known.media_type or taken.media_type)


GZIP = ".gz"


class _Named(BytesIO):
    """Bytes that know the name of their file, whose suffix says something about them."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def _plain(column: Any) -> Any:
    """A column of text or bytes as one, whatever its encoding."""
    pa = arrow()
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _strings(batch: Any, name: str | None) -> list[str | None]:
    """A column of strings as a list, nulls where there is no such column."""
    if name is None:
        return [None] * batch.num_rows
    values = _plain(batch.column(name)).to_pylist()
    return [value if value is None or isinstance(value, str) else _text(value) for value in values]


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _dates(batch: Any, name: str | None) -> list[datetime | None]:
    """A column of dates; naive ones are UTC."""
    if name is None:
        return [None] * batch.num_rows
    pa = arrow()
    column = _plain(batch.column(name))
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        return [
            None if value is None else value.replace(tzinfo=value.tzinfo or UTC) for value in column.cast(_instant(column.type)).to_pylist()
        ]
    return [_date(value) for value in _strings(batch, name)]


def _instant(type: Any) -> Any:
    """Microseconds: what Python's datetime holds."""
    pa = arrow()
    return pa.timestamp("us", tz=getattr(type, "tz", None))


def _date(text: str | None) -> datetime | None:
    try:
        return None if text is None else (found := parse_date(text)).replace(tzinfo=found.tzinfo or UTC)
    except ValueError:
        return None
