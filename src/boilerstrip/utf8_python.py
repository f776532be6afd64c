"""utf8_python: what is asked of a capture before it is decoded, in Python, where `_utf8.pyx` is not compiled."""

from __future__ import annotations

#: Control characters no text holds; tab, line ends, form feed, escape (ISO-2022) and Windows' end-of-file mark it may.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1a\x1b") + b"\x7f"


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


def controls(content: bytes | str, most: int) -> int:
    """How many of the first `most` characters, or bytes, are control characters that no text holds.

    >>> controls(b"\\x00\\x01 text\\n", 100), controls("text", 100)
    (2, 0)
    """
    head = content[:most]
    head = head.encode("latin-1", "replace") if isinstance(head, str) else head
    return len(head) - len(head.translate(None, _CONTROLS))
