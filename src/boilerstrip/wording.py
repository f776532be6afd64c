"""wording: words of short texts, to compare a line with a title, with the body or with another line."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
#: From here on scripts write without spaces between words; there two neighbouring characters do as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
#: Words are compared by so many first letters: enough to tell them apart, few enough to see past most endings.
STEM = 5


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of three letters and more, and its numbers.

    >>> sorted(stems("The bridges of Brno close in 2019"))
    ['2019', 'bridg', 'brno', 'close', 'the']
    >>> sorted(stems("桥梁关闭"))
    ['关闭', '桥梁', '梁关']
    """
    folded = text.casefold()
    found = {word[:STEM] for word in _WORD.findall(folded)}
    if not folded.isascii():
        for run in _UNSPACED.findall(folded):
            found.discard(run[:STEM])
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


@lru_cache(maxsize=64)  # two filters ask of the same article, and so does its second reading
def lead_stems(lead: str) -> frozenset[str]:
    """`stems` of an article's first paragraphs."""
    return stems(lead)


def agreement(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard index of two sets of stems, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def folded(text: str) -> str:
    """A text as it is compared for equality: lower case, letters and digits only, one space between words.

    >>> folded("  Bridge, closed!")
    'bridge closed'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))
