"""Shape: what many texts look like from outside, counted for all of them at once.

One pass over the characters gives every per-text count that filters and the tagger ask for: lengths, words, digits, capitals, closing
marks. Counting in Python costs 10 µs a line, in numpy 0.5 µs, compiled 0.05 µs (`benchmarks/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from boilerstrip.once import once

try:
    from boilerstrip._shape import counts, listed, numbered, taken
except ImportError:
    from boilerstrip.shape_numpy import counts, listed, numbered, taken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int32]"
Bools: TypeAlias = "NDArray[np.bool_]"
Rows = TypeVar("Rows", "Ints", "Bools")


#: The rows of `digits` and `first`, and a count.
_DIGITS, _FIRST, _COUNT = 3, 10, Struct("i")


class _Row(Generic[Rows]):
    """A row of the counts; it becomes an attribute when it is first asked for: of most pages only few ever are."""

    __slots__ = ("_array", "_name", "_place")

    def __init__(self, array: str, place: int) -> None:
        self._array, self._place = array, place

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, shapes: Shapes, owner: type) -> Rows:
        row: Rows = getattr(shapes, self._array)[self._place]
        shapes.__dict__[self._name] = row
        return row


class Shapes:
    """One array element per text. Counts are in characters unless said otherwise."""

    chars = _Row[Ints]("table", 0)
    width = _Row[Ints]("table", 1)
    """Characters, counting each Han, Kana, Thai, Lao, Khmer or Burmese one as 2: lengths that compare across scripts."""
    words = _Row[Ints]("table", 2)
    """Runs between spaces, plus half of the wide characters."""
    digits = _Row[Ints]("table", _DIGITS)
    letters = _Row[Ints]("table", 4)
    upper = _Row[Ints]("table", 5)
    capitals = _Row[Ints]("table", 6)
    """Words that begin with a capital."""
    stops = _Row[Ints]("table", 7)
    commas = _Row[Ints]("table", 8)
    symbols = _Row[Ints]("table", 9)
    first = _Row[Ints]("table", _FIRST)
    """Class bits of the first character (see classes.py)."""
    last = _Row[Ints]("table", 11)
    """Class bits of the last character."""
    closed = _Row[Bools]("signs", 0)
    """Ends like a sentence: a stop, or a stop and then a closing quote or bracket."""
    sentence = _Row[Bools]("signs", 1)
    """Sentence-shaped: closed, at least 40 wide and 6 words. A line like that is never dropped for one word in it."""

    def __init__(self, counted: bytes, signed: bytes) -> None:
        self.counted = counted
        """The counts as C has them, row by row in the order above, 32 bits each. The filters of a dump read them without numpy: its calls,
        each of them once a page, took a twentieth of the time of all."""
        self.signed = signed
        """`closed` and `sentence`, the same way, a byte each."""

    @once
    def table(self) -> Ints:
        """The counts, as rows of one array."""
        return self._arrays[0]

    @once
    def signs(self) -> Bools:
        """`closed` and `sentence`, the same way."""
        return self._arrays[1]

    @once
    def _arrays(self) -> tuple[Ints, Bools]:
        from boilerstrip.shape_numpy import arrays

        return arrays(self.counted, self.signed)

    def is_closed(self, place: int) -> bool:
        """What `closed` says of one text."""
        return self.signed[place] == 1

    def digits_of(self, place: int) -> int:
        """What `digits` says of one text."""
        return self._count(_DIGITS, place)

    def first_of(self, place: int) -> int:
        """What `first` says of one text."""
        return self._count(_FIRST, place)

    def _count(self, row: int, place: int) -> int:
        found: int = _COUNT.unpack_from(self.counted, _COUNT.size * (row * (len(self.signed) // 2) + place))[0]
        return found

    def listed(self) -> tuple[list[int], list[bool], list[int]]:
        """`width` and `sentence` as lists, and the places of the sentences."""
        return listed(self.counted, self.signed)

    def numbered(self, least: int, most: int, each: int) -> list[int]:
        """Places of texts at most `most` columns wide that have `least` digits or more, and a digit in `each` columns on average.

        >>> shapes_of(["3 May 2024", "May", "In 2024 the old bridge was closed."]).numbered(least=3, most=80, each=8)
        [0]
        """
        return numbered(self.counted, self.signed, least, most, each)

    def take(self, places: list[int]) -> Shapes:
        """The shapes of the texts at these places."""
        return Shapes(*taken(self.counted, self.signed, places))


def shapes_of(texts: Sequence[str]) -> Shapes:
    """Count the shapes of all texts at once; texts longer than `classes.LONGEST` are judged by their start.

    >>> s = shapes_of(["Listen Live", "The bridge closes on Monday, the council said in May."])
    >>> s.chars.tolist(), s.words.tolist(), s.sentence.tolist()
    ([11, 53], [2, 10], [False, True])
    """
    return Shapes(*counts(texts))
