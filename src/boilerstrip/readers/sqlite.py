"""A table of a SQLite database -> the captures in its rows, in the order of their row ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from boilerstrip.errors import CaptureError
from boilerstrip.readers.item import Item
from boilerstrip.readers.records import Columns


def sqlite(place: Path, limit: int, columns: Columns, table: str = "") -> Iterator[Item]:
    """The captures in a table ("" is the first one that has a column with captures); the database is opened for reading only.

    Raises:
        CaptureError: the file is no database, or has no such table or column.
    """
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as base:
        try:
            name, known = _table(base, place, columns, table)
            used = ", ".join(_quoted(column) for column in known.used)
            rows = base.execute(f"SELECT rowid, {used} FROM {_quoted(name)} ORDER BY rowid")  # noqa: S608  # quoted, and a table's own names
            last = 0
            for last, *cells in rows:
                yield known.item(
                    dict(zip(known.used, cells, strict=True)), f"{place}#{name}:{last}", f"{place.name}/{name}/{last:09d}", limit
                )
        except sqlite3.DatabaseError as error:
            raise CaptureError(f"{place} cannot be read as a SQLite database: {error}") from error


def _table(base: sqlite3.Connection, place: Path, columns: Columns, table: str) -> tuple[str, Columns]:
    names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
    if table and table not in names:
        raise CaptureError(f"{place} has no table {table!r}; it has: {', '.join(names)}")
    refused: list[str] = []
    for name in [table] if table else names:
        try:
            return name, columns.among([row[1] for row in base.execute(f"PRAGMA table_info({_quoted(name)})")], f"{place}, table {name}")
        except CaptureError as error:
            refused.append(str(error))
    raise CaptureError("; ".join(refused) or f"{place} holds no table")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
