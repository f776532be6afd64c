"""A batch: captures through workers into shards, each of which is whole before the manifest says so."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Protocol

from boilerstrip.readers.directory import Found
from boilerstrip.run.cleaning import Cleaning, Outcome
from boilerstrip.run.feed import CHECK_BITS, Feed, check_of
from boilerstrip.run.guard import Guard, Reject
from boilerstrip.run.interrupts import Interrupts
from boilerstrip.run.manifest import Manifest, Shard, Sums
from boilerstrip.run.pool import Pool
from boilerstrip.run.ranges import Ranges
from boilerstrip.run.worker import Chunk, Work
from boilerstrip.writers import jsonl
from boilerstrip.writers.output import UNFINISHED, Sink

REJECTS = "rejects.jsonl"
#: What a killed run may cost at most where nothing is sharded by size: so many captures are done again. A line in the manifest is 0.3 ms.
MOST_CAPTURES = 20_000
TREE_CAPTURES = 1_000


class Watch(Protocol):
    """Is told what happens, for a progress bar or a log."""

    def advance(self, captures: int, size: int) -> None:
        """So many more captures are done, which take so many bytes on disk."""
        ...

    def reject(self, reject: Reject) -> None:
        """A capture gave no article."""
        ...


@dataclass(frozen=True)
class Plan:
    """How a batch is run."""

    workers: int = 1
    """Worker processes; 0 works in this one, where nothing stops a capture that hangs."""
    guard: Guard = field(default_factory=Guard)
    ordered: bool = False
    """Write articles in the order of the input; else in the order in which they are done."""
    shard_bytes: int = 64 << 20
    shard_captures: int = MOST_CAPTURES


class Batch:
    """One run. `manifest` and `folder` are None where the output is one file or stream, which cannot be resumed."""

    def __init__(self, work: Cleaning, sink: Sink, feed: Feed, plan: Plan, manifest: Manifest | None = None) -> None:
        self.work = work
        self.sink = sink
        self.feed = feed
        self.plan = plan
        self.manifest = manifest
        self.sums = Sums()
        """All that is done, by this run and those that it resumes."""
        self.before = 0
        """Captures that earlier runs have done."""
        self.reading = 0.0
        """CPU seconds that the main process spent on reading archives and finding files; the workers' own are in `sums`."""
        self.writing = 0.0
        """CPU seconds that it spent on writing."""
        self.seconds = 0.0
        self._done = Ranges()
        self._rejects: list[Reject] = []
        self._part = Sums()
        self._check = 0
        self._ended: list[tuple[str, int, int]] = []

    def run(self, found: Iterable[Found], watch: Watch) -> None:
        """Clean all captures that are not done yet. Interrupted, it keeps what it has.

        Raises:
            KeyboardInterrupt: after the open shard was put in its place.
            OSError: an output cannot be written, or a directory not be listed.
            BoilerstripError: the input has changed since the run that this one resumes; no worker can be started.
        """
        start = perf_counter()
        try:
            with Interrupts() as interrupts:
                self._tidy()
                self.sink.open(self._number)
                try:
                    self._all(found, watch, interrupts)
                except KeyboardInterrupt:
                    with interrupts.held():
                        if self.manifest is not None:
                            self._commit()
                    raise
        finally:
            self.sink.abort()
            self._sweep()
            self.seconds = perf_counter() - start
        if self.manifest is not None:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            spent = {"reading_main": self.reading, "writing_main": self.writing}
            self.manifest.finish({"finished": now, "captures": self.sums.captures, **self.sums.facts, **spent})
            self.manifest.close()

    def _all(self, found: Iterable[Found], watch: Watch, interrupts: Interrupts) -> None:
        plan, chunks = self.plan, self._timed(self.feed.chunks(found))
        if plan.workers:
            results = Pool(self.work, plan.workers, plan.guard, ordered=plan.ordered).run(chunks)
        else:
            results = here(self.work, chunks)
        with closing(results):
            for chunk, outcome in results:
                with interrupts.held():
                    self._take(chunk, outcome)
                    if self.sink.size >= plan.shard_bytes or len(self._done) >= plan.shard_captures:
                        self._commit()
                        self.sink.open(self._number)
                watch.advance(len(chunk.items), sum(item.size for item in chunk.items))
                for reject in outcome.rejects:
                    watch.reject(reject)
        with interrupts.held():
            self._commit()

    def _timed(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        while True:
            start = process_time()
            chunk = next(chunks, None)
            self.reading += process_time() - start
            if chunk is None:
                return
            yield chunk

    @property
    def _number(self) -> int:
        return len(self.manifest.shards) if self.manifest is not None else 0

    @property
    def _rejects_file(self) -> Path | None:
        return self.manifest.path.with_name(REJECTS) if self.manifest is not None else None

    def _tidy(self) -> None:
        """Throw away what a killed run has left behind after its last whole shard."""
        self._sweep()
        self.sink.forget(self._number, self.manifest.known if self.manifest is not None else 0)
        if self.manifest is None:
            return
        rejects = self._rejects_file
        if rejects is not None and rejects.exists():
            if self.manifest.rejects_end:
                os.truncate(rejects, self.manifest.rejects_end)
            else:
                rejects.unlink()
        for shard in self.manifest.shards:
            self.sums.add(shard.sums)
        self.before = self.sums.captures

    def _sweep(self) -> None:
        """Remove drafts."""
        if self.manifest is None:
            return
        drafts = self.manifest.path.with_name(UNFINISHED)
        if drafts.is_dir():
            for draft in drafts.iterdir():
                draft.unlink(missing_ok=True)
            drafts.rmdir()

    def _take(self, chunk: Chunk, outcome: Outcome) -> None:
        start = process_time()
        if outcome.encoded is not None:
            self.sink.add(outcome.encoded.payload)
        self.writing += process_time() - start
        self._done.add(chunk.start, chunk.start + len(chunk.items))
        self._check += check_of(chunk.items)
        self._rejects += outcome.rejects if self.manifest is not None else []
        self._part.add(outcome.sums)

    def _commit(self) -> None:
        """Put the open shard in its place, then list its rejects, then say so in the manifest: in this order, each on the disk."""
        start = process_time()
        if self.manifest is not None and not self._part.articles:
            self.sink.abort()
            file = ""
        else:
            file = self.sink.commit()
        self._ended += self.feed.ended
        self.feed.ended.clear()
        if self.manifest is not None and self._done:
            end = self._list_rejects()
            captures = list(self._done)
            self.manifest.commit(Shard(self._number, file, captures, self._check & CHECK_BITS, end, self._part, self._ended))
            self._ended = []
        self.sums.add(self._part)
        self._done, self._rejects, self._part, self._check = Ranges(), [], Sums(), 0
        self.writing += process_time() - start

    def _list_rejects(self) -> int:
        """Add the rejects of the open shard to rejects.jsonl; gives its length."""
        assert self.manifest is not None
        place = self._rejects_file
        assert place is not None
        end = self.manifest.rejects_end
        if not self._rejects:
            return end
        data = "".join(jsonl.line({"source": r.source, "trouble": str(r.trouble), "reason": r.reason, "url": r.url}) for r in self._rejects)
        with place.open("ab") as file:
            file.truncate(end)
            file.write(data.encode())
            file.flush()
            os.fsync(file.fileno())
            return file.tell()


def here(work: Work, chunks: Iterator[Chunk]) -> Generator[tuple[Chunk, Any]]:
    """The results of all chunks, made in this process."""
    for chunk in chunks:
        yield chunk, work.run(chunk.items, _nobody_watches)


def _nobody_watches(index: int) -> None:
    """No process stands by to end this one."""
