"""Ctrl-C at moments when nothing is half done: between two results, never between writing one and remembering that it was written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

#: Ctrl-C, and what schedulers send before they kill.
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """While it is entered, SIGINT and SIGTERM raise KeyboardInterrupt, but not within `held()`: there they wait for its end.

    Signals reach the main thread only; in any other this does nothing.
    """

    def __init__(self) -> None:
        self.waiting = False
        self._held = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._come) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _come(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # what signal.signal asks for
        self.waiting = True
        if not self._held:
            self._raise()

    def _raise(self) -> None:
        self.waiting = False
        raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """Interrupts wait until the end of this block."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self.waiting:
            self._raise()
