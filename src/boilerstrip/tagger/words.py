"""words: which words the texts of a page share, for all of them at once.

A content word is known by its first five letters (so *Brücke* and *Brücken* meet, in every language that inflects at the
end), a character of a script without spaces by itself and the next one. Both are hashed from the code points of the
whole page in numpy; no word is ever made a Python string.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.classes import LETTER, WIDE
from boilerstrip.shape_numpy import Points

#: Two words fall into one bucket by accident once in this many.
BUCKETS = 1 << 15

#: Words shorter than this are mostly function words, in every alphabet of the development pages.
MIN_LETTERS = 4

#: Letters that make a word known.
STEM = 5

#: An odd multiplier that mixes one letter into those before it.
_FACTOR = np.uint64(0x94D049BB133111EB)


@lru_cache(maxsize=1)
def _spread() -> NDArray[np.uint64]:
    """Each code point of the Basic Multilingual Plane in lower case, spread by an odd multiplier (splitmix64's)."""
    lower = [ord(low) if len(low := chr(point).lower()) == 1 else point for point in range(0x10000)]
    with np.errstate(over="ignore"):
        table = (np.array(lower, np.uint64) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    table.setflags(write=False)
    return table


@dataclass(frozen=True, slots=True)
class Words:
    """The content words of several texts, one array element per word, in order."""

    text: NDArray[np.int64]
    """Which text the word stands in."""
    bucket: NDArray[np.int64]
    count: NDArray[np.int64]
    """Content words per text."""

    def among(self, chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Per text, the share of its content words that also stand in the chosen texts."""
        table = np.zeros(BUCKETS, np.bool_)
        table[self.bucket[chosen[self.text]]] = True
        found = np.bincount(self.text[table.take(self.bucket)], minlength=len(self.count))
        return (found / np.maximum(self.count, 1)).astype(np.float32)

    def shared_with(self, other: Words) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Per text, the share of its words that stand anywhere in `other`, and the share of `other`'s words that it has."""
        table = np.zeros(BUCKETS, np.bool_)
        table[other.bucket] = True
        found = np.bincount(self.text[table.take(self.bucket)], minlength=len(self.count))
        size = max(int(np.count_nonzero(table)), 1)
        return (found / np.maximum(self.count, 1)).astype(np.float32), np.minimum(found / size, 1.0).astype(np.float32)

    def only(self, text: int) -> Words:
        """The words of one of the texts."""
        mine = self.text == text
        return Words(self.text[mine], self.bucket[mine], self.count)


def words_of(source: Points) -> Words:
    """Hash the content words of all texts.

    >>> from boilerstrip.shape_numpy import points_of
    >>> words = words_of(points_of(["The harbour bridge closes", "Harbour bridges", "Weather"]))
    >>> words.count.tolist(), words.among(np.array([True, False, False])).tolist()
    ([3, 2, 1], [1.0, 1.0, 0.0])
    """
    points, bits = source.points, source.bits
    n = len(source.lengths)
    wide = (bits & WIDE) != 0
    letter = ((bits & LETTER) != 0) & ~wide
    edge = np.flatnonzero(letter[1:] != letter[:-1]) + 1  # the last point is a newline, so runs of letters always end
    if len(letter) and letter[0]:
        edge = np.concatenate(([0], edge))
    starts, ends = edge[::2], edge[1::2]
    long = ends - starts >= MIN_LETTERS
    starts, ends = starts[long], ends[long]
    spread = _spread()
    with np.errstate(over="ignore"):
        key = np.zeros(len(starts), np.uint64)
        for place in range(STEM):
            at = starts + place
            key *= _FACTOR
            letters = spread.take(points.take(at, mode="clip"))
            key += letters if place < MIN_LETTERS else letters * (at < ends)
        single = np.flatnonzero(wide)
        if len(single):
            pair = spread.take(points[single]) * _FACTOR + spread.take(points[single + 1])
            key, starts = np.concatenate((key, pair)), np.concatenate((starts, single))
    bucket = (key >> np.uint64(49)).astype(np.int64)
    text = np.searchsorted(source.starts, starts, side="right") - 1
    return Words(text, bucket, np.bincount(text, minlength=n))
