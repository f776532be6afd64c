"""A table -> the captures in its rows: JSONL, CSV, TSV, Parquet and Arrow, with columns that are named or guessed from their names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from boilerstrip.capture import Capture, parse_date
from boilerstrip.errors import CaptureError
from boilerstrip.extras import load
from boilerstrip.readers.compressed import DAMAGED, opened, raw_file
from boilerstrip.readers.item import Fault, Item, Remote

#: What columns go by, most telling first; the first of them that a table has is taken.
GUESSES = {
    "content": ("html", "content", "raw_html", "page", "payload", "raw_content", "text", "body", "document", "dump"),
    "url": ("url", "uri", "target_uri", "warc_target_uri", "source_url", "page_url", "link"),
    "date": ("captured_at", "date", "timestamp", "crawl_date", "fetched_at", "fetch_time", "warc_date", "date_download"),
    "charset": ("charset", "encoding", "content_charset"),
}
#: Rows of a columnar file that are in memory at a time: a page has some 50 to 500 kB.
ROWS = 64
#: A line of JSONL may be longer than its capture, for escapes; six bytes stand for one at worst.
ESCAPED = 6


@dataclass(frozen=True)
class Columns:
    """The columns that hold content, url, date and charset; "" is to be guessed, and may be missing but for the content.

    >>> Columns(content="source").among(["source", "uri"], "pages.csv")
    Columns(content='source', url='uri', date='', charset='')
    """

    content: str = ""
    url: str = ""
    date: str = ""
    charset: str = ""

    def among(self, names: Sequence[str], place: str) -> Columns:
        """These columns, found among a table's.

        Raises:
            CaptureError: a named column is not there, or none looks like the content; the message lists what there is.
        """
        missing = [name for name in self.used if name not in names]
        if missing:
            raise CaptureError(f"{place} has no column {missing[0]!r}; it has: {', '.join(names)}")
        return self.among_captures(names, place)

    def among_captures(self, names: Sequence[str], place: str) -> Columns:
        """The same where a record may leave out all but the content.

        Raises:
            CaptureError: none looks like the content.
        """
        found = self.guessed(names)
        if found.content not in names:
            raise CaptureError(
                f"{place} has no column that looks like a capture; it has: {', '.join(names)}. Name it: --column content=NAME"
            )
        return found

    def guessed(self, names: Sequence[str]) -> Columns:
        """These columns, and for those that are not named the first that goes by a known name."""
        lower = {name.lower(): name for name in reversed(names)}
        return Columns(
            *(
                getattr(self, field.name) or next((lower[guess] for guess in GUESSES[field.name] if guess in lower), "")
                for field in fields(self)
            )
        )

    @property
    def used(self) -> list[str]:
        """The columns to read, each once."""
        return list(dict.fromkeys(name for name in (self.content, self.url, self.date, self.charset) if name))

    def item(self, row: Mapping[str, Any], source: str, name: str, limit: int) -> Item:
        """The capture in a row."""
        content = row.get(self.content)
        if isinstance(content, (bytearray, memoryview)):
            content = bytes(content)
        if not isinstance(content, (str, bytes)):
            kind = "nothing" if content is None else type(content).__name__
            return Item(Fault(source, f"column {self.content!r} holds {kind}, not text or bytes"), name)
        if len(content) > limit:
            return Item(Fault(source, f"{len(content):,} characters, over the limit of {limit:,}"), name, len(content))
        url, charset = (row.get(self.url) if self.url else None), (row.get(self.charset) if self.charset else None)
        try:
            capture = Capture.of(content, limit=limit)
        except CaptureError as error:
            return Item(Fault(source, str(error)), name, len(content))
        return Item(
            Capture(
                capture.content,
                url=url if isinstance(url, str) and url else None,
                captured_at=_when(row.get(self.date)) if self.date else None,
                source=source,
                charset=charset if isinstance(charset, str) and charset else None,
            ),
            name,
            len(content),
        )


def _when(value: object) -> datetime | None:
    """A date as tables hold it: a datetime, an ISO 8601 text, the fourteen digits of web archives; None for anything else."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    try:
        found = parse_date(str(value)) if value else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


#: A JSONL whose first so many records have no capture in them is another kind of file.
HOPELESS = 100


def _name(place: Path | Remote) -> str:
    return place.url if isinstance(place, Remote) else str(place)


def _inner(name: str, number: int) -> str:
    return f"{name.rstrip('/').rpartition('/')[2]}/{number:09d}"


