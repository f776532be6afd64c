"""Sets of whole numbers as ranges: which positions of the input are done, in the room of a few, whatever their number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Ranges:
    """Half-open ranges, kept apart and in order.

    >>> done = Ranges([(0, 3), (5, 6)])
    >>> done.add(3, 5)
    >>> list(done), 4 in done, 6 in done, len(done)
    ([(0, 6)], True, False, 6)
    """

    def __init__(self, ranges: Iterable[Iterable[int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in ranges:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Add the numbers from `start` up to, and without, `end`.

        Raises:
            ValueError: some of them are there already: something was done twice.
        """
        at = bisect_right(self._starts, start)
        if (at and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end):
            raise ValueError(f"positions {start} to {end} were done before")
        joins_left = at > 0 and self._ends[at - 1] == start
        joins_right = at < len(self._starts) and self._starts[at] == end
        if joins_left and joins_right:
            self._ends[at - 1] = self._ends.pop(at)
            self._starts.pop(at)
        elif joins_left:
            self._ends[at - 1] = end
        elif joins_right:
            self._starts[at] = start
        else:
            self._starts.insert(at, start)
            self._ends.insert(at, end)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._starts, number)
        return at > 0 and number < self._ends[at - 1]

    def covers(self, start: int, end: int) -> bool:
        """Are all numbers from `start` up to `end` in it?"""
        at = bisect_right(self._starts, start)
        return start >= end or (at > 0 and end <= self._ends[at - 1])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._starts, self._ends, strict=True))

    def __len__(self) -> int:
        return sum(self._ends) - sum(self._starts)
