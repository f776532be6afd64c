"""SQLite: all articles in one file with a full-text index, for people who look things up.

sqlite3 articles.sqlite "SELECT url, headline FROM found WHERE found MATCH 'ferry NEAR strike' ORDER BY rank LIMIT 5"
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerstrip.writers.output import Encoded, Named

NAME = "articles.sqlite"

#: `found` is the index: it holds no copy of the text, and its rows are those of `articles`.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, url TEXT, captured_at TEXT, headline TEXT, byline TEXT, text TEXT NOT NULL,
    captions TEXT NOT NULL, timestamps TEXT NOT NULL, published TEXT, lang TEXT, medium TEXT, confidence REAL, reason TEXT,
    body TEXT NOT NULL, dropped TEXT NOT NULL, shard INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_url ON articles (url);
CREATE INDEX IF NOT EXISTS articles_shard ON articles (shard);
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5 (
    headline, text, captions, url UNINDEXED, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS articles_in AFTER INSERT ON articles BEGIN
    INSERT INTO found (rowid, headline, text, captions, url) VALUES (new.id, new.headline, new.text, new.captions, new.url);
END;
CREATE TRIGGER IF NOT EXISTS articles_out AFTER DELETE ON articles BEGIN
    INSERT INTO found (found, rowid, headline, text, captions, url)
    VALUES ('delete', old.id, old.headline, old.text, old.captions, old.url);
END;
"""
_COLUMNS = 16
_INSERT = f"INSERT INTO articles VALUES (NULL, {', '.join('?' * _COLUMNS)})"  # noqa: S608  # question marks


@dataclass(frozen=True)
class Rows:
    """Encodes articles as rows; lists and structures are JSON, which SQLite can query."""

    def __call__(self, articles: Sequence[Named]) -> Encoded:
        """The rows of these articles, without the number of their shard."""
        rows = []
        size = 0
        for _, row in articles:
            article = row.article
            facts = article.to_dict()
            captured_at = None if row.captured_at is None else row.captured_at.isoformat()
            texts = [_json(facts[name]) for name in ("captions", "timestamps", "body", "dropped")]
            head = (article.source, article.url, captured_at, article.headline, article.byline, article.text)
            rest = (article.published, article.lang, article.medium, article.confidence, article.reason)
            rows.append(tuple(_clean(cell) for cell in (*head, *texts[:2], *rest, *texts[2:])))
            size += sum(len(cell) for cell in rows[-1] if isinstance(cell, str))
        return Encoded(rows, size)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _clean(cell: object) -> object:
    """The cell without lone surrogates, which SQLite refuses."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) and not cell.isascii() else cell


class DatabaseSink:
    """Articles in one SQLite file; a shard is one transaction, and its number stands in every row."""

    def __init__(self, place: Path, *, one: bool = False) -> None:
        self.final = place
        self.one = one
        self.place = place.with_name(f".{place.name}.{os.getpid()}.part") if one else place
        self.shard = 0
        self.size = 0
        self._base: sqlite3.Connection | None = None

    @property
    def base(self) -> sqlite3.Connection:
        """The open database, made where there is none."""
        if self._base is None:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.place, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.executescript(_SCHEMA)
        return self._base

    def open(self, shard: int) -> None:
        """Begin a transaction."""
        self.shard, self.size = shard, 0
        self.base.execute("BEGIN IMMEDIATE")

    def add(self, payload: list[tuple[Any, ...]]) -> None:
        """Insert these rows."""
        self.base.executemany(_INSERT, [(*row, self.shard) for row in payload])
        self.size += sum(len(cell) for row in payload for cell in row if isinstance(cell, str))

    def commit(self) -> str:
        """End the transaction; the rows are on the disk."""
        self.base.execute("COMMIT")
        if self.one:
            self._close()
            self.place.replace(self.final)
        return self.final.name

    def _close(self) -> None:
        """Close the file, so that its journal goes."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def abort(self) -> None:
        """Roll back, and close the file."""
        if self._base is not None and self._base.in_transaction:
            self._base.execute("ROLLBACK")
        self._close()
        if self.one:
            self._remove()

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.place.with_name(self.place.name + suffix).unlink(missing_ok=True)

    def forget(self, first: int, end: int) -> None:  # noqa: ARG002  # all sinks are called alike
        """Delete rows of shards from number `first` on: they were committed, and the run was killed before it could say so."""
        if first == 0:
            self.abort()
            self._remove()
        else:
            self.base.execute("DELETE FROM articles WHERE shard >= ?", (first,))
