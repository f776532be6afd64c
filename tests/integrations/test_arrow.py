"""The batch function: rows as a local run gives them, faults in their row, columns found or named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boilerstrip import Article, BoilerstripError, Capture, Cleaner, Label, Mark, Page, Pipeline, clean
from boilerstrip.schema import Row, batch_of, rows_of

pa = pytest.importorskip("pyarrow")

from boilerstrip.integrations.arrow import Columns, clean_batch, output_schema  # noqa: E402

DUMP = "Ferry strike ends\n\nBoats sail again from Monday, the harbour master said, after a week of talks.\n\nShare\nFacebook\n"


def explode(page: Page) -> Iterator[Mark]:
    if "boom" in page.texts[0]:
        raise RuntimeError("boom")
    yield Mark(0, Label.BODY, "the first")


def articles(table: object) -> list[Article]:
    return [row.article for row in rows_of(table)]


def test_rows_are_those_of_a_local_run(captures: Path, cleaner: Cleaner) -> None:
    pages = sorted(path for path in captures.iterdir() if path.suffix in {".html", ".txt"} and path.name != "ruled.txt")
    assert len(pages) > 20
    batch = pa.RecordBatch.from_pydict({"path": [str(path) for path in pages], "bytes": [path.read_bytes() for path in pages]})
    assert articles(clean_batch(batch, cleaner)) == [cleaner(path) for path in pages]


@pytest.mark.parametrize(
    "type",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
)
def test_content_of_any_type(type: object) -> None:
    values = [DUMP.encode() if "binary" in str(type) else DUMP, None]
    column = pa.array([None if v is None else DUMP for v in values]).dictionary_encode() if "dict" in str(type) else pa.array(values, type)
    rows = list(rows_of(clean_batch(pa.RecordBatch.from_arrays([column], ["content"]))))
    assert rows[0].article.body == clean(DUMP).body
    assert rows[0].error is None
    assert (rows[1].error, bool(rows[1].article)) == ("the capture is null", False)


def test_a_table_gives_a_table_and_keeps_the_order() -> None:
    table = pa.table({"n": pa.chunked_array([[1, 2], [], [3]]), "text": pa.chunked_array([["a", "b"], [], ["c"]])})
    done = clean_batch(table, columns=Columns(keep=("n",)))
    assert isinstance(done, pa.Table)
    assert done["n"].to_pylist() == [1, 2, 3]
    assert done.schema == output_schema(table.schema, Columns(keep=("n",)))
    done.validate(full=True)
    nothing = clean_batch(table.slice(0, 0))
    assert (nothing.num_rows, nothing.schema) == (0, output_schema(table.schema))


def test_a_fault_stays_in_its_row() -> None:
    cleaner = Cleaner(Pipeline((explode,)))
    batch = pa.RecordBatch.from_pydict({"text": ["One.", "boom", "Two."], "url": ["a", "b", "c"], "source": ["x", "y", "z"]})
    rows = list(rows_of(clean_batch(batch, cleaner)))
    assert [row.article.text for row in rows] == ["One.", "", "Two."]
    assert [row.error for row in rows] == [None, "y: filter explode failed: RuntimeError: boom", None]
    assert (rows[1].article.url, rows[1].article.source, rows[1].article.reason) == ("b", "y", rows[1].error)


def test_what_is_refused_is_said_in_its_row() -> None:
    from boilerstrip import Limits

    batch = pa.RecordBatch.from_pydict({"content": [b"x" * 1000, b"\x1f\x8b\x08broken", DUMP.encode()], "id": [1, 2, 3]})
    rows = list(rows_of(clean_batch(batch, Cleaner(limits=Limits(max_chars=500)))))
    assert "larger than the limit" in str(rows[0].error)
    assert "damaged gzip" in str(rows[1].error)
    assert rows[2].error is None
    assert [row.article.source for row in rows] == ["1", "2", "3"]


def test_strings_that_are_no_utf8_are_decoded_as_bytes() -> None:
    data = "Das Schiff fährt ab Montag wieder, sagte der Hafenmeister.".encode("cp1252")
    offsets = pa.py_buffer(b"\0\0\0\0" + len(data).to_bytes(4, "little"))
    column = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(data)])
    batch = pa.RecordBatch.from_arrays([column], ["text"])
    assert next(rows_of(clean_batch(batch))).article.body == clean(data).body


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([datetime(2019, 9, 22, 2, 23, tzinfo=UTC)]).cast(pa.timestamp("ns")),
        pa.array([datetime(2019, 9, 22, 2, 23, tzinfo=UTC)], pa.timestamp("ms", tz="Asia/Tokyo")),
        pa.array(["2019-09-22T02:23:00"]),
        pa.array(["2019-09-22T04:23:00+02:00"]),
        pa.array(["20190922022300"]),
    ],
)
def test_dates_of_any_kind(dates: object) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([DUMP]), dates], ["text", "date"])
    assert next(rows_of(clean_batch(batch))).captured_at == datetime(2019, 9, 22, 2, 23, tzinfo=UTC)


def test_a_date_that_cannot_be_read_is_null() -> None:
    batch = pa.RecordBatch.from_pydict({"text": [DUMP], "date": ["last week"]})
    row = next(rows_of(clean_batch(batch)))
    assert (row.captured_at, row.error) == (None, None)


def test_url_media_type_and_charset_count() -> None:
    columns = Columns("blob", url="where", media_type="kind", charset="cs")
    raw = "<p>Schöne Grüße aus dem Hafen</p>".encode("latin-1")
    batch = pa.RecordBatch.from_pydict({"blob": [raw], "where": ["https://a.example/"], "kind": ["text/html"], "cs": ["latin-1"]})
    want = Cleaner()(Capture(raw, url="https://a.example/", media_type="text/html", charset="latin-1"))
    assert articles(clean_batch(batch, columns=columns)) == [want]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns("page"), "no column 'page' for the content; the batch has: n, text"),
        (Columns(url="href"), "no column 'href' for the url"),
        (Columns(keep=("key",)), "no column 'key' to keep"),
        (Columns(keep=("text",)), "the column 'text' cannot be kept: an article has one of that name"),
    ],
)
def test_wrong_columns_are_named(columns: Columns, message: str) -> None:
    with pytest.raises(BoilerstripError, match=message):
        clean_batch(pa.RecordBatch.from_pydict({"n": [1], "text": ["a"]}), columns=columns)
    with pytest.raises(BoilerstripError, match="no column holds the captures"):
        clean_batch(pa.RecordBatch.from_pydict({"n": [1]}))


def test_a_row_holds_the_whole_article(captures: Path) -> None:
    rows = [Row(clean(path), datetime(2019, 9, 22, tzinfo=UTC)) for path in sorted(captures.glob("*.[th]*")) if path.suffix != ".gz"]
    batch = batch_of(rows)
    batch.validate(full=True)
    assert list(rows_of(batch)) == rows
    assert sum(len(row.article.dropped) for row in rows) > 100


def test_lone_surrogates_become_replacement_characters() -> None:
    assert batch_of([Row(Article("a\ud800b")), Row(Article(None))])["headline"].to_pylist() == ["a\ufffdb", None]