def jsonl(place: Path | Remote, limit: int, columns: Columns) -> Iterator[Item]:
    """The captures in a JSONL file; one broken line is one Fault, and the next line goes on. Lines count from 1.

    Raises:
        CaptureError: the file cannot be opened, or none of its first HOPELESS records has such a column.
    """
    name = _name(place)
    known: Columns | None = None
    keys: object = None
    number = lacking = 0
    longest = ESCAPED * limit
    with opened(place) as file:
        try:
            while line := file.readline(longest):
                number += 1
                source, inner = f"{name}#line={number}", _inner(name, number)
                if len(line) == longest and not line.endswith(b"\n"):
                    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                        pass
                    yield Item(Fault(source, f"a line of over {longest:,} bytes"), inner, longest)
                    continue
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    yield Item(Fault(source, f"no JSON: {error}"), inner, len(line))
                    continue
                if not isinstance(row, dict):
                    yield Item(Fault(source, f"JSON, but a {type(row).__name__} and no object"), inner, len(line))
                    continue
                if row.keys() != keys:  # a record may leave out what it has not
                    try:
                        known = columns.among(list(row), name) if known is None else columns.among_captures(list(row), name)
                    except CaptureError as error:
                        lacking += 1
                        if lacking == number == HOPELESS:
                            raise
                        yield Item(Fault(source, str(error)), inner, len(line))
                        continue
                    keys = row.keys()
                assert known is not None
                yield known.item(row, source, inner, limit)
        except (OSError, *DAMAGED) as error:
            source, inner = f"{name}#line={number + 1}", _inner(name, number + 1)
            yield Item(Fault(source, f"the file is truncated or damaged from here on: {error}"), inner)


def delimited(place: Path | Remote, limit: int, columns: Columns, delimiter: str) -> Iterator[Item]:
    """The captures in a CSV or TSV file with a line of names at its top, in UTF-8. Rows count from 1.

    Raises:
        CaptureError: the file cannot be opened, or has no such column.
    """
    name = _name(place)
    number = 0
    csv.field_size_limit(max(csv.field_size_limit(), limit))  # 131,072 characters unless told, and only for all readers at once
    with opened(place) as file, io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="") as text:
        try:
            rows = csv.DictReader(text, delimiter=delimiter)
            if rows.fieldnames is None:
                raise CaptureError(f"{name} is empty: it has no line with the names of its columns")
            known = columns.among(list(rows.fieldnames), name)
            for row in rows:
                number += 1
                yield known.item(row, f"{name}#row={number}", _inner(name, number), limit)
        except (OSError, csv.Error, *DAMAGED) as error:
            yield Item(Fault(f"{name}#row={number + 1}", f"the file is damaged from here on: {error}"), _inner(name, number + 1))


def parquet(place: Path | Remote, limit: int, columns: Columns) -> Iterator[Item]:
    """The captures in a Parquet file; only the columns that are needed are read. Rows count from 0.

    Raises:
        CaptureError: the file cannot be opened, is no Parquet, or has no such column.
        MissingExtra: pyarrow is not installed.
    """
    name = _name(place)
    arrow, parquet = load("pyarrow", purpose=f"reading {name}"), load("pyarrow.parquet", purpose=f"reading {name}")
    with raw_file(place) as file:
        try:
            table = parquet.ParquetFile(file, pre_buffer=False)
        except (arrow.ArrowInvalid, OSError) as error:
            raise CaptureError(f"{name} is no whole Parquet file: {error}") from error
        known = columns.among(table.schema_arrow.names, name)
        yield from _rows(table.iter_batches(ROWS, columns=known.used), known, name, limit, arrow)


def ipc(place: Path | Remote, limit: int, columns: Columns) -> Iterator[Item]:
    """The captures in an Arrow IPC file (Feather) or stream; arguments and errors as for `parquet`."""
    name = _name(place)
    arrow, reader = load("pyarrow", purpose=f"reading {name}"), load("pyarrow.ipc", purpose=f"reading {name}")
    with raw_file(place) as file:
        try:
            if file.read(6) == b"ARROW1":
                table = reader.open_file(file)
                batches = (table.get_batch(number) for number in range(table.num_record_batches))
            else:
                file.seek(0)
                table = reader.open_stream(file)
                batches = iter(table)
        except (arrow.ArrowInvalid, OSError) as error:
            raise CaptureError(f"{name} is no whole Arrow file: {error}") from error
        known = columns.among(table.schema.names, name)
        yield from _rows(batches, known, name, limit, arrow)


def _rows(batches: Iterator[Any], columns: Columns, name: str, limit: int, arrow: Any) -> Iterator[Item]:
    number = 0
    try:
        for batch in batches:
            cells = [batch.column(column) for column in columns.used]
            for place in range(batch.num_rows):
                row = {column: cell[place].as_py() for column, cell in zip(columns.used, cells, strict=True)}
                yield columns.item(row, f"{name}#row={number}", _inner(name, number), limit)
                number += 1
    except (arrow.ArrowInvalid, OSError) as error:
        yield Item(Fault(f"{name}#row={number}", f"the file is truncated or damaged from here on: {error}"), _inner(name, number))
