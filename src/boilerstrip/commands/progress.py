"""How far a run has come: a bar with rate and time left on a terminal, nothing elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import Task, TaskID


class Progress:
    """A progress bar on stderr; `total` is None where there is no terminal to draw it on."""

    def __init__(self, total: int | None, what: str) -> None:
        self.bar: Bar | None = None
        self.task: TaskID | None = None
        if total is not None and total > 1:
            self.bar = _bar()
            self.task = self.bar.add_task(what, total=total)

    def __enter__(self) -> Self:
        if self.bar is not None:
            self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self) -> None:
        """One more capture is done."""
        if self.bar is not None and self.task is not None:
            self.bar.advance(self.task)

    def say(self, line: str) -> None:
        """A line on stderr, above the bar where there is one."""
        if self.bar is None:
            click.echo(line, err=True)
        else:
            self.bar.console.print(line, markup=False, highlight=False)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Captures a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.0f}/s")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
