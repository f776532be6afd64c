"""A table of a SQLite database -> the captures in its rows, in the order of their row ids, or of their primary key if they have none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from boilerstrip.errors import CaptureError
from boilerstrip.readers.item import Item
from boilerstrip.readers.records import Columns

#: What SQLite calls the number of a row, where a table has no column of that name.
_ROW_IDS = ("rowid", "_rowid_", "oid")


def sqlite(place: Path, limit: int, columns: Columns, table: str = "") -> Iterator[Item]:
    """The captures in a table ("" is the first one that has a column with captures); the database is opened for reading only.

    Raises:
        CaptureError: the file is no database, or has no such table or column.
    """
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as base:
        try:
            name, known = _table(base, place, columns, table)
            used = ", ".join(_quoted(column) for column in known.used)
            number, order = _numbered(base, name)
            rows = base.execute(f"SELECT {number}, {used} FROM {_quoted(name)} {order}")  # noqa: S608  # quoted, and a table's own names
            for count, (row, *cells) in enumerate(rows, 1):
                last = count if row is None else row
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


def _numbered(base: sqlite3.Connection, table: str) -> tuple[str, str]:
    """What numbers the rows of a table, NULL where they are to be counted, and the clause that puts them into an order that stays."""
    columns = base.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
    taken = {column[1].lower() for column in columns}
    for name in (name for name in _ROW_IDS if name not in taken):
        try:
            base.execute(f"SELECT {name} FROM {_quoted(table)} LIMIT 0")  # noqa: S608  # as above
        except sqlite3.OperationalError:  # a table WITHOUT ROWID
            break
        return name, f"ORDER BY {name}"
    key = [_quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    return "NULL", f"ORDER BY {', '.join(key)}" if key else ""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
