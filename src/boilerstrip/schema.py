"""schema: what an article is as a row of a table, for Parquet, Arrow and the engines that speak it.

One row per capture, also for one that gave no article: then `text` is empty and `reason` says why. `article_schema()` is the contract,
`batch_of()` the one place that fills it, `rows_of()` its inverse. pyarrow is imported when they are called, never before.
Whole numbers are int32, scores double.

| column | Arrow type | what stands there |
|---|---|---|
| source | string | where the capture came from: a path, or an archive and offset |
| url | string, null if unknown | |
| captured_at | timestamp[us, UTC], null if unknown | |
| headline, byline | string, null if there is none | |
| text | string | the body: paragraphs with a blank line between them |
| body | list of struct(text, kind, level, label, indent, block, number, gap) | as in `Paragraph`; label: body or footnote |
| captions | list of struct(text, credit) | credit is "" where there is none |
| timestamps | list of string | as printed on the page |
| published | string | as the page's metadata states it |
| lang, medium | string | medium is html or text |
| encoding, encoding_found_by | string | |
| confidence | double, null where nothing learned has judged | expected word F1 of the body, 0 to 1 |
| dropped | list of struct(text, label, reason, by, block, line, start, end, path, score) | every removed line, as in `Dropped` |
| reason | string | why there is no article, or "" |
| error | string, null if all went well | the fault that kept the capture from being read or judged |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from boilerstrip.article import Article, Caption, Dropped
from boilerstrip.block import Kind, Label, Paragraph
from boilerstrip.errors import BoilerstripError, MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa


class Row(NamedTuple):
    """An article and what stands beside it in a table."""

    article: Article
    captured_at: datetime | None = None
    error: str | None = None
    """The fault that kept the capture from being read or judged."""


def arrow() -> Any:
    """The pyarrow module.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("pyarrow", extra="arrow", purpose="writing Arrow and Parquet") from None
    return pa


def article_schema() -> pa.Schema:
    """The columns of a table of articles, in order.

    >>> article_schema().names[:4]
    ['source', 'url', 'captured_at', 'headline']

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pa = arrow()
    string, whole = pa.string(), pa.int32()
    paragraph = pa.struct([
        ("text", string), ("kind", string), ("level", whole), ("label", string), ("indent", whole), ("block", whole), ("number", whole),
        ("gap", pa.bool_()),
    ])  # fmt: skip
    caption = pa.struct([("text", string), ("credit", string)])
    gone = pa.struct(
        [(name, string) for name in ("text", "label", "reason", "by")]
        + [(name, whole) for name in ("block", "line", "start", "end")]
        + [("path", string), ("score", pa.float64())]
    )
    return pa.schema(
        [
            ("source", string),
            ("url", string),
            ("captured_at", pa.timestamp("us", tz="UTC")),
            ("headline", string),
            ("byline", string),
            ("text", string),
            ("body", pa.list_(paragraph)),
            ("captions", pa.list_(caption)),
            ("timestamps", pa.list_(string)),
            ("published", string),
            ("lang", string),
            ("medium", string),
            ("encoding", string),
            ("encoding_found_by", string),
            ("confidence", pa.float64()),
            ("dropped", pa.list_(gone)),
            ("reason", string),
            ("error", string),
        ]
    )


def batch_of(rows: Iterable[Row]) -> pa.RecordBatch:
    """These rows as one batch of `article_schema()`.

    Nested columns are filled as flat child columns with offsets: no dict is made for a paragraph or a dropped line.

    >>> batch_of([Row(Article("Ferry strike ends"))])["headline"].to_pylist()
    ['Ferry strike ends']

    Raises:
        MissingExtra: pyarrow is not installed.
        BoilerstripError: a column would hold over 2 GB of text: hand over fewer rows at a time.
    """
    pa = arrow()
    rows = list(rows)
    articles = [row.article for row in rows]
    schema = article_schema()
    columns: dict[str, Any] = {
        "captured_at": [row.captured_at for row in rows],
        "error": [row.error for row in rows],
        "timestamps": _lists([article.timestamps for article in articles], schema.field("timestamps").type, ()),
        "body": _lists([article.body for article in articles], schema.field("body").type, Paragraph._fields),
        "captions": _lists([article.captions for article in articles], schema.field("captions").type, Caption._fields),
        "dropped": _lists([article.dropped for article in articles], schema.field("dropped").type, Dropped._fields),
    }
    arrays = []
    for field in schema:
        column = columns.get(field.name)
        if column is None:
            column = [getattr(article, field.name) for article in articles]
        arrays.append(_array(column, field.type) if isinstance(column, list) else column)
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def rows_of(batch: pa.RecordBatch) -> Iterator[Row]:
    """The rows of a batch with the columns of `article_schema()`; further columns are passed over.

    >>> article = Article("Ferry strike ends", (Paragraph("Boats sail again."),))
    >>> next(rows_of(batch_of([Row(article)]))) == Row(article)
    True
    """
    for record in batch.select(article_schema().names).to_pylist():
        record.pop("text")
        captured_at, error = record.pop("captured_at"), record.pop("error")
        if captured_at is not None and captured_at.tzinfo is None:  # Spark writes instants without their zone, in UTC
            captured_at = captured_at.replace(tzinfo=UTC)
        for paragraph in record["body"]:
            paragraph["kind"], paragraph["label"] = Kind(paragraph["kind"]), Label(paragraph["label"])
        for gone in record["dropped"]:
            gone["label"], gone["span"] = Label(gone["label"]), (gone.pop("start"), gone.pop("end"))
        record["body"] = tuple(Paragraph(**paragraph) for paragraph in record["body"])
        record["captions"] = tuple(Caption(**caption) for caption in record["captions"])
        record["dropped"] = tuple(Dropped(**gone) for gone in record["dropped"])
        record["timestamps"] = tuple(record["timestamps"])
        yield Row(Article(**record), captured_at, error)


def _lists(rows: Sequence[Sequence[Any]], type: Any, fields: Sequence[str]) -> Any:
    """A list column: of structs filled from named tuples with these fields, or of plain values where there are none."""
    pa = arrow()
    offsets = pa.array([0, *accumulate(map(len, rows))], pa.int32())
    flat = [value for row in rows for value in row]
    if not fields:
        return pa.ListArray.from_arrays(offsets, _array(flat, type.value_type), type=type)
    columns = dict(zip(fields, zip(*flat, strict=True) if flat else ((),) * len(fields), strict=True))
    if "span" in columns:
        columns["start"], columns["end"] = zip(*columns["span"], strict=True) if flat else ((), ())
    children = [_array(columns[field.name], field.type) for field in type.value_type]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(children, fields=list(type.value_type)), type=type)


def _array(values: Sequence[Any], type: Any) -> Any:
    """An array of this type; lone surrogates, which no file holds, become U+FFFD."""
    pa = arrow()
    try:
        array = pa.array(values, type)
    except UnicodeEncodeError:
        array = pa.array([None if value is None else _whole(value) for value in values], type)
    if isinstance(array, pa.ChunkedArray):  # pyarrow's answer to more than 2 GB in one column
        raise BoilerstripError("a batch of articles holds more than 2 GB of text in one column: hand over fewer captures at a time")
    return array


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
