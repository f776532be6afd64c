"""sieve: which texts may hold a phrase. Most hold none, and `_sieve.pyx`, where it is compiled, tells many of them at a glance."""

from __future__ import annotations

from typing import NamedTuple

from boilerstrip.phrases.lexicon import Lexicon

#: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul.
FIRST_UNSPACED, PAST_UNSPACED = "\u0e00", "\ud7b0"
#: What a number in thousands or millions ends in.
THOUSANDS = "km"


class Sifted(NamedTuple):
    """What is to be looked at. It may be too much, and is never too little."""

    plain: list[str]
    """Texts in ASCII that may be, begin or end with a phrase."""
    other: list[str]
    """Texts beyond ASCII that may."""
    worded: list[str]
    """Texts that may hold a word that shows that a phrase stands there."""
    unspaced: bool
    """Among the others are texts in scripts without spaces, inside which phrases may stand."""


def sifted(texts: list[str], lexicon: Lexicon) -> Sifted:
    """Let all of them through."""
    del lexicon  # the compiled twin tells by it
    return Sifted([text for text in texts if text.isascii()], [text for text in texts if not text.isascii()], texts, unspaced=False)
