"""Bytes to text: by byte order mark, declared charset, strict UTF-8, then detection; and how it was found.

Text is made *legible*, one character for one, so that positions stay aligned with the decoded capture and no later
stage can fail on it: a NUL and a lone surrogate become U+FFFD, the mark for "a character stood here that cannot be
written". Line ends (`\\n`, `\\r\\n`, `\\r`) are left as they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from boilerstrip.charset import CODECS, charset_named

try:
    from boilerstrip._utf8 import is_utf8
except ImportError:
    from boilerstrip.utf8_python import is_utf8

#: Longest mark first: the UTF-16 one is a prefix of the UTF-32 one.
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32be"),
    (b"\xff\xfe", "utf-16-le", "utf-16le"),
    (b"\xfe\xff", "utf-16-be", "utf-16be"),
)

#: How far into a page its declaration is looked for, in bytes. The standard says 1024; pages put scripts before it.
_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,9}<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)

#: A charset is believed although some bytes do not fit it, when these are at most this share of its non-ASCII bytes:
#: pages quote others in another charset, and captures are cut off within a character. A wrong guess misses far more:
#: Latin-1 text read as UTF-8 misses nearly every non-ASCII byte, and Shift-JIS read as EUC-JP a third.
_MISFIT_SHARE = 0.02
#: ... or are this few, beside at least _FIT_CHARS that do fit.
_FEW_MISFITS = 2
_FIT_CHARS = 20

#: Of the first bytes of UTF-16 text without a mark, how many (share) of one parity are NUL where its letters are ASCII.
_NUL_SHARE = 0.6
_NUL_SAMPLE = 512

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNREADABLE = "\ufffd"


class Decoded(NamedTuple):
    """Text, the charset it was read with (WHATWG name), and how that was found.

    `how` is one of: "bom"; "http", "meta", "xml" (declared there, and it fits); "utf-8" (nothing declared, and it is valid);
    "detected"; "str" (it was text already; `encoding` is then "unicode"); or "declared X contradicted, utf-8 valid",
    "declared X contradicted, detected"; with ", N unreadable" behind it when N characters did not fit and became U+FFFD.
    """

    text: str
    encoding: str
    how: str


def legible(text: str) -> str:
    """The same text, as long, with U+FFFD for every NUL and lone surrogate; so it can be encoded and parsed.

    >>> legible("a\\x00b\\ud800c")
    'a\ufffdb\ufffdc'
    """
    if text.isascii():
        return _without_nul(text)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return _without_nul(_SURROGATES.sub(_UNREADABLE, text))
    return _read(text, data)


def _without_nul(text: str) -> str:
    """What is decoded from bytes holds no lone surrogates: only NULs need replacing."""
    return text.replace("\0", _UNREADABLE) if "\0" in text else text


def _read(text: str, data: bytes) -> str:
    """The same for text in a charset that has a NUL for every NUL byte: they are found in the bytes, in a tenth of the time."""
    return _without_nul(text) if b"\0" in data else text


def decode(data: bytes | str, declared: str | None = None) -> Decoded:
    """Decode a capture. Never raises; linear in its size.

    `declared` is the charset of the HTTP header, if any; it goes before those the page declares itself, and a byte order
    mark before all. Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever is declared.

    >>> decode("Grüße".encode()).how
    'utf-8'
    >>> decode(b'<meta charset="iso-8859-1">Gr\\xfc\\xdfe')
    Decoded(text='<meta charset="iso-8859-1">Grüße', encoding='windows-1252', how='meta')
    >>> decode("Grüße".encode(), "latin1")
    Decoded(text='Grüße', encoding='utf-8', how='declared latin1 contradicted, utf-8 valid')
    """
    if isinstance(data, str):
        return Decoded(legible(data), "unicode", "str")
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            return Decoded(_without_nul(text), name, "bom")
    return _decode_unmarked(data, declared)


def plain_utf8(data: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """What `decode` says of a capture's encoding, where a parser that reads UTF-8 can be given its bytes as they are; None elsewhere.

    Nothing is decoded: where not all is ASCII, that takes three times as long as looking whether it could be.

    >>> plain_utf8("<p>Grüße".encode()), plain_utf8(b"<p>Gr\\xfc\\xdfe")
    (('utf-8', 'utf-8'), None)
    """
    if b"\0" in data or data.startswith(_BYTE_ORDER_MARKS[0][0]) or not is_utf8(data):  # the other marks are no UTF-8
        return None
    label, how = declaration(data, declared)
    name = charset_named(label) if label else None
    if (name is None and b"\x1b" in data) or name in SEVEN_BIT:
        return None
    return _valid_utf8(label, name, how, ascii_only=data.isascii())


def _valid_utf8(label: str, name: str | None, how: str, *, ascii_only: bool) -> tuple[str, str]:
    """Encoding, and how it was found, of what is valid UTF-8."""
    if name is None or name.startswith("utf-16"):
        return "utf-8", "utf-8"
    if name == "utf-8" or ascii_only:
        return name, how
    return "utf-8", f"declared {label} contradicted, utf-8 valid"


def for_parser(data: bytes | str, decoded: Decoded) -> bytes | str:
    """What a capture was decoded to, for a parser that reads UTF-8: its own bytes where they are just that, else the text.

    >>> for_parser(b"Gr\\xc3\\xbc\\xc3\\x9fe", decode(b"Gr\\xc3\\xbc\\xc3\\x9fe")), for_parser(b"Gr\\xfc", decode(b"Gr\\xfc", "latin1"))
    (b'Gr\\xc3\\xbc\\xc3\\x9fe', 'Grü')
    """
    strictly = decoded.encoding == "utf-8" and decoded.how != "bom" and not decoded.how.endswith(_LOST)
    return data if isinstance(data, bytes) and strictly and b"\0" not in data else decoded.text


def _decode_unmarked(data: bytes, declared: str | None) -> Decoded:
    wide = wide_order(data)
    if wide is not None:
        return Decoded(_without_nul(data.decode(CODECS[wide], "replace")), wide, "detected")
    label, how = declaration(data, declared)
    name = charset_named(label) if label else None
    if name is None and b"\x1b" in data and _SHIFT_TO_KANJI in data:
        text = data.decode("iso2022_jp_2", "replace")
        if _UNREADABLE not in text:
            return Decoded(_read(text, data), "iso-2022-jp", "detected")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _decode_other(data, label, name, how)
    ascii_only = text.isascii()
    if name in SEVEN_BIT and ascii_only:
        found = _fitting(data, name)
        if found is not None:
            return Decoded(_read(found[0], data), name, how + _lost(found[1]))
        ascii_only = False
    return Decoded(_read(text, data), *_valid_utf8(label, name, how, ascii_only=ascii_only))


#: The escape sequence before Japanese in ISO-2022-JP; no text in another charset holds it.
_SHIFT_TO_KANJI = b"\x1b$B"

#: Charsets whose text is ASCII bytes, so that valid UTF-8 says nothing against them.
SEVEN_BIT = frozenset({"hz-gb-2312", "iso-2022-jp", "iso-2022-kr"})


def _decode_other(data: bytes, label: str, name: str | None, how: str) -> Decoded:
    """Decode what is not strictly UTF-8: as declared if it fits nearly, as UTF-8 if that fits nearly, else by detection."""
    if name is not None and name != "utf-8":
        nearly = _fitting(data, "utf-8")
        found = None if nearly else _fitting(data, name)
        if found is not None:
            return Decoded(_read(found[0], data), name, how + _lost(found[1]))
        if nearly is not None:
            return Decoded(_read(nearly[0], data), "utf-8", f"declared {label} contradicted, utf-8 valid" + _lost(nearly[1]))
    else:
        found = _fitting(data, "utf-8")
        if found is not None:
            return Decoded(_read(found[0], data), "utf-8", (how if name else "utf-8") + _lost(found[1]))
    from boilerstrip.detect import detect

    detected = detect(data)
    text = data.decode(CODECS[detected], "replace")
    if detected != name:
        how = f"declared {label} contradicted, detected" if label else "detected"
    return Decoded(_read(text, data), detected, how + _lost(text.count(_UNREADABLE)))


def _lost(misfits: int) -> str:
    return f", {misfits}{_LOST}" if misfits else ""


_LOST = " unreadable"


def _fitting(data: bytes, name: str) -> tuple[str, int] | None:
    """The text in this charset and how many characters did not fit, or None when it is too many."""
    text = data.decode(CODECS[name], "replace")
    misfits = text.count(_UNREADABLE) - (data.count(b"\xef\xbf\xbd") if name == "utf-8" else 0)
    if misfits <= 0:
        return text, 0
    fits = len(_NOT_ASCII.findall(text)) - misfits
    few = misfits <= _FEW_MISFITS and fits >= _FIT_CHARS
    return (text, misfits) if few or misfits <= _MISFIT_SHARE * fits or _only_cut_off(text, misfits, fits) else None


def _only_cut_off(text: str, misfits: int, fits: int) -> bool:
    """Is the one misfit the end of the capture, in the middle of a character, after others that fit?"""
    return misfits == 1 and text.endswith(_UNREADABLE) and fits > 0


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def declaration(data: bytes, http: str | None = None) -> tuple[str, str]:
    """The charset label that a capture is declared to have, and where: "http", "meta" or "xml"; two empty strings if none.

    A label that nobody knows does not count. UTF-16 in a meta or XML declaration is a mistake, since it was read as ASCII.

    >>> declaration(b'<?xml version="1.0" encoding="EUC-JP"?><html>')
    ('EUC-JP', 'xml')
    """
    if http and charset_named(http):
        return http, "http"
    head = data[:_HEAD]
    if b"<" not in head:
        return "", ""  # a dump: both kinds stand in a tag
    found = _XML.match(head)
    if found is not None:
        label = found[1].decode("ascii", "replace")
        if _is_eight_bit(label):
            return label, "xml"
    if b"charset" not in head.lower():
        return "", ""
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    for found in _META.finditer(head):
        label = found[1].decode("ascii", "replace")
        if _is_eight_bit(label):
            return label, "meta"
    return "", ""


def _is_eight_bit(label: str) -> bool:
    name = charset_named(label)
    return name is not None and not name.startswith("utf-16")


def wide_order(data: bytes) -> str | None:
    """Give "utf-16le" or "utf-16be" when every other byte at the start is NUL, as in UTF-16 without a mark.

    >>> wide_order("<p>".encode("utf-16-le")), wide_order(b"<p>")
    ('utf-16le', None)
    """
    sample = data[:_NUL_SAMPLE]
    if b"\0" not in sample:
        return None
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= _NUL_SHARE * pairs and even < odd * (1 - _NUL_SHARE):
        return "utf-16le"
    if even >= _NUL_SHARE * pairs and odd < even * (1 - _NUL_SHARE):
        return "utf-16be"
    return None
