"""words: which words the texts of a page share, for all of them at once, in numpy (`_words.pyx` is the same, compiled).

Words are hashed from the code points of the whole page (see stems.py); no word is ever made a Python string.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.classes import LETTER, WIDE
from boilerstrip.shape_numpy import points_of
from boilerstrip.tagger.stems import BUCKETS, FACTOR, MIN_LETTERS, SHIFT, STEM, spread


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

    def shared_with(self, other: Words, place: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Per text, the share of its words that text `place` of `other` has, and the share of that text's words that it has."""
        table = np.zeros(BUCKETS, np.bool_)
        table[other.bucket[other.text == place]] = True
        found = np.bincount(self.text[table.take(self.bucket)], minlength=len(self.count))
        size = max(int(np.count_nonzero(table)), 1)
        return (found / np.maximum(self.count, 1)).astype(np.float32), np.minimum(found / size, 1.0).astype(np.float32)


def words_of(texts: Sequence[str]) -> Words:
    """Hash the content words of all texts.

    >>> words = words_of(["The harbour bridge closes", "Harbour bridges", "Weather"])
    >>> words.count.tolist(), words.among(np.array([True, False, False])).tolist()
    ([3, 2, 1], [1.0, 1.0, 0.0])
    """
    source = points_of(texts)
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
    known, factor = spread(), np.uint64(FACTOR)
    with np.errstate(over="ignore"):
        key = np.zeros(len(starts), np.uint64)
        for place in range(STEM):
            at = starts + place
            key *= factor
            letters = known.take(points.take(at, mode="clip"))
            key += letters if place < MIN_LETTERS else letters * (at < ends)
        single = np.flatnonzero(wide)
        if len(single):
            pair = known.take(points[single]) * factor + known.take(points[single + 1])
            key, starts = np.concatenate((key, pair)), np.concatenate((starts, single))
    bucket = (key >> np.uint64(SHIFT)).astype(np.int64)
    text = np.searchsorted(source.starts, starts, side="right") - 1
    return Words(text, bucket, np.bincount(text, minlength=n))
