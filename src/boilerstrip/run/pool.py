"""A pool of workers that survives whatever a capture does to one of them.

Well-kept pools end here: concurrent.futures breaks as a whole when one worker dies, and pebble, which has limits for time, keeps them for
a task, so that every capture must be a task of its own. Here captures travel in chunks, a cell of shared memory says which one a worker
has in hand, and only that one is blamed.
"""

from __future__ import annotations

import heapq
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from pickle import PicklingError
from typing import Any, NamedTuple

from boilerstrip.errors import BoilerstripError
from boilerstrip.run.guard import Guard, Trouble
from boilerstrip.run.worker import CELLS, ENCODING, IDLE, INDEX, OUT_OF_MEMORY, SENDING, SINCE, SPENT, Chunk, Failed, Work, serve

#: How often limits are looked at, in seconds; a hung capture is found at most so much late.
TICK = 0.25
#: On a machine that is too busy a good capture may take longer than its limit. A worker that is ready to run and has had a CPU for less
#: than this share of the limit is given up to so many times the limit.
STARVED_SHARE = 0.5
PATIENCE = 10.0
#: Where the kernel says how long a process has run, counted after the name and the state.
_UTIME = 10
#: A worker that has not said that it is ready after so many seconds never will be.
START_SECONDS = 120.0
#: After so many workers in a row have died before they were ready, something is wrong with all of them.
FALSE_STARTS = 3
#: In order, so many chunks for each worker may wait for a slow one before them.
AHEAD = 16
#: Seconds that a worker may take to end by itself.
GRACE = 5.0


class Job(NamedTuple):
    """A chunk, and how often it was tried. Only a chunk of one capture is tried again as it is."""

    chunk: Chunk
    tries: int = 0


