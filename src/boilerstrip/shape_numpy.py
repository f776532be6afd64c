"""shape_numpy: the counts of shape.py in numpy, where `_shape.pyx` is not compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.classes import (
    COMMA,
    DIGIT,
    LETTER,
    LONGEST,
    QUOTE,
    SENTENCE_WIDTH,
    SENTENCE_WORDS,
    SPACE,
    STOP,
    SYMBOL,
    UPPER,
    WIDE,
    classes,
)

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

#: Bits per counter in a packed sum.
_WIDTH = 16


def _field(packed: NDArray[np.int64], place: int) -> Ints:
    return ((packed >> (place * _WIDTH)) & ((1 << _WIDTH) - 1)).astype(np.int32)


@lru_cache(maxsize=1)
def _counters() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per code point the increments of several counters, packed: one sum per text counts them all."""
    known = classes()

    def pack(*fields: int) -> NDArray[np.int64]:
        total = np.zeros(len(known), np.int64)
        for place, bits in enumerate(fields):
            total += ((known & bits) != 0).astype(np.int64) << (place * _WIDTH)
        total.setflags(write=False)
        return total

    return pack(DIGIT, UPPER, LETTER, SYMBOL), pack(STOP, WIDE, COMMA)


@dataclass(frozen=True, slots=True)
class Points:
    """The texts joined into one array of code points, each text closed by a newline."""

    points: NDArray[np.uint32]
    """Code points; beyond the Basic Multilingual Plane all are 0xFFFF."""
    bits: NDArray[np.uint16]
    """Class bits of each."""
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def points_of(texts: Sequence[str]) -> Points:
    """Join the texts into one array; texts longer than `LONGEST` are judged by their start."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if len(texts) and int(lengths.max()) > LONGEST:
        texts = [text[:LONGEST] for text in texts]
        lengths = np.minimum(lengths, LONGEST)
    joined = "".join([text + "\n" for text in texts])
    points = np.minimum(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)
    ends = np.cumsum(lengths + 1)
    return Points(points, classes().take(points), ends - lengths - 1, lengths)  # a third of the time of indexing


ROWS, SIGNS = 12, 2


def arrays(counted: bytes, signed: bytes) -> tuple[Ints, Bools]:
    """The counts and the signs as arrays that cannot be written to: one row for each, one column for each text."""
    return np.frombuffer(counted, np.int32).reshape(ROWS, -1), np.frombuffer(signed, np.bool_).reshape(SIGNS, -1)


def numbered(counted: bytes, signed: bytes, least: int, most: int, each: int) -> list[int]:
    """Places of at most `most` columns with at least `least` digits, and a digit in `each` columns."""
    table, _ = arrays(counted, signed)
    width, digits = table[1], table[3]
    found: list[int] = ((digits >= least) & (width <= most) & (digits * each >= width)).nonzero()[0].tolist()
    return found


def listed(counted: bytes, signed: bytes) -> tuple[list[int], list[bool], list[int]]:
    """The widths, whether each text is a sentence, and the places of those that are."""
    table, signs = arrays(counted, signed)
    return table[1].tolist(), signs[1].tolist(), signs[1].nonzero()[0].tolist()


def taken(counted: bytes, signed: bytes, places: list[int]) -> tuple[bytes, bytes]:
    """The counts and the signs of the texts at these places."""
    table, signs = arrays(counted, signed)
    rows = np.array(places, np.int64)
    return table.take(rows, 1).tobytes(), signs.take(rows, 1).tobytes()


def counts(texts: Sequence[str]) -> tuple[bytes, bytes]:
    """What `Shapes` holds, as bytes: its counts by texts, and whether each text ends, and is shaped, like a sentence."""
    if not texts:
        return b"", b""
    source = points_of(texts)
    bits, starts, lengths = source.bits, source.starts, source.lengths
    low, high = (np.add.reduceat(table.take(source.points), starts) for table in _counters())
    space = (bits & SPACE) != 0
    edges = np.empty(len(bits), np.int64)  # a word ends before a space, and starts after one; counted together, packed
    edges[0] = 0
    np.logical_and(space[1:], ~space[:-1], out=edges[1:], casting="unsafe")
    capital = (bits & UPPER) != 0
    capital[1:] &= space[:-1]
    edges += capital.astype(np.int64) << _WIDTH
    edge_counts = np.add.reduceat(edges, starts)
    wide = _field(high, 1)
    empty = lengths == 0
    last_at = starts + np.maximum(lengths - 1, 0)
    first = np.where(empty, 0, bits[starts]).astype(np.int32)
    last = np.where(empty, 0, bits[last_at]).astype(np.int32)
    before = np.where(lengths <= 1, 0, bits[np.maximum(last_at - 1, 0)])
    closed = ((last & STOP) != 0) | (((last & QUOTE) != 0) & ((before & STOP) != 0))
    width = (lengths + wide).astype(np.int32)
    words = _field(edge_counts, 0) + wide // 2
    table = np.array(
        (lengths, width, words, _field(low, 0), _field(low, 2), _field(low, 1), _field(edge_counts, 1), _field(high, 0), _field(high, 2),
         _field(low, 3), first, last), np.int32,
    )  # fmt: skip
    sentence = closed & (width >= SENTENCE_WIDTH) & (words >= SENTENCE_WORDS)
    return table.tobytes(), np.array((closed, sentence)).tobytes()
