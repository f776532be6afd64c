"""Captures in, articles out, lazily: worker processes behind an iterator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from boilerstrip.article import Article
from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError
from boilerstrip.readers.item import Fault
from boilerstrip.run.cleaning import Articles
from boilerstrip.run.guard import Guard
from boilerstrip.run.pool import Pool
from boilerstrip.run.worker import Chunk

#: Fewer than in a batch on disk: the caller waits for the first article.
CAPTURES = 16
#: What goes to a worker as it is; anything else (trees, open files, responses) is read here first.
PLAIN = (str, bytes, Path, Capture)


def articles(clean: Callable[[Any], Article], captures: Iterable[object], workers: int, guard: Guard | None = None) -> Iterator[Article]:
    """The articles of these captures, in order; a few chunks of captures are taken ahead for each worker.

    Raises:
        BoilerstripError: no worker can be started, or `clean` cannot be sent to one.
    """
    pool = Pool(Articles(clean), workers, guard or Guard(), ordered=True)
    for _, cleaned in pool.run(_chunks(captures)):
        yield from cleaned


def _chunks(captures: Iterable[object]) -> Iterator[Chunk]:
    rest = iter(captures)
    start = 0
    while some := tuple(_sendable(raw) for raw in islice(rest, CAPTURES)):
        yield Chunk(start, some)
        start += len(some)


def _sendable(raw: object) -> Any:
    if isinstance(raw, PLAIN):
        return raw
    try:
        return Capture.of(raw)
    except CaptureError as error:
        return Fault(str(getattr(raw, "name", "")), str(error))