class _Worker:
    """A process, seen from outside."""

    def __init__(self, context: Any, work: Work, guard: Guard) -> None:
        self.connection, theirs = context.Pipe()
        self.cell = context.RawArray("d", CELLS)
        self.cell[INDEX] = IDLE
        self.process = context.Process(target=serve, args=(work, theirs, self.cell, guard, str(Path.cwd())), daemon=True)
        self.process.start()
        theirs.close()
        self.started = time.monotonic()
        self.ready = False
        self.job: Job | None = None
        self.hung = False

    def late(self, now: float, seconds: float) -> bool:
        """Has it had one capture in hand for longer than this, and not just for want of a free CPU?"""
        if not self.ready:
            return now - self.started > START_SECONDS
        if self.job is None or self.cell[INDEX] in {SENDING, IDLE}:
            return False
        took = now - self.cell[SINCE]
        return took > seconds and not (took < PATIENCE * seconds and self.starved(seconds))

    def starved(self, seconds: float) -> bool:
        """Is it waiting for a CPU, and has it had one for only a small part of this time? Known on Linux, else False."""
        try:
            state, *fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return False
        spent = (int(fields[_UTIME]) + int(fields[_UTIME + 1])) / os.sysconf("SC_CLK_TCK") - self.cell[SPENT]
        return state == "R" and spent < STARVED_SHARE * seconds

    def end(self) -> int:
        """Kill it; gives its exit status."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return int(self.process.exitcode or 0)


class Pool:
    """Sends chunks to worker processes and yields their results; holds a few chunks for each worker at a time, whatever the input."""

    def __init__(self, work: Work, workers: int, guard: Guard, *, ordered: bool = False) -> None:
        self.work = work
        self.workers = workers
        self.guard = guard
        self.ordered = ordered
        self.false_starts = 0
        self.replaced = 0
        """Workers that had to be replaced so far."""

    def run(self, chunks: Iterator[Chunk]) -> Generator[tuple[Chunk, Any]]:
        """The result of every chunk; one in which something went wrong comes in parts.

        Raises:
            BoilerstripError: no worker can be started, or the work cannot be sent to one.
            OSError: a worker cannot write its output.
        """
        context = _context()
        pool: list[_Worker] = []
        coming: deque[Job] = deque()
        again: deque[Job] = deque()
        open_starts: set[int] = set()
        done: list[tuple[int, Chunk, Any]] = []
        more = True
        try:
            pool = [self._started(context) for _ in range(self.workers)]
            while True:
                for worker in pool:
                    if worker.ready and worker.job is None:
                        self._give(worker, again, coming, crowded=self.ordered and len(done) > AHEAD * self.workers)
                busy = [worker for worker in pool if worker.job is not None]
                if more and len(coming) < self.workers:
                    chunk = next(chunks, None)
                    if chunk is None:
                        more = False
                    else:
                        coming.append(Job(chunk))
                        open_starts.add(chunk.start)
                elif not busy and not again and not coming:
                    break
                idle = [worker for worker in pool if worker.ready and worker.job is None]
                hurry = (more and len(coming) < self.workers) or bool(idle and (again or coming) and not done)
                for chunk, result in self._news(context, pool, again, open_starts, 0.0 if hurry else TICK):
                    if self.ordered:
                        heapq.heappush(done, (chunk.start, chunk, result))
                    else:
                        yield chunk, result
                while done and (not open_starts or done[0][0] < min(open_starts)):
                    _, chunk, result = heapq.heappop(done)
                    yield chunk, result
            self._dismiss(pool)
        finally:
            for worker in pool:
                worker.end()

    def _started(self, context: Any) -> _Worker:
        try:
            return _Worker(context, self.work, self.guard)
        except (AttributeError, TypeError, ImportError, PicklingError) as error:  # what pickle raises
            raise BoilerstripError(
                f"the cleaner cannot be sent to worker processes ({error}): use filters that are defined in a module"
            ) from error

    def _give(self, worker: _Worker, again: deque[Job], coming: deque[Job], *, crowded: bool) -> None:
        """Send a worker its next chunk, if there is one; what waits to be tried again goes first."""
        if again:
            job = again.popleft()
        elif coming and not crowded:
            job = coming.popleft()
        else:
            return
        worker.job = job
        worker.cell[SINCE] = time.monotonic()  # what it has spent stays as it was: at worst, it is found late by one chunk
        worker.cell[INDEX] = ENCODING
        with suppress(BrokenPipeError, ConnectionResetError):  # if it has died, it is found dead below
            worker.connection.send(job.chunk)

    def _news(
        self, context: Any, pool: list[_Worker], again: deque[Job], open_starts: set[int], seconds: float
    ) -> Iterator[tuple[Chunk, Any]]:
        """Results that have come in, and those of captures that were lost; dead and hung workers are replaced."""
        ready = set(wait([part for worker in pool for part in (worker.connection, worker.process.sentinel)], seconds))
        now = time.monotonic()
        for place, worker in enumerate(pool):
            result: Any = None
            came = dead = False
            if worker.connection in ready:
                try:
                    result = worker.connection.recv()
                    came = True
                except (EOFError, ConnectionResetError):
                    dead = True
            elif worker.process.sentinel in ready:
                dead = True
            elif worker.late(now, self.guard.seconds):
                worker.hung = dead = True
            if came and not worker.ready:
                worker.ready = True
                self.false_starts = 0
            elif isinstance(result, Failed):
                raise result.error
            elif came:
                job, worker.job = worker.job, None
                assert job is not None
                open_starts.discard(job.chunk.start)
                yield job.chunk, result
            elif dead:
                index, job = int(worker.cell[INDEX]), worker.job
                status = worker.end()
                if not worker.ready:
                    self._false_start(status)
                self.replaced += 1
                pool[place] = self._started(context)
                if job is not None:
                    yield from self._lost(job, index, status, again, open_starts, hung=worker.hung)

    def _false_start(self, status: int) -> None:
        self.false_starts += 1
        if self.false_starts >= FALSE_STARTS:
            raise BoilerstripError(
                f"worker processes cannot start (exit status {status}); a script needs `if __name__ == '__main__':` around what it runs, "
                "and filters must be importable; or work without processes: workers=0"
            )

    def _lost(
        self, job: Job, index: int, status: int, again: deque[Job], open_starts: set[int], *, hung: bool
    ) -> Iterator[tuple[Chunk, Any]]:
        """What becomes of a chunk whose worker is gone: the capture in hand is blamed, those around it are done again."""
        chunk = job.chunk
        if index < 0 and len(chunk.items) == 1:
            index = 0
        open_starts.discard(chunk.start)
        if index < 0:  # while all were being encoded: which one it was shows when each comes alone
            parts = [(at, at + 1, 0) for at in range(len(chunk.items))]
        else:
            parts = [(at, end, 0) for at, end in ((0, index), (index + 1, len(chunk.items))) if at < end]
            item = chunk.items[index]
            if not hung and job.tries < self.guard.retries:
                parts.insert(0, (index, index + 1, job.tries + 1))
            else:
                yield Chunk(chunk.start + index, (item,)), self.work.lost(item, *self._trouble(status, hung=hung))
        for at, end, tries in parts:
            again.append(Job(Chunk(chunk.start + at, chunk.items[at:end]), tries))
            open_starts.add(chunk.start + at)

    def _trouble(self, status: int, *, hung: bool) -> tuple[Trouble, str]:
        """The kind of trouble, and the reason in words."""
        if hung:
            return Trouble.SLOW, f"took longer than the limit of {self.guard.seconds:g} s, and was stopped"
        if status == OUT_OF_MEMORY:
            return Trouble.MEMORY, f"needed more than the limit of {self.guard.memory_mb:,} MiB of memory"
        times = f", {self.guard.retries + 1} times" if self.guard.retries else ""
        if status < 0:
            name = signal.Signals(-status).name if -status in {one.value for one in signal.Signals} else f"signal {-status}"
            hint = " (the system kills what takes too much memory)" if -status == getattr(signal, "SIGKILL", 0) else ""
            return Trouble.CRASH, f"crashed its worker process{times}: {name}{hint}"
        return Trouble.CRASH, f"ended its worker process{times}, with status {status}"

    def _dismiss(self, pool: list[_Worker]) -> None:
        """Tell all workers that there is no more, and wait for them."""
        for worker in pool:
            try:
                worker.connection.send(None)
            except (BrokenPipeError, ConnectionResetError):
                continue  # it has gone before it was told
        limit = time.monotonic() + GRACE
        for worker in pool:
            worker.process.join(max(0.0, limit - time.monotonic()))


def _context() -> Any:
    """How processes are made: forked from a server that has loaded what they need, where there is one; never from this process."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["boilerstrip.run.warm", "boilerstrip.run.worker"])
        return context
    return multiprocessing.get_context("spawn")
