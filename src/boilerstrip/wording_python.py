"""wording_python: the words of texts, to be compared, in Python, where `_wording.pyx` is not compiled."""

from __future__ import annotations

import re

#: Words are compared by so many first letters: enough to tell them apart, few enough to see past most endings.
STEM = 5
#: Words of fewer letters do not count.
SHORTEST = 3
#: Scripts that write without spaces between words; there two neighbouring characters do as a word.
UNSPACED = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"),
)  # fmt: skip
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}|\d+")
_UNSPACED = re.compile(f"[{''.join(f'{low}-{high}' for low, high in UNSPACED)}]{{2,}}")


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


def folded(text: str) -> str:
    """A text as it is compared for equality: lower case, letters and digits only, one space between words.

    >>> folded("  Bridge, closed!")
    'bridge closed'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeating(texts: list[str], said: str, longest: int) -> list[int]:
    """The places of the texts of at most `longest` characters that begin, folded, with what is said, which is folded already.

    >>> repeating(["Bridge closed", "Bridge: closed until June", "Open bridge"], "bridge closed", 60)
    [0, 1]
    """
    return [place for place, text in enumerate(texts) if len(text) <= longest and folded(text).startswith(said)]
