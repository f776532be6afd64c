"""Parquet and Arrow: the workers build record batches of `article_schema()`, the main process gathers them into row groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerstrip.extras import load
from boilerstrip.schema import article_schema, batch_of
from boilerstrip.writers.output import Encoded, Named, ShardFiles, on_disk

#: A row group, in bytes before compression: large enough for columns to compress and be skipped, small enough to hold in memory.
ROW_GROUP = 32 << 20
CODEC = "zstd"


@dataclass(frozen=True)
class Columnar:
    """Encodes articles as one Arrow record batch."""

    def __call__(self, articles: Sequence[Named]) -> Encoded:
        """The batch of these articles, as bytes.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        data = batch_of([row for _, row in articles]).serialize().to_pybytes()
        return Encoded(data, len(data))


class ColumnarSink:
    """Shards of Parquet or of Arrow IPC files (Feather), both compressed with Zstandard."""

    def __init__(self, place: Path, *, parquet: bool, one: bool = False) -> None:
        self.files = ShardFiles(place, ".parquet" if parquet else ".arrow", one=one)
        self.parquet = parquet
        self.arrow = load("pyarrow", purpose=f"writing {self.files.suffix}")
        self.ipc = load("pyarrow.ipc", purpose=f"writing {self.files.suffix}")
        self.schema = article_schema()
        self.shard = 0
        self.file: Any = None
        self.writer: Any = None
        self.waiting: list[Any] = []
        self.waiting_size = 0

    @property
    def size(self) -> int:
        """Bytes written, and those that wait for their row group."""
        return (0 if self.file is None else int(self.file.tell())) + self.waiting_size

    def open(self, shard: int) -> None:
        """Begin a shard."""
        self.shard, self.waiting, self.waiting_size = shard, [], 0
        self.file = self.files.draft(shard).open("wb")
        if self.parquet:
            parquet = load("pyarrow.parquet", purpose="writing .parquet")
            self.writer = parquet.ParquetWriter(self.file, self.schema, compression=CODEC)
        else:
            self.writer = self.ipc.new_file(self.file, self.schema, options=self.ipc.IpcWriteOptions(compression=CODEC))

    def add(self, payload: bytes) -> None:
        """Add a batch."""
        batch = self.ipc.read_record_batch(self.arrow.py_buffer(payload), self.schema)
        if batch.num_rows:
            self.waiting.append(batch)
            self.waiting_size += len(payload)
        if self.waiting_size >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self.waiting:
            table = self.arrow.Table.from_batches(self.waiting, self.schema)
            self.writer.write_table(table.combine_chunks(), **({"row_group_size": table.num_rows} if self.parquet else {}))
        self.waiting, self.waiting_size = [], 0

    def commit(self) -> str:
        """Put the shard in its place."""
        self._flush()
        self.writer.close()
        on_disk(self.file)
        self.file.close()
        self.file = None
        return self.files.put(self.shard)

    def abort(self) -> None:
        """Throw the shard away."""
        if self.file is not None:
            self.writer.close()
            self.file.close()
            self.file = None
            self.files.draft(self.shard).unlink(missing_ok=True)

    def forget(self, first: int, end: int) -> None:
        """Remove what an interrupted run has left behind."""
        self.files.forget(first, end)
