"""utf8_python: is this valid UTF-8? In Python, where `_utf8.pyx` is not compiled."""

from __future__ import annotations


def is_utf8(data: bytes) -> bool:
    """Are these bytes valid UTF-8, so that strict decoding would succeed?

    >>> is_utf8("Grüße".encode()), is_utf8("Grüße".encode("latin-1")), is_utf8(b"\\xed\\xa0\\x80")
    (True, False, False)
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
