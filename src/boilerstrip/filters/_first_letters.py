"""What the words of a pattern begin with (a leading underscore: not a filter)."""

from __future__ import annotations

import re

_INNER = re.compile(r"[|(?:]+")


def first_letters(words: str) -> str:
    """The letters that the alternatives of a pattern begin with, in order; of those within an alternative, too, which does no harm.

    Before a pattern without case, a lookahead for them saves it from trying one alternative after another at every character.

    >>> first_letters(r"(?:photos?|bild(?:er|quelle)?|写真)")
    'bepq写'
    """
    return "".join(sorted({part[0] for part in _INNER.split(words) if part[:1].isalpha()}))
