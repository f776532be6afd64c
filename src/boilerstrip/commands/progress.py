"""How far a run has come: a bar with rate and time left on a terminal, a line every half a minute elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import Task, TaskID

    from boilerstrip.run.guard import Reject

#: Seconds between lines where there is no terminal.
LOG_EVERY = 30.0
#: So many rejects are named as they come; the rest only in rejects.jsonl, or a million captures drown the terminal.
MOST_NAMED = 50
MINUTE = 60


class Progress:
    """Counts captures on stderr. `measure` gives the size of the input in bytes, if it can be known; it is asked beside the run."""

    def __init__(self, measure: Callable[[], int | None], *, name_all: bool = False) -> None:
        self.measure = measure
        self.name_all = name_all
        self.total: int | None = None
        self.captures = self.rejects = self.size = 0
        self.started = self.said = monotonic()
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self.bar = _bar()
            self.task = self.bar.add_task("Cleaning", total=None, captures=0, rejects=0, speed="")
            self.bar.start()
            self._measure()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def _measure(self) -> None:
        """Measure the input in a thread: walking millions of files takes minutes, and nothing waits for it."""

        def ask() -> None:
            try:
                self.total = self.measure()
            except OSError:
                self.total = None  # the run itself will say what cannot be listed

        threading.Thread(target=ask, daemon=True).start()

    def advance(self, captures: int, size: int) -> None:
        """So many more captures are done, which take so many bytes on disk."""
        self.captures += captures
        self.size += size
        now = monotonic()
        if self.bar is not None and self.task is not None:
            rate = f"{self.captures / max(now - self.started, 1e-9):,.0f}/s"
            self.bar.update(self.task, total=self.total, completed=self.size, captures=self.captures, rejects=self.rejects, speed=rate)
        elif now - self.said > LOG_EVERY:
            if self.said == self.started:
                self._measure()
            self.said = now
            click.echo(self.line(now), err=True)

    def line(self, now: float) -> str:
        """How far the run has come, in words."""
        seconds = max(now - self.started, 1e-9)
        words = f"{self.captures:,} captures, {self.captures / seconds:,.0f} a second, {self.rejects:,} rejected"
        if self.total and 0 < self.size <= self.total:
            left = seconds * (self.total - self.size) / self.size
            words += f", {100 * self.size / self.total:.0f} % of the input, {_time(left)} left"
        return words

    def reject(self, reject: Reject) -> None:
        """Name a capture that gave no article, unless too many were named before."""
        self.rejects += 1
        if self.name_all or self.rejects <= MOST_NAMED:
            self.say(f"rejected {reject.source}: {reject.reason}")
        elif self.rejects == MOST_NAMED + 1:
            self.say("further rejects are listed in rejects.jsonl only")

    def say(self, line: str) -> None:
        """A line on stderr, above the bar where there is one."""
        if self.bar is None:
            click.echo(line, err=True)
        else:
            self.bar.console.print(line, markup=False, highlight=False)


def _time(seconds: float) -> str:
    """A duration for people.

    >>> _time(42), _time(600), _time(7300)
    ('42 s', '10 min', '2 h 2 min')
    """
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / MINUTE)
    return f"{minutes} min" if minutes < MINUTE else f"{minutes // MINUTE} h {minutes % MINUTE} min"


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Count(ProgressColumn):
        """Captures, captures a second, rejects."""

        def render(self, task: Task) -> Text:
            words = f"{task.fields['captures']:,} captures {task.fields['speed']}"
            return Text(f"{words}, {task.fields['rejects']:,} rejected" if task.fields["rejects"] else words)

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        Count(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
