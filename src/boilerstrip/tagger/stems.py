"""stems: how a word is known, so that texts can be asked for the words that they share.

A content word is known by its first five letters (so *Brücke* and *Brücken* meet, in every language that inflects at the
end), a character of a script without spaces by itself and the next one.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: Two words fall into one bucket by accident once in this many.
BUCKETS = 1 << 15

#: Words shorter than this are mostly function words, in every alphabet of the development pages.
MIN_LETTERS = 4

#: Letters that make a word known.
STEM = 5

#: An odd multiplier that mixes one letter into those before it.
FACTOR = 0x94D049BB133111EB

#: The mixed number, so far to the right, is a bucket.
SHIFT = 49


@lru_cache(maxsize=1)
def spread() -> NDArray[np.uint64]:
    """Each code point of the Basic Multilingual Plane in lower case, spread by an odd multiplier (splitmix64's)."""
    lower = [ord(low) if len(low := chr(point).lower()) == 1 else point for point in range(0x10000)]
    with np.errstate(over="ignore"):
        table = (np.array(lower, np.uint64) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    table.setflags(write=False)
    return table
