"""Shape: what many texts look like from outside, counted for all of them at once.

One pass in numpy over the joined code points gives every per-text count that filters and the tagger ask for:
lengths, words, digits, capitals, closing marks. Counting in Python costs 10 µs a line, this 0.5 µs (`benchmarks/`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: Bits of the character classes.
SPACE, DIGIT, UPPER, LOWER, OTHER_LETTER, WIDE, STOP, COMMA, QUOTE, COLON, DASH, SYMBOL = (1 << k for k in range(12))

STOPS = ".!?…。！？｡।॥؟۔።჻։᙮"
COMMAS = ",;、，；،؛·"
QUOTES = "\"'”’“‘»«」』›‹„‚)]）】"
LETTER = UPPER | LOWER | OTHER_LETTER
COLONS = ":："
DASHES = "-–—―"
SYMBOLS = "|•·©®™@#/\\<>→»›*+=_~^▶►▸■●◦✓"

Ints = NDArray[np.int32]


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint16]:
    """Class bits for every code point of the Basic Multilingual Plane (others count as symbols)."""
    table = np.zeros(0x10000, np.uint16)
    bits = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": OTHER_LETTER, "Lm": OTHER_LETTER, "Nd": DIGIT, "Mc": OTHER_LETTER,
            "Mn": OTHER_LETTER, "Zs": SPACE}  # fmt: skip
    category = unicodedata.category
    table[:] = [bits.get(category(chr(c)), 0) for c in range(0x10000)]
    table[[9, 10, 11, 12, 13, 0x2028, 0x2029]] = SPACE
    for low, high in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)):
        table[low : high + 1] |= WIDE
    for marks, bit in ((STOPS, STOP), (COMMAS, COMMA), (QUOTES, QUOTE), (COLONS, COLON), (DASHES, DASH), (SYMBOLS, SYMBOL)):
        table[[ord(c) for c in marks]] |= bit
    table.setflags(write=False)
    return table


#: Bits per counter in a packed sum, and the longest text that such a counter can hold; longer ones are judged by their start.
_WIDTH = 16
LONGEST = (1 << (_WIDTH - 1)) - 1


def _field(packed: NDArray[np.int64], place: int) -> Ints:
    return ((packed >> (place * _WIDTH)) & ((1 << _WIDTH) - 1)).astype(np.int32)


@lru_cache(maxsize=1)
def _counters() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per code point the increments of several counters, packed: one sum per text counts them all."""
    classes = _classes()

    def pack(*fields: int) -> NDArray[np.int64]:
        total = np.zeros(len(classes), np.int64)
        for place, bits in enumerate(fields):
            total += ((classes & bits) != 0).astype(np.int64) << (place * _WIDTH)
        total.setflags(write=False)
        return total

    return pack(DIGIT, UPPER, UPPER | LOWER | OTHER_LETTER, SYMBOL), pack(STOP, WIDE, COMMA)


@dataclass(frozen=True, slots=True)
class Shapes:
    """One array element per text. Counts are in characters unless said otherwise."""

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
    """Class bits of the first character."""
    last: Ints
    """Class bits of the last character."""
    closed: NDArray[np.bool_]
    """Ends like a sentence: a stop, or a stop and then a closing quote or bracket."""
    sentence: NDArray[np.bool_]
    """Sentence-shaped: closed, at least 40 wide and 6 words. A line like that is never dropped for one word in it."""


#: A closed line under this is as often a prompt ("Read more.") as prose: development dumps, closed lines
#: under 40: 61 % chrome; 40 and over: 17 %.
SENTENCE_WIDTH = 40
SENTENCE_WORDS = 6


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
    return Points(points, _classes().take(points), ends - lengths - 1, lengths)  # a third of the time of indexing


def shapes_of(source: Points) -> Shapes:
    """Count the shapes of all texts at once.

    >>> s = shapes_of(points_of(["Listen Live", "The bridge closes on Monday, the council said in May."]))
    >>> s.chars.tolist(), s.words.tolist(), s.sentence.tolist()
    ([11, 53], [2, 10], [False, True])
    """
    points, bits, starts, lengths = source.points, source.bits, source.starts, source.lengths
    if len(lengths) == 0:
        none = np.zeros(0, np.int32)
        no = np.zeros(0, np.bool_)
        return Shapes(none, none, none, none, none, none, none, none, none, none, none, none, no, no)
    low, high = (np.add.reduceat(table.take(points), starts) for table in _counters())
    space = (bits & SPACE) != 0
    edges = np.empty(len(points), np.int64)  # a word ends before a space, and starts after one; counted together, packed
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
    return Shapes(
        chars=lengths.astype(np.int32),
        width=width,
        words=words,
        digits=_field(low, 0),
        letters=_field(low, 2),
        upper=_field(low, 1),
        capitals=_field(edge_counts, 1),
        stops=_field(high, 0),
        commas=_field(high, 2),
        symbols=_field(low, 3),
        first=first,
        last=last,
        closed=closed,
        sentence=closed & (width >= SENTENCE_WIDTH) & (words >= SENTENCE_WORDS),
    )
