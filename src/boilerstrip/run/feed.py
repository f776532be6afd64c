"""The input as chunks: every capture has a position, what is done already is passed over, and archives that are done are not opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from zlib import crc32

from boilerstrip.capture import Capture
from boilerstrip.errors import BoilerstripError
from boilerstrip.readers.directory import Found
from boilerstrip.readers.item import Item
from boilerstrip.readers.places import Contents, container, source_of
from boilerstrip.run.manifest import Manifest
from boilerstrip.run.worker import Chunk

#: A chunk holds so many captures: with 1 to 3 ms each, sending it (some 0.1 ms) does not count.
CAPTURES = 32
#: Or so many bytes of captures that are already in memory, so that a few large ones do not fill it.
BYTES = 4 << 20

CHECK_BITS = 0xFFFFFFFF


class Feed:
    """Reads the input once, in its order, as far as chunks are asked for."""

    def __init__(self, contents: Contents, done: Manifest | None = None) -> None:
        self.contents = contents
        self.done = done
        self.passed_over: Counter[str] = Counter()
        self.ended: list[tuple[str, int, int]] = []
        """Archives that were read to their end since somebody looked: name, first position, position after the last."""

    def items(self, found: Iterable[Found]) -> Iterator[tuple[int, Item]]:
        """Captures that are still to be done, with their positions.

        Raises:
            BoilerstripError: what was done before is not what is there now.
        """
        check = _Check(self.done)
        position = 0
        for place in found:
            start = position
            archive = container(place.path) is not None
            name = source_of(place.path)
            end = self._read_before(name, start) if archive else None
            if end is not None:
                check.leave(start, end)
                position = end
                continue
            for item in self.contents.of(place, self.passed_over):
                if self.done is not None and position in self.done.done:
                    check.see(position, item)
                else:
                    yield position, item
                position += 1
            if archive:
                self.ended.append((name, start, position))
        check.end(position)

    def _read_before(self, name: str, start: int) -> int | None:
        """The position after an archive that was read to its end, if all that is in it is done."""
        end = self.done.archives.get((name, start)) if self.done is not None else None
        return end if self.done is not None and end is not None and self.done.done.covers(start, end) else None

    def chunks(self, found: Iterable[Found]) -> Iterator[Chunk]:
        """Captures that are still to be done, in chunks of neighbours."""
        start, size = 0, 0
        waiting: list[Item] = []
        for position, item in self.items(found):
            if waiting and (position != start + len(waiting) or len(waiting) >= CAPTURES or size >= BYTES):
                yield Chunk(start, tuple(waiting))
                waiting, size = [], 0
            if not waiting:
                start = position
            waiting.append(item)
            size += len(item.raw.content) if isinstance(item.raw, Capture) else 0
        if waiting:
            yield Chunk(start, tuple(waiting))


def check_of(items: Iterable[Item]) -> int:
    """A number for the names of these captures, whatever their order."""
    return sum(crc32(item.source.encode("utf-8", "surrogateescape")) for item in items) & CHECK_BITS


class _Check:
    """Compares what is passed over with what the manifest says was there: an input that has changed would lose or double captures."""

    def __init__(self, done: Manifest | None) -> None:
        self.path = done.path if done else None
        self.spans = (
            sorted((start, end, number) for number, shard in enumerate(done.shards) for start, end in shard.captures) if done else []
        )
        self.left = {number: sum(end - start for start, end in shard.captures) for number, shard in enumerate(done.shards)} if done else {}
        self.sums = {number: -shard.check for number, shard in enumerate(done.shards)} if done else {}
        self.at = 0

    def see(self, position: int, item: Item) -> None:
        """A capture that was done before."""
        while self.spans[self.at][1] <= position:
            self.at += 1
        number = self.spans[self.at][2]
        if number not in self.sums:
            return
        self.left[number] -= 1
        self.sums[number] += check_of([item])
        if not self.left[number] and self.sums.pop(number) & CHECK_BITS:
            raise self._changed()

    def leave(self, start: int, end: int) -> None:
        """Positions of an archive that is not opened: shards with captures from it cannot be compared."""
        for first, after, number in self.spans:
            if first < end and start < after:
                self.sums.pop(number, None)

    def end(self, position: int) -> None:
        """The input ends here."""
        if self.spans and self.spans[-1][1] > position:
            raise self._changed()

    def _changed(self) -> BoilerstripError:
        return BoilerstripError(
            f"the input is not what it was when {self.path} was written (files were added, removed or renamed): begin anew with --restart"
        )
