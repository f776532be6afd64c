"""An output of `boilerstrip clean` -> the outcomes in it, lazily."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from boilerstrip.errors import CaptureError
from boilerstrip.review.outcome import Outcome

LINES = (".jsonl", ".jsonl.gz")
TEXTS = (".txt", ".md")
REJECTS = "rejects.jsonl"


def has_lines(place: Path) -> bool:
    """Is this an output that says what was dropped: a .jsonl file, or a folder that holds articles as such?"""
    return bool(_line_files(place))


def outcomes(place: Path) -> Iterator[Outcome]:
    """What became of each capture, as an output folder or .jsonl file says it; rejects too.

    Raises:
        CaptureError: a line is no JSON, or there is nothing to read here.
    """
    files = _line_files(place)
    if files:
        for file in files:
            yield from _lines(file)
    elif place.is_dir():
        yield from _texts(place)
    else:
        raise CaptureError(f"{place}: neither a folder nor a .jsonl file; give what `boilerstrip clean -o` wrote")


def _line_files(place: Path) -> list[Path]:
    if place.is_file():
        return [place] if place.name.endswith(LINES) else []
    found = sorted(file for file in place.glob("*.jsonl*") if file.name.endswith(LINES) and not file.name.startswith("."))
    return found if any(file.name != REJECTS for file in found) else []


def _open(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return cast("TextIO", gzip.open(file, "rt", encoding="utf-8"))
    return file.open(encoding="utf-8")


def _lines(file: Path) -> Iterator[Outcome]:
    with _open(file) as stream:
        for number, line in enumerate(stream, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise CaptureError(f"{file}:{number}: no JSON: {error}; was the run that wrote it cut short?") from error
            if isinstance(record, dict) and "source" in record:  # a line of the manifest has none
                yield Outcome.read(record)


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
