"""edges_python: the first and last characters of texts, where `_edges.pyx` is not compiled."""

from __future__ import annotations


def edges(texts: list[str]) -> tuple[str, str]:
    """The first characters of all texts, and the last ones, each as one string; a newline for an empty text.

    >>> edges(["Home", "", "History[edit]"])
    ('H\\nH', 'e\\n]')
    """
    return "".join([text[:1] or "\n" for text in texts]), "".join([text[-1:] or "\n" for text in texts])


def holding(texts: list[str], sign: str) -> list[int]:
    """The places of the texts that hold a sign, which is one character.

    >>> holding(["a cell", "a\\tb"], "\\t")
    [1]
    """
    return [place for place, text in enumerate(texts) if sign in text]
