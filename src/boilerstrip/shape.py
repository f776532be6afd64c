"""Shape: what many texts look like from outside, counted for all of them at once.

One pass over the characters gives every per-text count that filters and the tagger ask for: lengths, words, digits, capitals, closing
marks. Counting in Python costs 10 µs a line, in numpy 0.5 µs, compiled 0.05 µs (`benchmarks/`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

try:
    from boilerstrip._shape import counts, numbered
except ImportError:
    from boilerstrip.shape_numpy import counts, numbered

Ints = NDArray[np.int32]


class Shapes:
    """One array element per text. Counts are in characters unless said otherwise."""

    __slots__ = (
        "capitals", "chars", "closed", "commas", "digits", "first", "last", "letters", "sentence", "signs", "stops", "symbols", "table",
        "upper", "width", "words",
    )  # fmt: skip

    chars: Ints
    width: Ints
    """Characters, counting each Han, Kana, Thai, Lao, Khmer or Burmese one as 2: lengths that compare across scripts."""
    words: Ints
    """Runs between spaces, plus half of the wide characters."""
    digits: Ints
    letters: Ints
    upper: Ints
    capitals: Ints
    """Words that begin with a capital."""
    stops: Ints
    commas: Ints
    symbols: Ints
    first: Ints
    """Class bits of the first character (see classes.py)."""
    last: Ints
    """Class bits of the last character."""
    closed: NDArray[np.bool_]
    """Ends like a sentence: a stop, or a stop and then a closing quote or bracket."""
    sentence: NDArray[np.bool_]
    """Sentence-shaped: closed, at least 40 wide and 6 words. A line like that is never dropped for one word in it."""

    def __init__(self, table: Ints, signs: NDArray[np.bool_]) -> None:
        self.table = table
        """The counts, as rows of one array in the order above."""
        self.signs = signs
        """`closed` and `sentence`, the same way."""
        self.chars, self.width, self.words, self.digits, self.letters, self.upper = table[:6]
        self.capitals, self.stops, self.commas, self.symbols, self.first, self.last = table[6:]
        self.closed, self.sentence = signs

    def numbered(self, least: int, most: int, each: int) -> list[int]:
        """Places of texts at most `most` columns wide that have `least` digits or more, and a digit in `each` columns on average.

        >>> shapes_of(["3 May 2024", "May", "In 2024 the old bridge was closed."]).numbered(least=3, most=80, each=8)
        [0]
        """
        return numbered(self.table, least, most, each)

    def take(self, places: Sequence[int]) -> Shapes:
        """The shapes of the texts at these places."""
        rows = np.array(places, np.int64)
        return Shapes(self.table.take(rows, 1), self.signs.take(rows, 1))


def shapes_of(texts: Sequence[str]) -> Shapes:
    """Count the shapes of all texts at once; texts longer than `classes.LONGEST` are judged by their start.

    >>> s = shapes_of(["Listen Live", "The bridge closes on Monday, the council said in May."])
    >>> s.chars.tolist(), s.words.tolist(), s.sentence.tolist()
    ([11, 53], [2, 10], [False, True])
    """
    return Shapes(*counts(texts))
