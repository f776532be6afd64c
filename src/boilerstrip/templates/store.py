"""store: what is remembered of many pages, on disk, bounded per host.

Of each host the pages with the smallest digests of their addresses are kept: a sample that is the same whatever the order in which
captures come, that two stores can be joined into, and that a page given twice does not change. So ten thousand captures of one site
cost the disk of `MOST_PAGES`, and learning after an update gives what learning everything at once gives.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from boilerstrip.errors import TemplateError
from boilerstrip.templates.fingerprint import Remembered, packed, unpacked

#: Pages kept per host: a line on 2 % of the pages is on five of them, and a host's file can be weighed in a second.
MOST_PAGES = 256
#: Hosts whose bounds are held in memory; others are asked of the disk again.
KNOWN_HOSTS = 20_000
#: Pages written between two commits.
BATCH = 1_000
FORMAT = 1
_RANK_BITS = 62

_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    host TEXT NOT NULL, rank INTEGER NOT NULL, medium TEXT NOT NULL, taken TEXT NOT NULL, seal TEXT NOT NULL, record BLOB NOT NULL,
    UNIQUE (host, rank, medium)
);
CREATE TABLE IF NOT EXISTS changed (host TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (host TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def rank_of(address: str) -> int:
    """The place of a page among those of its host, 0 up to 2**62: a digest of its address."""
    return int.from_bytes(blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> (64 - _RANK_BITS)


class Store:
    """Remembered pages, in a SQLite file; a context manager.

    Raises:
        TemplateError: the file is no store, or of another version.
    """

    def __init__(self, place: Path, *, most: int = MOST_PAGES) -> None:
        self.place = place
        self.most = most
        place.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(place)
        self._since = 0
        self._bounds: OrderedDict[str, int] = OrderedDict()
        try:
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version in (0, FORMAT):
                self._base.executescript(_TABLES + f"PRAGMA user_version = {FORMAT};")
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise TemplateError(f"{place}: no store of remembered pages ({error}); delete it and learn again") from error
        if version not in (0, FORMAT):
            self._base.close()
            raise TemplateError(f"{place}: written by another version ({version}, not {FORMAT}); learn again without --update")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """What was added stays, also after an interruption: adding it again changes nothing."""
        self._base.commit()
        self._base.close()

    def wants(self, host: str, rank: int) -> bool:
        """Could a page of this rank belong to the sample of its host? If not, it need not even be read."""
        return rank <= self._bound(host)

    def _bound(self, host: str) -> int:
        """The largest rank in a full sample, else one that no page exceeds."""
        bound = self._bounds.get(host)
        if bound is None:
            count, largest = self._base.execute("SELECT count(*), max(rank) FROM pages WHERE host = ?", (host,)).fetchone()
            bound = int(largest) if count >= self.most else 1 << _RANK_BITS
            self._bounds[host] = bound
            if len(self._bounds) > KNOWN_HOSTS:
                self._bounds.popitem(last=False)
        return bound

    def add(self, host: str, rank: int, page: Remembered, taken: str = "") -> None:
        """Remember a page; of two captures of one page the later one, `taken` being an ISO date."""
        record = packed(page)
        self._put(host, rank, page.medium, taken, blake2b(record, digest_size=8).hexdigest(), record)

    def join(self, other: Store) -> None:
        """Take in what another store remembers."""
        for row in other._base.execute("SELECT host, rank, medium, taken, seal, record FROM pages"):  # of its own kind
            if self.wants(row[0], row[1]):
                self._put(*row)

    def _put(self, host: str, rank: int, medium: str, taken: str, seal: str, record: bytes) -> None:
        changes = self._base.total_changes
        self._base.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (host, rank, medium) DO UPDATE"
            " SET taken = excluded.taken, seal = excluded.seal, record = excluded.record"
            " WHERE (excluded.taken, excluded.seal) > (taken, seal)",
            (host, rank, medium, taken, seal, record),
        )
        if self._base.total_changes == changes:
            return
        self._base.execute("INSERT OR IGNORE INTO changed VALUES (?)", (host,))
        self._base.execute(
            "DELETE FROM pages WHERE rowid IN (SELECT rowid FROM pages WHERE host = ? ORDER BY rank, medium LIMIT -1 OFFSET ?)",
            (host, self.most),
        )
        self._bounds.pop(host, None)
        self._since += 1
        if self._since >= BATCH:
            self._base.commit()
            self._since = 0

    def changed(self) -> list[str]:
        """Hosts with pages that came since `settled`, in order."""
        return [host for (host,) in self._base.execute("SELECT host FROM changed ORDER BY host")]

    def settled(self, host: str) -> None:
        """This host has been weighed."""
        self._base.execute("DELETE FROM changed WHERE host = ?", (host,))
        self._base.execute("DELETE FROM written WHERE host = ?", (host,))

    def wrote(self, host: str) -> None:
        """This host, which is settled, has a file."""
        self._base.execute("INSERT OR IGNORE INTO written VALUES (?)", (host,))

    def written(self) -> list[str]:
        """Hosts that had a file when they were settled, in order."""
        return [host for (host,) in self._base.execute("SELECT host FROM written ORDER BY host")]

    def pages(self, host: str) -> Iterator[Remembered]:
        """The sample of a host, in order of rank."""
        for (record,) in self._base.execute("SELECT record FROM pages WHERE host = ? ORDER BY rank, medium", (host,)):
            yield unpacked(record)

    def about(self, host: str) -> int:
        """How many pages of the host there were: exact while the sample holds them all, else estimated from its largest rank."""
        count, largest = self._base.execute("SELECT count(*), max(rank) FROM pages WHERE host = ?", (host,)).fetchone()
        if count < self.most or not largest:
            return int(count)
        return max(int(count), round((int(count) - 1) * (1 << _RANK_BITS) / int(largest)))
