"""classes: what kind of character each is, as bits: a digit, a capital, a mark that ends a sentence."""

from __future__ import annotations

import unicodedata
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

#: Counts of characters fit 16 bits, so that several are added up in one number: longer texts are judged by their start.
LONGEST = (1 << 15) - 1

#: A closed line under this is as often a prompt ("Read more.") as prose: development dumps, closed lines
#: under 40: 61 % chrome; 40 and over: 17 %.
SENTENCE_WIDTH = 40
SENTENCE_WORDS = 6


@lru_cache(maxsize=1)
def classes() -> NDArray[np.uint16]:
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
