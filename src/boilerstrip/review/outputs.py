"""An output of `boilerstrip clean` -> the outcomes in it, lazily."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from boilerstrip.errors import CaptureError
from boilerstrip.extras import load
from boilerstrip.readers.compressed import DAMAGED
from boilerstrip.review.outcome import Outcome

LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
TABLE = ".parquet"
TEXTS = (".txt", ".md")
#: Not articles: what gave none, and the record of the run.
BESIDE = frozenset({"rejects.jsonl", "manifest.jsonl"})


def says_why(place: Path) -> bool:
    """Is this an output that says what was dropped: JSON Lines or Parquet, as a file, or as shards in a folder?"""
    return bool(_shards(place))


def outcomes(place: Path) -> Iterator[Outcome]:
    """What became of each capture, as an output folder or file says it; rejects too.

    Raises:
        CaptureError: a line is no JSON, or there is nothing to read here.
        MissingExtra: Parquet or Zstandard is not installed.
    """
    shards = _shards(place)
    if shards:
        for file in (*shards, *_rejects(place)):
            yield from _table(file) if file.name.endswith(TABLE) else _lines(file)
    elif place.is_dir():
        yield from _texts(place)
    else:
        raise CaptureError(f"{place}: neither a folder nor a file of articles; give what `boilerstrip clean -o` wrote")


def _shards(place: Path) -> list[Path]:
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    return [file for file in files if file.name.endswith((*LINES, TABLE)) and not file.name.startswith(".") and file.name not in BESIDE]


def _rejects(place: Path) -> list[Path]:
    file = place / "rejects.jsonl"
    return [file] if file.is_file() else []


def _open(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return cast("TextIO", gzip.open(file, "rt", encoding="utf-8"))
    if file.suffix == ".zst":
        reader = load("zstandard", purpose="reading .zst").ZstdDecompressor().stream_reader(file.open("rb"), read_across_frames=True)
        return io.TextIOWrapper(reader, encoding="utf-8")
    return file.open(encoding="utf-8")


def _lines(file: Path) -> Iterator[Outcome]:
    with _open(file) as stream:
        for number, line in enumerate(_whole(file, stream), 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise CaptureError(f"{file}:{number}: no JSON: {error}; was the run that wrote it cut short?") from error
            if isinstance(record, dict) and "source" in record:
                yield Outcome.read(record)


def _whole(file: Path, stream: TextIO) -> Iterator[str]:
    """The lines of a file that may be compressed."""
    try:
        yield from stream
    except DAMAGED as error:
        raise CaptureError(f"{file} is truncated or damaged ({error}); was the run that wrote it cut short?") from error


def _table(file: Path) -> Iterator[Outcome]:
    from boilerstrip.schema import rows_of

    with load("pyarrow.parquet", purpose="reading .parquet").ParquetFile(file) as table:
        for batch in table.iter_batches():
            for row in rows_of(batch):
                yield Outcome.of(row.article, captured="" if row.captured_at is None else row.captured_at.isoformat())


def _texts(place: Path) -> Iterator[Outcome]:
    """Of a mirrored tree: every file is an article, a paragraph per blank line; what was dropped it does not say."""
    for folder, folders, names in os.walk(place):
        folders.sort()
        for name in sorted(names):
            if name.endswith(TEXTS) and not name.startswith("."):
                file = Path(folder, name)
                text = file.read_text(encoding="utf-8", errors="replace")
                parts = tuple(part.strip() for part in text.split("\n\n") if part.strip())
                yield Outcome(file.relative_to(place).as_posix(), body=parts, tells=False)
