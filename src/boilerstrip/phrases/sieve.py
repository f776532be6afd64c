"""sieve: which texts may hold a phrase. Most hold none, and `_sieve.pyx`, where it is compiled, tells many of them at a glance."""

from __future__ import annotations

from collections.abc import Sequence
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
    unspaced: list[str]
    """Texts that may hold a phrase of a script without spaces."""
    exact: list[tuple[str, str]]
    """Texts that are a whole phrase of the lexicon, from their first character on, with the phrase. They are in none of the first two."""


def sifted(texts: Sequence[str], lexicon: Lexicon, longest: int) -> Sifted:
    """Let all through that are not longer, each once."""
    del lexicon  # the compiled twin tells by it
    short = [text for text in dict.fromkeys(texts) if len(text) <= longest]  # menus repeat: every fifth line stands elsewhere, too
    beyond = [text for text in short if not text.isascii()]
    return Sifted([text for text in short if text.isascii()], beyond, short, beyond, [])
