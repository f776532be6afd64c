"""A worker: a process that takes chunks of captures, says at each which one it has in hand, and sends back what became of them."""

from __future__ import annotations

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from boilerstrip.errors import BoilerstripError
from boilerstrip.run.guard import Guard

#: Places of the shared cell: the index of the capture in hand, when it was taken up (time.monotonic), and the CPU time until then.
INDEX, SINCE, SPENT = 0, 1, 2
CELLS = 3
#: In place of an index: the captures of the chunk are done and being encoded; the result is being sent; nothing to do.
ENCODING, SENDING, IDLE = -1.0, -2.0, -3.0

#: A worker whose main process is gone, and that hangs, is ended by its own alarm after so many times the limit.
ALARM_FACTOR = 12.0

#: Exit status of a worker that ran out of memory and said so.
OUT_OF_MEMORY = 75


class Chunk(NamedTuple):
    """Captures that lie side by side in the input: `items[i]` has position `start + i`. They are Items, or what `Work` takes instead."""

    start: int
    items: tuple[Any, ...]


class Failed(NamedTuple):
    """In place of a result: what no other capture would fare better with, such as a full disk."""

    error: Exception


class Beat(Protocol):
    """Called with the index of each capture before it is taken up."""

    def __call__(self, index: int, /) -> None: ...


class Work(Protocol):
    """What is done with a chunk; picklable."""

    def run(self, items: tuple[Any, ...], beat: Beat) -> Any:
        """The result for these captures; called in the worker.

        Raises:
            MemoryError: one of them needs too much.
            OSError: the output cannot be written; this ends the run.
        """
        ...

    def lost(self, item: Any, trouble: str, reason: str) -> Any:
        """The result for one capture that hung, crashed or took too much memory; called in the main process."""
        ...


def serve(work: Work, connection: Connection, cell: Any, guard: Guard, folder: str) -> None:
    """Take chunks until there are no more. Runs in a process of its own, in this folder: paths may be relative to it."""
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the main process ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limit_memory(guard.memory_mb)
    alarm = getattr(signal, "setitimer", None)
    backstop = ALARM_FACTOR * guard.seconds

    def beat(index: int) -> None:
        cell[SPENT] = time.process_time()
        cell[SINCE] = time.monotonic()
        cell[INDEX] = index
        if alarm is not None:  # its default is death, by the kernel: also when native code holds the interpreter
            alarm(signal.ITIMER_REAL, backstop)

    try:
        connection.send(None)  # ready
        while True:
            chunk = connection.recv()
            if chunk is None:
                return
            try:
                result = work.run(chunk.items, beat)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except (OSError, BoilerstripError) as error:
                result = Failed(error)
            if alarm is not None:
                alarm(signal.ITIMER_REAL, 0)
            cell[INDEX] = SENDING
            connection.send(result)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the main process is gone


def limit_memory(megabytes: int) -> None:
    """Let the system refuse this process more memory than it has now and so many MiB (Linux)."""
    if not megabytes or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * os.sysconf("SC_PAGESIZE") + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
