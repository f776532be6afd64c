"""sieve: what texts hold at first sight, and which are to be looked at. `_sieve.pyx`, where it is compiled, sees through most of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from boilerstrip.phrases.lexicon import Cue, Lexicon

#: Longer texts are not looked up: they are paragraphs, and a phrase that opens a paragraph is part of it.
LONGEST = 160
#: What opens such a paragraph has so many characters at least. Of development dumps (three makers), paragraphs that begin so with a strong
#: prefix of `cookie` or `newsletter` are chrome, all 85; of `ad` 11 are, and 3 are not.
LEAST_OPENING = 12
#: Of such a paragraph so much is looked at to see whether a phrase may open it: what it begins with, and EDGES before that.
BEFORE_OPENING = 40
#: A date or age stands on a short line; "March 5 was the day that ..." is longer.
LONGEST_COUNTED = 60
#: Glued phrases are short; longer lines with an inner capital are titles.
LONGEST_GLUED = 80
#: At most this many pieces make one glued phrase ("Community standardsDiscussion": 2 phrases of 1 piece; "WhatsApp": 2 pieces).
PIECES = 4

#: What stands before a phrase and means something, so that it is no icon.
OPENERS = "#©ⓒ\"'“„"
#: What stands behind one.
CLOSERS = "\"'”“"
#: Two phrases may be glued together between these: patterns of one character, none of them beyond PAST_CASED.
SMALL = "[a-z0-9à-öø-ÿčšžěřůłśćąęńźżğışőűțșăđа-яёіїєα-ωά-ώ)]"
LARGE = "[A-ZÀ-ÖØ-ÞČŠŽĚŘŮŁŚĆŹŻĞİŞŐŰȚȘĂĐА-ЯЁІЇЄΑ-ΩΆ-Ώ]"
PAST_CASED = "\u0530"
#: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul.
FIRST_UNSPACED, PAST_UNSPACED = "\u0e00", "\ud7b0"
#: What a number in thousands or millions ends in.
THOUSANDS = "km"


class Sifted(NamedTuple):
    """What is known of texts, and what is to be looked at. The latter may be too much, and is never too little."""

    known: dict[int, tuple[Cue, ...]]
    """The cues of texts by their place, in order; none yet of some that are left."""
    left: Sequence[int]
    """The places of the texts to be looked at, all of which stand in `known`."""
    plain: list[str]
    """Texts in ASCII that may be, begin or end with a phrase, each once."""
    other: list[str]
    """Texts beyond ASCII that may."""
    worded: list[str]
    """Texts that may hold a phrase which a word gives away."""
    unspaced: list[str]
    """Texts that may hold a phrase of a script without spaces."""


def sifted(texts: Sequence[str], lexicon: Lexicon) -> Sifted:
    """Leave all to be looked at that are not too long."""
    del lexicon  # the compiled twin tells by it
    left = [place for place, text in enumerate(texts) if len(text) <= LONGEST]
    short = list(dict.fromkeys([texts[place] for place in left]))  # menus repeat: every fifth line stands elsewhere, too
    beyond = [text for text in short if not text.isascii()]
    return Sifted(dict.fromkeys(left, ()), left, [text for text in short if text.isascii()], beyond, short, beyond)


def openings(texts: Sequence[str], lexicon: Lexicon) -> list[int]:
    """The places of texts that are too long for `sifted` and that a phrase may open. These may be too many, too, and never too few."""
    del lexicon
    return [place for place, text in enumerate(texts) if len(text) > LONGEST]
