"""Words: how training compares texts. Lower-cased after NFKC; characters of scripts without spaces count singly."""

from __future__ import annotations

import re
import unicodedata

#: Thai and Lao, Burmese, Khmer, Kana and Han: written without spaces, so that every character is a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)


def words_of(text: str | None) -> list[str]:
    """The words of a text, for comparison.

    >>> words_of("The ﬁrst “Bridge”")
    ['the', 'first', 'bridge']
    >>> words_of("橋は7月")
    ['橋', 'は', '7', '月']
    """
    if not text:
        return []
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())
